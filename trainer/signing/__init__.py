"""Keys, and what is signed with them: made here, kept encrypted, turned over and taken back."""
