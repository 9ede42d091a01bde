"""Promotion cases: put forward, looked at by a panel, approved by others, taken up on trial, appealed."""
