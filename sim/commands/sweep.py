"""The command ``tradewar sweep``: every run of a sweep, on this machine or on a cluster."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from sim.commands.dry_run import print_estimate_of_sweep
from sim.commands.options import AsJson, BadUsageError, Overrides, Switch, overrides_of
from sim.exit_codes import USAGE, complain, remark

if TYPE_CHECKING:
    from sim.ensemble.execution.sweeping import Shard

MOST_RUNS_UNASKED = 10_000


def sweep(
    sweep: str,
    *,
    out: Path | None = None,
    executor: Literal["serial", "processes", "dask"] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    shard: str | None = None,
    set_: Overrides = (),
    resume: Annotated[bool, Switch] = False,
    force: Annotated[bool, Switch] = False,
    yes: Annotated[bool, Switch] = False,
    report: Annotated[bool, Parameter(negative="--no-report")] = True,
    quiet: Annotated[bool, Switch] = False,
    memory_check: Annotated[bool, Parameter(negative="--no-memory-check")] = True,
    dry_run: Annotated[bool, Switch] = False,
    as_json: AsJson = False,
) -> int:
    """Make every run of a sweep and write one table of what they say.

    Exit 1 when a run failed. A sweep that was interrupted goes on with --resume.

    Parameters
    ----------
    sweep
        Path of a sweep file, or name of a shipped sweep; or of a scenario, whose replications are made then.
    out
        Folder to write; by default results/sweeps/<name>/<hash>.
    executor
        Who makes the runs: this process, processes of this machine (the default), or Dask.
    workers
        Number of processes; by default one a processor.
    scheduler
        Address of a Dask scheduler, as tcp://host:8786; by default workers are started on this machine.
    shard
        Part of the runs to make, as 1/4, in a folder of its own; `tradewar merge` puts them together.
    set_
        Override of one value, as key=value; may be repeated.
    resume
        Go on with what the folder holds: runs that are done are not made again.
    force
        Begin anew, whatever the folder holds.
    yes
        Make more than 10,000 runs without asking.
    report
        Write report.html.
    quiet
        Print nothing but the folder, and show no progress.
    memory_check
        Refuse a sweep that is estimated to need more memory than there is.
    dry_run
        Make no run: print how many there are, how large they are and what they take; exit 2 if that is not
        there.
    as_json
        Print JSON, with --dry-run.
    """
    from sim import sweeping
    from sim.ensemble.plan import read_plan

    overrides = overrides_of(set_)
    part = _shard(shard)
    chosen = _executor(executor, workers, scheduler, resume and force)
    plan = read_plan(sweep, overrides, (lambda text: None) if quiet else remark)
    runs = part.count(plan.cases * plan.replications)
    if dry_run:
        here = 0 if scheduler is not None else sweeping.workers_here(chosen, workers)
        folder = sweeping.folder_of(plan, out, part)
        return print_estimate_of_sweep(plan, folder, runs=runs, workers=here, report=report, as_json=as_json)
    if as_json:
        raise BadUsageError("--json: goes with --dry-run (hint: ensemble.json in the folder has the rest)")
    if not yes and not _agreed(runs):
        return complain(f"{sweep}: {runs:,} runs (hint: --yes makes more than {MOST_RUNS_UNASKED:,})", USAGE)
    command = " ".join(["tradewar sweep", sweep, *(f"--set {each}" for each in set_)])
    return sweeping.execute(
        plan,
        out,
        command,
        executor=chosen,
        workers=workers,
        scheduler=scheduler,
        shard=part,
        resume=resume,
        force=force,
        quiet=quiet,
        conclude=sweeping.concluded if report else None,
        check_memory=memory_check,
    )


def _shard(text: str | None) -> Shard:
    from sim.ensemble.execution.sweeping import WHOLE, Shard

    if text is None:
        return WHOLE
    number, slash, of = text.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise BadUsageError(f"--shard {text}: not a part of a whole (hint: --shard 1/4 is the first of four)")
    return Shard(int(number), int(of))


def _executor(
    executor: Literal["serial", "processes", "dask"] | None,
    workers: int | None,
    scheduler: str | None,
    contradictory: bool,
) -> Literal["serial", "processes", "dask"]:
    """Return who makes the runs, and refuse options that do not go together."""
    chosen = executor or ("dask" if scheduler is not None else "processes")
    if contradictory:
        raise BadUsageError("--resume and --force: one goes on, the other begins anew (hint: leave one out)")
    if workers is not None and workers < 1:
        raise BadUsageError(f"--workers {workers}: at least 1")
    if scheduler is not None and chosen != "dask":
        raise BadUsageError(f"--scheduler {scheduler}: not for --executor {chosen} (hint: --executor dask)")
    if scheduler is not None and workers is not None:
        raise BadUsageError(f"--workers {workers}: a scheduler has its own (hint: leave out --workers)")
    if chosen == "serial" and workers is not None and workers > 1:
        raise BadUsageError(f"--workers {workers}: --executor serial is one process")
    return chosen


def _agreed(runs: int) -> bool:
    """Whether so many runs are meant: beyond a number a person at a terminal is asked."""
    if runs <= MOST_RUNS_UNASKED:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"{runs:,} runs ... go on? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
