"""Judging evidence criterion by criterion, and signing units off."""
