"""Vacancies: a role at a site to be filled, told to staff, and what those who would like it say."""
