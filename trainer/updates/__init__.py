"""Updates to read: what changed in a product, a policy or a service standard, and who has read it."""
