"""From a plan to a finished folder, with what is said on the way: the one path that every front end takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from sim.ensemble.analysis import MissingLibraryError, write_analyses
from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.crew import processors
from sim.ensemble.execution.failures import ExecutionError
from sim.ensemble.execution.provenance import Provenance, provenance
from sim.ensemble.execution.run_hash import kept_figures
from sim.ensemble.execution.sweeping import WHOLE, ExecutorName, Making, Shard
from sim.ensemble.execution.sweeping import sweep as make
from sim.ensemble.store.folder import FINDINGS, REPORT, SweepFolder
from sim.ensemble.store.lock import locked
from sim.ensemble.store.writing import NoRoomError
from sim.ensemble.study import read_study
from sim.exit_codes import INTERRUPTED, MISSED, OK, USAGE, complain
from sim.report.sweeps import write_sweep_page
from sim.report.sweeps.written import write_findings
from sim.sizing.fitting import refuse_size
from sim.sizing.sweeps import size_of_sweep
from sim.sweep_progress import sweep_progress

SWEEPS = Path("results") / "sweeps"

__all__ = ["analysed", "concluded", "execute", "folder_of", "manifest_of", "workers_here"]

Conclude: TypeAlias = Callable[[Path], None]


def analysed(folder: Path) -> None:
    """Write what the runs of a finished table say together.

    What cannot be worked out, for want of a library, is said; the runs are none the worse for it.
    """
    try:
        write_analyses(read_study(folder))
    except MissingLibraryError as error:
        print(error, file=sys.stderr)


def concluded(folder: Path) -> None:
    """Write what follows from a finished table of runs: what the runs say together, and the page."""
    analysed(folder)
    study = read_study(folder)
    write_sweep_page(study, folder / REPORT, force=True)
    write_findings(study, folder / FINDINGS)


def execute(
    plan: Asked,
    out: Path | None,
    command: str,
    *,
    executor: ExecutorName = "processes",
    workers: int | None = None,
    scheduler: str | None = None,
    shard: Shard | None = None,
    resume: bool = False,
    force: bool = False,
    quiet: bool = False,
    conclude: Conclude | None = None,
    check_memory: bool = True,
) -> int:
    """Make the runs of a plan, say how it goes and return the exit code.

    Parameters
    ----------
    plan : Asked
        The plan.
    out : Path or None
        Folder to write.
    command : str
        Command that repeats it.
    executor, workers, scheduler, shard, resume, force, quiet
        As for the command.
    conclude : callable, optional
        Given the folder once its table of runs is whole; not of a shard.
    check_memory : bool
        Refuse what is estimated to need more memory than there is, all workers of this machine together.

    Raises
    ------
    sim.sizing.machine.MemoryShortError
        There is not enough memory.
    """
    part = shard or WHOLE
    if check_memory and scheduler is None:
        size = size_of_sweep(plan, part.count(len(plan)), workers_here(executor, workers))
        if size is not None:
            refuse_size(plan.facts()["name"], size)
    here = provenance()
    path = folder_of(plan, out, part)
    folder = SweepFolder(path, manifest_of(plan, here, command, part))
    try:
        folder.earlier()
        with locked(path):
            with sweep_progress(quiet) as told:
                tally = make(
                    plan,
                    folder,
                    here,
                    making=Making(executor, workers, scheduler),
                    shard=part,
                    resume=resume,
                    force=force,
                    told=told,
                    note=lambda text: None if quiet else print(text, file=sys.stderr),
                )
            if conclude is not None and part == WHOLE:
                conclude(path)
    except KeyboardInterrupt:
        kept = f"; what it replaces waits in {folder.replaced}" if folder.replaced.is_dir() else ""
        return complain(f"interrupted: {path} goes on with --resume{kept}", INTERRUPTED)
    except (ExecutionError, NoRoomError) as error:
        return complain(str(error), USAGE)
    print(path)
    if tally.failed:
        return complain(
            f"{tally.failed:,} of {tally.runs:,} runs failed (hint: column error of {folder.runs}; "
            "--resume tries them again)",
            MISSED,
        )
    return OK


def folder_of(plan: Asked, out: Path | None, shard: Shard) -> Path:
    """Return the folder that a sweep, or a shard of one, is written to."""
    path = out if out is not None else SWEEPS / plan.facts()["name"] / plan.identity[:8]
    return path if shard == WHOLE else path / f"shard-{shard.number}-of-{shard.of}"


def workers_here(executor: ExecutorName, workers: int | None) -> int:
    """Return how many processes of their own make the runs on this machine; zero where none does."""
    return 0 if executor == "serial" else workers or processors()


def manifest_of(plan: Asked, here: Provenance, command: str, shard: Shard) -> dict[str, Any]:
    """Return what is told of a sweep, the same for every executor and, but for the shard, every shard."""
    facts = plan.facts()
    told: Mapping[str, Any] = {
        "identity": plan.identity,
        "kept": kept_figures(facts, plan.paths),
        "command": command,
        "versions": dict(here.versions),
        "data_hash": here.data,
    }
    of_shard = {"shard": {"number": shard.number, "of": shard.of}} if shard.of > 1 else {}
    return {**facts, **told, **of_shard}
