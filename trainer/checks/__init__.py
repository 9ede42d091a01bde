"""The invariants of the records, checked over the whole database at any instant."""
