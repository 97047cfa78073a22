"""What goods cost and what households can afford."""
