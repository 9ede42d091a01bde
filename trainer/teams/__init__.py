"""A manager's team on one page: who is on track, late or lapsing, and what to do next for each."""
