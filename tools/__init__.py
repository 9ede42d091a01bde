"""What a developer runs now and then; nothing here runs in the application."""
