"""What follows for a plan of development, from what is on record: no database."""
