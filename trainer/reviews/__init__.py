"""What becomes of certificates and claims that rest on a decision which was overturned."""
