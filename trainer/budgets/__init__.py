"""What sites may spend on courses in a year, beside what they spent and have booked."""
