"""Everything that happens to a promotion case, from being opened to the end of its trial."""
