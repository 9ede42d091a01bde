"""Visits of external quality assurers: by a link with a second secret, within a scope, all noted."""
