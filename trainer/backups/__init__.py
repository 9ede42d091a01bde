"""Copies of all records at one moment, taken while people work, and brought back elsewhere."""
