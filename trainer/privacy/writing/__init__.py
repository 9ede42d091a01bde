"""Everything held about one person, written into one ZIP as it streams by."""
