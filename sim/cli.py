"""The command line: parsing and printing only."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import sys
from collections.abc import Sequence

from cyclopts import App

from sim.commands.ablate import ablate
from sim.commands.compare import compare
from sim.commands.data import data
from sim.commands.errors import code_of, message_of
from sim.commands.explore import explore
from sim.commands.history import check
from sim.commands.letters import is_text, print_in_letters_there_are
from sim.commands.merge import merge
from sim.commands.metrics import metrics
from sim.commands.outcomes import outcomes
from sim.commands.report import report
from sim.commands.reproduce import reproduce
from sim.commands.run import run
from sim.commands.scenarios import list_, schema, show, validate
from sim.commands.sweep import sweep
from sim.commands.theory import equilibrium
from sim.exit_codes import INTERRUPTED, OK, USAGE, complain
from sim.interrupting import termination_interrupts

OBJECTS_BETWEEN_SEARCHES = 100_000

app = App(
    name="tradewar",
    help="Simulate a trade war between economies, week by week, on a world built from public statistics.",
    version=importlib.metadata.version("tradewar-sim"),
    suppress_keyboard_interrupt=False,
    result_action="return_value",
)
app.command(run)
app.command(validate)
app.command(list_, name="list")
app.command(show)
app.command(schema)
app.command(equilibrium)
app.command(check)
app.command(ablate)
app.command(outcomes)
app.command(metrics)
app.command(compare)
app.command(report)
app.command(reproduce)
app.command(sweep)
app.command(merge)
app.command(explore)
app.command(data)


def main() -> None:
    """Run the command line of the process and exit with its code."""
    # What is imported stays, and what a week leaves is freed at once: looking for garbage every 700 objects,
    # and through all of them when the process ends, takes a third of a second of a run.
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    print_in_letters_there_are()
    with termination_interrupts():
        code = exit_code(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def exit_code(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors go to stderr, one line each.

    0 done, 1 finished with missed checks, 2 bad usage or scenario, 3 the output exists,
    130 interrupted.
    """
    odd = next((each for each in arguments if not is_text(each)), None)
    if odd is not None:
        shown = odd.encode(errors="replace").decode()
        return complain(f"{shown}: a name with bytes that are no UTF-8 text (hint: give it another)", USAGE)
    try:
        outcome = app(list(arguments), exit_on_error=False, print_error=False, help_on_error=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return complain("interrupted: nothing was written", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has had enough.
        _drop_output()
        return OK
    except Exception as error:
        from sim.records.disk_faults import NO_ROOM

        code = code_of(error)
        if code is None:
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                _drop_output()
                return complain(f"standard output: {error.strerror}", USAGE)
            raise
        return complain(message_of(error), code)
    return outcome if isinstance(outcome, int) else OK


def _drop_output() -> None:
    """Send what is left of standard output nowhere, so that the end of the process does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
