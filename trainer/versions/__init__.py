"""Versions of units and qualifications: two of them side by side, and the next one as a draft."""
