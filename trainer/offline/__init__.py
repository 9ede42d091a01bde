"""Trainer on a phone with no signal: what is installed, what is kept, what is sent afterwards."""
