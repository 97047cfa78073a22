"""What a sweep keeps: parts while it goes on, one table of runs when it is done."""
