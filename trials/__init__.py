"""Trials: what the whole does when it is treated badly, with counts that must come out exactly."""
