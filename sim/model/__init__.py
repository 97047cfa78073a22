"""When: the mutable state, the named phases of a step, and the Mesa model."""
