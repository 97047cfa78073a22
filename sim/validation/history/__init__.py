"""The first trade war replayed and held against what was recorded and published."""
