"""The page of one person on the register: what they may do, what it rests on, and their load."""
