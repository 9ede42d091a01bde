"""Plans of development: what somebody is to learn, how, by when, and what became of it."""
