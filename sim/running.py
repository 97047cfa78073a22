"""From a scenario to a results folder with its report: the one path that every front end takes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from sim.ensemble.drawing import drawn_scenario, drawn_values
from sim.finished import FinishedRun, read_run
from sim.metrics import Metrics, write_metrics
from sim.model.profile import Laps
from sim.records.arms import Progress
from sim.records.manifest import as_read, manifest
from sim.records.reading import TableFiles
from sim.records.repeating import command_of
from sim.records.results_folder import (
    checksums,
    results_folder,
    write_manifest,
    write_tables,
)
from sim.records.scenario_hashes import question_hash, scenario_hash
from sim.records.simulation import simulate
from sim.records.snapshot_weeks import checked_weeks
from sim.records.snapshots import Snapshots
from sim.report import write_report
from sim.scenario.dump import dump_scenario
from sim.scenario.governments import SCRIPTED, is_own_policy
from sim.scenario.schema import Scenario
from sim.sizing.fitting import refuse_what_does_not_fit, saying_what_to_lower

RESULTS = Path("results")
MOST_THREADS = 2


def default_folder(scenario: Scenario, replication: int | None = None) -> Path:
    """Return ``results/<scenario>/<hash>-seed<seed>``: the same question lands in the same place.

    Behind it stands ``-r<replication>`` for one draw among others, ``-x<replications>`` for all of several.
    """
    number = scenario.ensemble.replications
    together = replication is None and number > 1
    asked = question_hash(scenario) if together else scenario_hash(scenario)
    run_name = f"{asked[:8]}-seed{scenario.ensemble.seed}"
    if together:
        run_name += f"-x{number}"
    elif number > 1 or (replication or 1) > 1:
        run_name += f"-r{replication}"
    return RESULTS / scenario.name / run_name


def run(
    scenario: Scenario,
    out: Path | str | None = None,
    *,
    replication: int = 1,
    force: bool = False,
    report: bool = True,
    snapshots: Iterable[int] = (),
    progress: Progress | None = None,
    measured: Callable[[Metrics], None] | None = None,
    workers: int = 1,
    check_memory: bool = True,
) -> FinishedRun:
    """Simulate one replication of a scenario and write its results folder.

    Where the scenario asks for its parameters to be drawn, those of the replication are simulated; the folder
    keeps the scenario as it was asked, and what was drawn in ``run.json``.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    out : Path or str, optional
        Folder to write; by default one under ``results/`` named after the scenario.
    replication : int
        Number of the replication, from 1.
    force : bool
        Replace the folder if it exists.
    report : bool
        Write the page.
    snapshots : iterable of int
        Weeks done after which every relationship is written too (table ``relationships``); 0 is the base.
        No key of a scenario: what is kept of a run changes nothing of the question that it answers.
    progress : callable, optional
        Called after every simulated week.
    measured : callable, optional
        Given the metrics once they are known: computing them again takes a second look at all tables.
    workers : int
        Processes for the draws that `ensemble.bargains` asks for; results do not depend on it. With more than
        one, a script that calls this has to be importable (``if __name__ == "__main__":``).
    check_memory : bool
        Refuse a run that is estimated to need more memory than there is.

    Returns
    -------
    FinishedRun
        The results, tables scanned lazily.

    Raises
    ------
    OutputExistsError
        If the folder exists and ``force`` is false; nothing is simulated then.
    BadWeeksError
        If a week of a snapshot is not simulated.
    MemoryShortError
        If there is not enough memory, before or on the way; the message says what to lower.
    OSError
        If the folder cannot be written; nothing of it is left, and the error names it.
    """
    weeks = checked_weeks(snapshots, scenario.horizon.weeks)
    target = default_folder(scenario, replication) if out is None else Path(out)
    if check_memory:
        refuse_what_does_not_fit(scenario, weeks, one_draw=True)
    with saying_what_to_lower(scenario, weeks), results_folder(target, force) as folder:
        simulation = simulate(
            drawn_scenario(scenario, replication),
            replication,
            threads(),
            progress,
            Snapshots(folder, weeks) if weeks else None,
            workers,
        )
        laps = Laps(simulation.timings)
        _write_question(folder, scenario, simulation.played)
        write_tables(folder, simulation.tables)
        command = command_of(scenario.ensemble.seed, replication, scenario.ensemble.replications)
        command += f" --snapshots {','.join(map(str, weeks))}" if weeks else ""
        laps.lap("write")
        # Metrics and page read the manifest before it is written: without it a folder is no run, and it is
        # written last, with times and checksums of all else.
        drawn = drawn_values(scenario, replication)
        found = manifest(simulation, command, outputs={}, asked=scenario, drawn=drawn, threads=threads())
        finished = FinishedRun(folder, as_read(found), TableFiles(folder))
        metrics = finished.metrics
        write_metrics(finished, metrics)
        if measured is not None:
            measured(metrics)
        laps.lap("metrics")
        if report:
            write_report(finished, folder / "report.html", metrics)
            laps.lap("report")
        outputs = checksums(folder)
        laps.lap("checksums")
        write_manifest(folder, found | {"timings": simulation.timings, "outputs": outputs})
    return read_run(target, check=False)


def _write_question(folder: Path, scenario: Scenario, played: Scenario) -> None:
    """Write the scenario, the policies of the user's own, and what governments did as a script."""
    (folder / "scenario.yaml").write_text(dump_scenario(scenario), encoding="utf-8")
    for code, choice in scenario.governments.items():
        if is_own_policy(choice.policy):
            file = choice.policy.partition(":")[0]
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(scenario.folder_of_policy(code) / file, folder / file)
    if any(choice.policy != SCRIPTED for choice in scenario.governments.values()):
        script = played.model_copy(update={"name": f"{scenario.name}_as_played"})
        (folder / "played.yaml").write_text(dump_scenario(script), encoding="utf-8")


def threads() -> int:
    """Return the number of threads for the relationship kernels: the processors at hand, at most two."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_THREADS, available))
