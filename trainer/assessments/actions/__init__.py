"""Every write to submissions, judgements and signatures."""
