"""Papers about the orders of a year: the assignment itself, and each officer's own sheet."""
