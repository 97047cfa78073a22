"""Patterns of trade: who can replace whom, who passes goods on, where trade goes that tariffs drive away."""
