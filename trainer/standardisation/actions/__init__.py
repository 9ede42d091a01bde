"""Prepare an exercise, judge in it, open its results and conclude it."""
