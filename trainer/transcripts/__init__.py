"""Transcripts: what somebody achieved and learnt, as documents made for them when they ask."""
