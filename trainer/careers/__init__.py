"""From the role somebody has to the next: the map of roles, what each asks, and how far people are."""
