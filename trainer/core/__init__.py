"""What every part of Trainer stands on, and nothing of the web."""
