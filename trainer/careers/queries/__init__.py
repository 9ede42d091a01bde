"""The map in force, what is on record about people, and how they stand."""
