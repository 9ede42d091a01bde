"""Phrases for feedback: each assessor's own, and those the organisation lends to all of them."""
