"""Training of the past: what people hold already, brought in from a file."""
