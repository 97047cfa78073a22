"""A run of the first trade war held against what was recorded: moments, verdicts, monthly paths."""
