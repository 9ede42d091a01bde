"""What a portfolio holds: its evidence in order, and which criteria each piece serves."""
