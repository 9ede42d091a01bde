"""Claims to awarding organisations."""
