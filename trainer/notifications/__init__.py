"""Being told: the bell in the page, e-mail, and the outbox both are sent from."""
