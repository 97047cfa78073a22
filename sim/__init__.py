"""Agent-based simulation of trade wars on a world built from public statistics."""
