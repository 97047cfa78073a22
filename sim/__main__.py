"""``python -m sim`` is the command ``tradewar``."""

from sim.cli import main

main()
