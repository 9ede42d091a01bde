"""What holds of promotion cases, without a database or a page."""
