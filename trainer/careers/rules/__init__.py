"""What a role asks, how people stand with it, and the way there: no database, no web."""
