"""Frameworks, qualifications, units and criteria, and what a qualification asks to be chosen."""
