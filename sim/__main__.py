"""``python -m sim`` is the command ``tradewar``."""

from __future__ import annotations

import sys

from sim.exit_codes import INTERRUPTED, complain


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback also while it is being imported."""
    try:
        from sim.cli import main as run_command_line

        run_command_line()
    except KeyboardInterrupt:
        sys.exit(complain("interrupted: nothing was written", INTERRUPTED))


if __name__ == "__main__":
    main()
