"""Who holds what, seen together: people by what is asked of them, and whether there are enough."""
