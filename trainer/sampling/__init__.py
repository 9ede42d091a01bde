"""Sampling: what a quality assurer looks into, chosen by rule and by lot, and why."""
