"""Staff, sites, teams, reporting lines, and the roles people are appointed to."""
