"""Trade as a network: who is tied to whom."""
