"""Assessors beside each other: what each number rests on, how sure it is, and no order of merit."""
