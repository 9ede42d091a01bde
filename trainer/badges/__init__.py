"""Open Badges 3.0: what a certificate says as a signed credential, its status list, and its picture."""
