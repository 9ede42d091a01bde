"""Promotion cases as pages list them, what a pack holds, and what has fallen since."""
