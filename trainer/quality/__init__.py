"""Internal quality assurance: verifying assessed units and releasing them."""
