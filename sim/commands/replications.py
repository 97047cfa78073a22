"""What ``tradewar run --replications`` does: progress, one summary of all draws, and how it ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.options import BadUsageError
from sim.exit_codes import INTERRUPTED, MISSED, OK, USAGE, complain

if TYPE_CHECKING:
    from sim.metrics import Headline
    from sim.scenario.schema import Scenario


def run_draws(
    scenario: Scenario,
    out: Path | None,
    *,
    workers: int | None,
    resume: bool,
    force: bool,
    report: bool,
    quiet: bool,
    profile: bool,
    snapshots: Sequence[int],
    check_memory: bool,
) -> int:
    """Run all draws of a scenario, say how it goes and return the exit code.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    out : Path or None
        Folder to write.
    workers, resume, force, report, quiet, profile
        As for ``tradewar run``.
    snapshots : sequence of int
        Weeks done after which every relationship of the first draw is written.
    check_memory : bool
        Whether to refuse what is estimated to need more memory than there is.
    """
    if resume and force:
        raise BadUsageError("--resume and --force: one goes on, the other begins anew (hint: leave one out)")
    if workers is not None and workers < 1:
        raise BadUsageError(f"--workers {workers}: at least 1")
    from sim.commands.printing import print_profile, print_summary, weekly_progress
    from sim.ensemble.execution.failures import ExecutionError
    from sim.ensemble.execution.sweeping import Making
    from sim.ensemble.store.writing import NoRoomError
    from sim.replicating import replicate
    from sim.running import default_folder, threads
    from sim.sweep_progress import sweep_progress

    target = default_folder(scenario) if out is None else out
    heads: list[Headline] = []
    try:
        with (
            weekly_progress(scenario.name, quiet) as progress,
            sweep_progress(quiet) as told,
        ):
            found = replicate(
                scenario,
                target,
                resume=resume,
                force=force,
                report=report,
                snapshots=snapshots,
                progress=progress,
                measured=lambda metrics: heads.append(metrics.headline),
                told=told,
                note=lambda text: None if quiet else print(text, file=sys.stderr),
                making=Making("serial" if workers == 1 else "processes", workers),
                threads=threads(),
                check_memory=check_memory,
            )
    except KeyboardInterrupt:
        return complain(f"interrupted: {target} goes on with --resume", INTERRUPTED)
    except (ExecutionError, NoRoomError) as error:
        return complain(str(error), USAGE)
    if not quiet:
        print_summary(found.first, heads[0], found.draws)
    if profile:
        print_profile(found.first.manifest["timings"], scenario.horizon.weeks)
    print(found.first.folder / "report.html" if report else found.first.folder)
    if found.failed:
        return complain(
            f"{found.failed:,} of {scenario.ensemble.replications:,} draws failed (hint: column error of "
            f"{found.folder / 'runs.csv'}; --resume tries them again)",
            MISSED,
        )
    return OK
