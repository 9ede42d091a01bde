"""Who is working towards what: the version, the chosen units, and who assesses and verifies."""
