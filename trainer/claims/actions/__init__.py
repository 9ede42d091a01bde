"""Every write around claims."""
