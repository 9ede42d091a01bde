"""Signing in: who someone is, their sessions, and proving it again before they sign."""
