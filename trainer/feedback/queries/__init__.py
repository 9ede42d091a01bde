"""Rounds as they are listed, and what may be shown of their answers."""
