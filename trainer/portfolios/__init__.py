"""Come here for a registration's portfolio as the field knows it: its index and its matrix."""
