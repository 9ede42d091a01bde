"""What is held about whom, and everything held about one person as a file for them."""
