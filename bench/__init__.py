"""Come here to measure."""
