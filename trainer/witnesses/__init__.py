"""Testimony of people without an account: asked for, written by a secret link, kept as evidence."""
