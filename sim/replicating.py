"""Many draws of a scenario: the first in full, all of them in one table, and pages with their ranges."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.draws import DRAWS, draws_beside, plan_of_draws
from sim.ensemble.execution.crew import processors
from sim.ensemble.execution.driving import Tally
from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.sweeping import WHOLE, Making
from sim.ensemble.execution.sweeping import sweep as make
from sim.ensemble.store.folder import SweepFolder
from sim.finished import FinishedRun, read_run
from sim.metrics import Metrics, compute_metrics
from sim.metrics.draws import Draws
from sim.metrics.kept_draws import ManyDraws
from sim.records.arms import Progress
from sim.records.integrity import MANIFEST
from sim.records.reading import NotARunError
from sim.records.results_folder import OutputExistsError
from sim.records.scenario_hashes import scenario_hash
from sim.records.snapshot_weeks import checked_weeks
from sim.records.swapping import remove
from sim.reporting import add_report
from sim.running import default_folder, run
from sim.scenario.schema import Scenario
from sim.sizing.fitting import refuse_what_does_not_fit
from sim.sweeping import analysed, concluded, manifest_of
from sim.world.provenance import data_hash

FIRST = "replication-1"


class DrawsExistError(OutputExistsError):
    """The folder of the draws exists, and it was not said what is to become of it."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.args = (
            f"{target}: exists already (hint: --resume goes on with it, --force replaces it, "
            "--out writes elsewhere)",
        )


@dataclass(frozen=True, eq=False)
class Replicated:
    """A scenario that was drawn many times.

    Parameters
    ----------
    first : FinishedRun
        The first draw, in full.
    draws : Draws or None
        All draws that the page shows the ranges of; None where there are none.
    folder : Path
        Folder of the table of all draws.
    failed : int
        How many of them failed.
    """

    first: FinishedRun
    draws: Draws | None
    folder: Path
    failed: int


def replicate(
    scenario: Scenario,
    out: Path | str | None = None,
    *,
    resume: bool = False,
    force: bool = False,
    report: bool = True,
    snapshots: Iterable[int] = (),
    progress: Progress | None = None,
    measured: Callable[[Metrics], None] | None = None,
    told: Callable[[Tally], None] = lambda tally: None,
    note: Callable[[str], None] = lambda text: None,
    making: Making | None = None,
    threads: int = 1,
    check_memory: bool = True,
) -> Replicated:
    """Run the first draw of a scenario in full and keep one row of every draw, the first among them.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario, which says how many draws there are.
    out : Path or str, optional
        Folder to write: ``replication-1`` and ``draws`` lie in it.
    resume, force : bool
        Go on with what the folder holds; begin anew.
    report, snapshots, progress, measured
        As for ``sim.running.run``, of the first draw.
    told : callable
        Told now and then how many draws are made.
    note : callable
        Told what is worth a line.
    making : Making, optional
        Who makes the draws; nothing of it changes a result.
    threads : int
        Processes for the draws that `ensemble.bargains` asks for in the first draw.
    check_memory : bool
        Refuse what is estimated to need more memory than there is, all workers together.

    Raises
    ------
    DrawsExistError
        If the folder exists, and neither ``resume`` nor ``force``; nothing is simulated then.
    MemoryShortError
        If there is not enough memory.
    """
    weeks = checked_weeks(snapshots, scenario.horizon.weeks)
    target = default_folder(scenario) if out is None else Path(out)
    if check_memory:
        workers = (making or Making()).workers or processors()
        refuse_what_does_not_fit(scenario, weeks, workers)
    _check(target, resume=resume, force=force)
    first = _whole(target / FIRST, scenario) if resume else None
    if first is None:
        first = run(
            scenario, target / FIRST, force=force or resume, report=False, snapshots=weeks,
            progress=progress, measured=measured, workers=threads, check_memory=check_memory,
        )  # fmt: skip
        _remove_single_run(target)
    elif measured is not None:
        measured(first.metrics)
    plan, here = plan_of_draws(scenario), provenance()
    command = f"tradewar run ../{FIRST}/scenario.yaml"
    folder = SweepFolder(target / DRAWS, manifest_of(plan, here, command, WHOLE))
    tally = make(plan, folder, here, making=making, resume=resume, force=force, told=told, note=note)
    (concluded if report else analysed)(folder.path)
    metrics = compute_metrics(first)
    draws = draws_of_page(metrics, draws_beside(first), note)
    add_report(first, metrics, draws, page=report, timed=True)
    return Replicated(read_run(first.folder, check=False), draws, folder.path, tally.failed)


def draws_of_page(
    metrics: Metrics, stored: ManyDraws | None, note: Callable[[str], None] = lambda text: None
) -> Draws | None:
    """Return the draws that the page of a run can show, which are about the same two economies.

    Parameters
    ----------
    metrics : Metrics
        Those of the run.
    stored : ManyDraws or None
        Its draws.
    note : callable
        Told where there are draws, of another pair.
    """
    if stored is None:
        return None
    focus = metrics.focus
    if stored.pair != (focus.first, focus.second):
        about = " and ".join(stored.pair)
        note(
            f"note: the draws are about {about}, the run about {focus.first} and {focus.second}: "
            "its page has no ranges"
        )
        return None
    return Draws([stored])


def _check(target: Path, *, resume: bool, force: bool) -> None:
    """Refuse a folder that holds something, or clear away what is not to stay.

    A run that is no draw stays until the first draw is whole.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    alone = not target.is_dir() or (target / MANIFEST).is_file()
    if not force and (alone or not resume):
        raise DrawsExistError(target)
    if not target.is_dir():
        target.unlink()
    elif force and not alone:
        for other in target.glob("replication-*"):
            if other.name != FIRST and (other / MANIFEST).is_file():
                shutil.rmtree(other)


def _remove_single_run(target: Path) -> None:
    """Remove the run that a folder holds beside its first draw, the manifest last."""
    manifest = target / MANIFEST
    if manifest.is_file():
        for path in sorted(target.iterdir()):
            if path not in (target / FIRST, manifest):
                remove(path)
        manifest.unlink()


def _whole(folder: Path, scenario: Scenario) -> FinishedRun | None:
    """Return the first draw if it is there, of the same scenario and data and by the same program."""
    with contextlib.suppress(NotARunError):
        found = read_run(folder)
        asked = scenario_hash(scenario), data_hash(), provenance().program
        there = found.manifest
        same = asked == (there["scenario_hash"], there["data_hash"], there["versions"]["tradewar-sim"])
        return found if same else None
    return None
