"""What a reader sees first: key figures and findings."""
