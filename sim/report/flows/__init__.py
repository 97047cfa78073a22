"""Where trade goes."""
