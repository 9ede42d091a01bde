"""Our own frameworks at the addresses of CASE 1.1.

docs/decisions/0014-case-behind-the-door.md says which of them are open to everyone.
"""
