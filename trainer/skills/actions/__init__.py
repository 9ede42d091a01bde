"""What is done about skills seen together: targets set, people reminded."""
