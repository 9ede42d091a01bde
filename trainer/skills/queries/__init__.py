"""What the matrix shows: whom, which columns, how each stands, and what it adds up to."""
