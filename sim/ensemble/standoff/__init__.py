"""How a standoff ends over many draws, and what a change of one thing makes of it."""
