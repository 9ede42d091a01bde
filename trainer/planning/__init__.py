"""Assessment plans: what is to be assessed, how, when and where, agreed by both, and what came of it."""
