"""What happened and who did it: the ledger of decisions, and the trail of everything else."""
