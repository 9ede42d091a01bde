"""Evidence as it is read: the pages of its files with their words, larger, and searched."""
