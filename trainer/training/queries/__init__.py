"""What is required of people, what they hold, and how they stand."""
