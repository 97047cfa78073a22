"""How far the two economies come apart."""
