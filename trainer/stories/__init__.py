"""Stories: everything the ledger holds about one unit, told from its beginning."""
