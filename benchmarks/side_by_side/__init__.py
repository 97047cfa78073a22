"""Time and memory of the three versions of the firms' rule, each run in a process of its own."""
