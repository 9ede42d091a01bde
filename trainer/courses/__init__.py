"""Courses: what can be learnt together, when, who has a place, who was there, and what they made of it."""
