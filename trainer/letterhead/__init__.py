"""Letterhead: how the organisation's documents look, in versions, and who signs them."""
