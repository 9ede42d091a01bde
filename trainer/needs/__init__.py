"""What people need to learn: what they lack, what ends soon, and what was agreed they should."""
