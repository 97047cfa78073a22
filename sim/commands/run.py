"""Command that simulates one scenario: once, or with several draws."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sim.commands.dry_run import print_estimate
from sim.commands.options import AsJson, BadUsageError, Overrides, Switch, overrides_of
from sim.commands.replications import run_draws
from sim.exit_codes import OK, remark

if TYPE_CHECKING:
    from sim.metrics import Headline

DEFAULT_SCENARIO = "impasse_145_125"


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
    memory_check: Annotated[bool, Parameter(negative="--no-memory-check")] = True,
    dry_run: Annotated[bool, Switch] = False,
    as_json: AsJson = False,
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
    memory_check
        Refuse a run that is estimated to need more memory than there is.
    dry_run
        Simulate nothing: print how large the run is and what it takes; exit 2 if that is not there.
    as_json
        Print JSON, with --dry-run.
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
    asked = load_scenario(scenario, overrides, note=(lambda text: None) if quiet else remark)
    weeks = weeks_from_text(snapshots, asked.horizon.weeks) if snapshots is not None else ()
    if dry_run:
        return print_estimate(
            asked, out, snapshots=weeks, workers=workers, report=report,
            one_draw=replication is not None, as_json=as_json,
        )  # fmt: skip
    if as_json:
        raise BadUsageError("--json: goes with --dry-run (hint: run.json in the folder has the rest)")
    if replication is None and asked.ensemble.replications > 1:
        return run_draws(
            asked, out, workers=workers, resume=resume, force=force, report=report, quiet=quiet,
            profile=profile, snapshots=weeks, check_memory=memory_check,
        )  # fmt: skip
    if resume:
        raise BadUsageError("--resume: a single run cannot be gone on with (hint: --replications N)")
    from sim.commands.printing import print_profile, print_summary, weekly_progress
    from sim.running import run as run_one
    from sim.running import threads

    heads: list[Headline] = []
    with weekly_progress(asked.name, quiet) as progress:
        finished = run_one(
            asked, out, replication=replication or 1, force=force, report=report, snapshots=weeks,
            progress=progress, workers=workers or threads(), check_memory=memory_check,
            measured=lambda metrics: None if quiet else heads.append(metrics.headline),
        )  # fmt: skip
    if not quiet:
        print_summary(finished, heads[0])
    if profile:
        print_profile(finished.manifest["timings"], asked.horizon.weeks)
    print(finished.folder / "report.html" if report else finished.folder)
    return OK
