"""How people are to behave at work, each behaviour in four written levels, and in which jobs."""
