"""Colleagues who coach each other: asking, saying yes, meeting, and what came of it."""
