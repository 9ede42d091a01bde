"""Equality monitoring: a voluntary return of one's own, held apart, read only as rates of groups."""
