"""Every write of a visit: arranging it, letting somebody in, noting what they open."""
