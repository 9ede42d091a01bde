"""What people need, put together from what is asked of them and what was noted."""
