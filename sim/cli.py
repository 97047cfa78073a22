"""The command line: parsing and printing only."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, CycloptsError, Parameter

from sim.ablation_command import ablate
from sim.compare_command import compare
from sim.data_commands import data
from sim.exit_codes import EXISTS, INTERRUPTED, OK, USAGE, complain
from sim.explore_command import explore
from sim.history_commands import check
from sim.merge_command import merge
from sim.metrics_command import metrics
from sim.options import BadUsageError, Overrides, Switch, overrides_of
from sim.outcomes_command import outcomes
from sim.replications_command import run_draws
from sim.report_command import report as report_command
from sim.scenario_commands import list_, schema, show, validate
from sim.sweep_command import sweep
from sim.theory_commands import equilibrium

if TYPE_CHECKING:
    from sim.metrics import Headline

DEFAULT_SCENARIO = "impasse_145_125"
OBJECTS_BETWEEN_SEARCHES = 100_000

app = App(
    name="tradewar",
    help="Simulate a trade war between economies, week by week, on a world built from public statistics.",
    version=importlib.metadata.version("tradewar-sim"),
    suppress_keyboard_interrupt=False,
    result_action="return_value",
)
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
app.command(report_command, name="report")
app.command(sweep)
app.command(merge)
app.command(explore)
app.command(data)


def main() -> None:
    """Run the command line of the process and exit with its code."""
    # What is imported stays, and what a week leaves is freed at once: looking for garbage every 700 objects,
    # and through all of them when the process ends, takes a third of a second of a run.
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    code = exit_code(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def exit_code(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; errors go to stderr, one line each.

    0 done, 1 finished with missed checks, 2 bad usage or scenario, 3 the output exists,
    130 interrupted.
    """
    try:
        outcome = app(list(arguments), exit_on_error=False, print_error=False, help_on_error=False)
    except KeyboardInterrupt:
        return complain("interrupted: nothing was written", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        code = _code_of(error)
        if code is None:
            raise
        return complain(_message(error), code)
    return outcome if isinstance(outcome, int) else OK


@app.command
def run(
    scenario: str = DEFAULT_SCENARIO,
    *,
    out: Path | None = None,
    seed: int | None = None,
    replications: int | None = None,
    replication: int | None = None,
    set_: Overrides = (),
    workers: int | None = None,
    resume: Annotated[bool, Switch] = False,
    force: Annotated[bool, Switch] = False,
    report: Annotated[bool, Parameter(negative="--no-report")] = True,
    quiet: Annotated[bool, Switch] = False,
    profile: Annotated[bool, Switch] = False,
    snapshots: str | None = None,
) -> int:
    """Simulate a scenario and write its results folder with a report.

    Of several replications the first is written in full, and all of them as one table of runs. Exit 1 when
    one of them failed.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario.
    out
        Folder to write; by default results/<scenario>/<run>.
    seed
        Seed of the random draws, in place of the scenario's.
    replications
        Number of runs with different draws: the first in full, all of them in one table.
    replication
        Number of the one draw to run, from 1: its firms, and its parameters if those are drawn too.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    workers
        Number of processes that make replications; by default one a processor. 1 makes them in this one.
    resume
        Go on with the replications that the folder holds: those that are done are not run again.
    force
        Replace the results folder if it exists.
    report
        Write report.html.
    quiet
        Print nothing but the path of the report, and show no progress.
    profile
        Print where the time went: every phase of the step, and what is around it.
    snapshots
        Weeks in which every relationship is written too, as 0,26,52 (0 is the base) or every:13.
    """
    from sim import load_scenario
    from sim.records.snapshot_weeks import weeks_from_text

    if replication is not None and replication < 1:
        raise BadUsageError(f"--replication {replication}: draws are counted from 1")
    overrides = overrides_of(set_)
    if seed is not None:
        overrides["ensemble.seed"] = str(seed)
    if replications is not None:
        overrides["ensemble.replications"] = str(replications)
    asked = load_scenario(scenario, overrides)
    weeks = weeks_from_text(snapshots, asked.horizon.weeks) if snapshots is not None else ()
    if replication is None and asked.ensemble.replications > 1:
        return run_draws(
            asked, out, workers=workers, resume=resume, force=force, report=report, quiet=quiet,
            profile=profile, snapshots=weeks,
        )  # fmt: skip
    if resume:
        raise BadUsageError("--resume: a single run cannot be gone on with (hint: --replications N)")
    from sim.printing import print_profile, print_summary, weekly_progress
    from sim.running import run as run_one
    from sim.running import threads

    heads: list[Headline] = []
    with weekly_progress(asked, quiet) as progress:
        finished = run_one(
            asked, out, replication=replication or 1, force=force, report=report, snapshots=weeks,
            progress=progress, workers=workers or threads(),
            measured=lambda metrics: None if quiet else heads.append(metrics.headline),
        )  # fmt: skip
    if not quiet:
        print_summary(finished, heads[0])
    if profile:
        print_profile(finished.manifest["timings"], asked.horizon.weeks)
    print(finished.folder / "report.html" if report else finished.folder)
    return OK


def _code_of(error: Exception) -> int | None:
    """Exit code of an error that the user can mend; None for one that is ours."""
    from sim.economy.equilibrium import NoEquilibriumError
    from sim.records.reading import UnfitRunsError
    from sim.records.results_folder import OutputExistsError
    from sim.records.snapshot_weeks import BadWeeksError
    from sim.scenario.diagnostics import ScenarioErrors
    from sim.scenario.governments import PolicyError
    from sim.world.accounts_check import BadAccountsError

    if isinstance(error, OutputExistsError):
        return EXISTS
    ours = (
        BadUsageError, BadWeeksError, ScenarioErrors, UnfitRunsError, NoEquilibriumError, BadAccountsError,
        PolicyError,
    )  # fmt: skip
    has_place = isinstance(error, OSError) and error.filename is not None
    return USAGE if isinstance(error, (CycloptsError, *ours)) or has_place else None


def _message(error: Exception) -> str:
    """One message for the user, with a hint."""
    if isinstance(error, CycloptsError):
        return f"tradewar: {error} (hint: tradewar --help)"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror} (hint: --out writes elsewhere)"
    return str(error)
