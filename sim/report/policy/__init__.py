"""Who taxes whom, and since when."""
