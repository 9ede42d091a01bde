"""Arranging a round, running it, and answering in it."""
