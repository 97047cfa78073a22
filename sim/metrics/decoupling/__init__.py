"""How far two economies have decoupled, one file a question."""
