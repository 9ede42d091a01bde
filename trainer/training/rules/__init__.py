"""What is required of somebody on a day, and how they stand: no database, no clock."""
