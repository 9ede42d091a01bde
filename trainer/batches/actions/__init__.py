"""Every write to batches: signing for one, issuing it line by line, steering it, its files."""
