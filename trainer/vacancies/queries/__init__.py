"""Vacancies as lists show them, and how those who answered stand with the role."""
