"""How long records are kept, by a written schedule that is followed: what is due, and its removal."""
