"""Second steps of signing in: each person's own, and the organisation's rule about them."""
