"""The commands, a file each: what is asked for is parsed and handed on, and what comes of it is printed."""
