"""E-learning: statements that other systems send of what people completed there, and what they give."""
