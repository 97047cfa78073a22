"""Many runs: what is varied, how the runs are made and kept, and what they say together."""
