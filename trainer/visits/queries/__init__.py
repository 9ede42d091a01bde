"""What pages show of visits: to the centre, and to whoever visits."""
