"""Rounds of feedback about one person, in which nobody learns who said what unless all agreed to it."""
