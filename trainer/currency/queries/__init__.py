"""Which units are current, whose are to be renewed, and who may be put on a rota for what."""
