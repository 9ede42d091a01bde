"""A fictional organisation with its people and their work, for trying Trainer out."""
