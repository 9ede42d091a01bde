"""Come here for how the engraving under a document is drawn once and laid under every copy."""
