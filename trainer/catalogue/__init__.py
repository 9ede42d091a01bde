"""What can be learnt and proved: frameworks, qualifications, units, criteria and their rules."""
