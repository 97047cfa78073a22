"""What was checked, with what, and how to repeat it."""
