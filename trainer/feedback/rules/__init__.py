"""What may be shown of what was answered, and how soon people may be asked again: pure."""
