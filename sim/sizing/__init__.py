"""What a run needs, what the machine has, and what to lower where it does not fit."""
