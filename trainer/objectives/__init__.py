"""What people are to reach in a year and how it goes, and the talks about it between two."""
