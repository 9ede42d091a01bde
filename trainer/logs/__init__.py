"""Learning logs and evidence: what people did, with files, linked to the criteria it may show."""
