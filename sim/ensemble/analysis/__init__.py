"""What many runs say together: pure functions of a finished sweep."""
