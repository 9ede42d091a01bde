"""How a request becomes a page: access, one transaction, forms, errors. No domain in here."""
