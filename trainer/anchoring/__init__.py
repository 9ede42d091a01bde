"""The ledger's last link, taken each day to where whoever holds the database does not reach."""
