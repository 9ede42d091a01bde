"""What somebody saw of a colleague’s work on a call or at the counter, and the next step both agreed."""
