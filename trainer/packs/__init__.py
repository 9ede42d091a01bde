"""Come here for packs: a learner's whole portfolio as one signed file, written here or read."""
