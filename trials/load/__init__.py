"""Fifty people at work at once, on real servers; what was acknowledged is counted in the records."""
