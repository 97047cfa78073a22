"""How the runs of a sweep are made: in units of a few seconds, by one process, by several or by a cluster."""
