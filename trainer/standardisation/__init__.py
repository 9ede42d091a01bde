"""Standardisation: assessors judge the same evidence blind, and see how far they agree."""
