"""A run made again from its folder, and held against it file by file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim import load_scenario
from sim.ensemble.draws import draws_beside as stored_draws_beside
from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.metrics.kept_draws import draw_of
from sim.records.arms import Progress
from sim.records.differences import FileDifference
from sim.records.finding_runs import draws_beside
from sim.records.integrity import additional, command_from, damages, refuse
from sim.records.manifest_reading import read_manifest
from sim.records.reading import read_run
from sim.records.relationship_tables import RELATIONSHIPS
from sim.records.scenario_hashes import scenario_hash
from sim.records.seal import SHOWN
from sim.replicating import draws_of_page
from sim.reporting import REPORT, add_report
from sim.reproducing.file_differences import file_difference
from sim.reproducing.outcome import TOLERANCE, Reproduction
from sim.reproducing.surroundings import CannotReproduceError, check_data, surroundings
from sim.running import run
from sim.scenario.schema import Scenario

SPREAD = "metrics/spread.csv"


def reproduce(
    folder: Path, again: Path, tolerance: float = TOLERANCE, progress: Progress | None = None,
    note: Callable[[str], None] = lambda text: None,
    workers: int = 1,
) -> Reproduction:  # fmt: skip
    """Make a run again from what its folder holds, and compare every file.

    Parameters
    ----------
    folder : Path
        Results folder, of which nothing is changed.
    again : Path
        Folder to write, which does not exist.
    tolerance : float
        Largest relative difference of numbers that count as the same.
    progress : callable, optional
        Called after every simulated week.
    note : callable
        Told what is worth a line on the way.
    workers : int
        As for ``sim.running.run``.

    Raises
    ------
    NotARunError, AlteredRunError
        The folder does not hold what a run wrote.
    CannotReproduceError
        Its scenario or its data are not those of this version.
    """
    manifest = read_manifest(folder)
    outputs: Mapping[str, str] = manifest["outputs"]
    check_data(folder, manifest, command_from(folder, manifest))
    refuse(folder, damages(folder, outputs), manifest)
    scenario = _scenario(folder, manifest)
    notes = [f"{folder / name}: not written by the run" for name in additional(folder, outputs)]
    has_draws = SPREAD in outputs
    made = run(
        scenario, again, replication=int(manifest.get("replication", 1)), progress=progress,
        report=REPORT in outputs and not has_draws, snapshots=_snapshots(outputs), workers=workers,
    )  # fmt: skip
    if has_draws:
        draws = _draws(folder, note)
        if draws is None:
            notes.append(f"{folder / SPREAD}: the draws that it was made from are not beside the run")
        add_report(made, made.metrics, draws, page=REPORT in outputs)
    files = compared(folder, manifest, again)
    names = outputs.keys() | read_manifest(again)["outputs"].keys()
    here = surroundings(manifest["versions"], manifest.get("machine", {}))
    return Reproduction(folder, len(names), here, files, tuple(notes), tolerance)


def compared(folder: Path, manifest: Mapping[str, Any], again: Path) -> tuple[FileDifference, ...]:
    """Return how the files of two runs differ, those whose numbers differ most first."""
    made = read_manifest(again)
    then, now = manifest["outputs"], made["outputs"]
    programs = manifest["versions"]["tradewar-sim"], made["versions"]["tradewar-sim"]
    files = [FileDifference(name, problems=("not made again",)) for name in then if name not in now]
    files += [FileDifference(name, problems=("not made then",)) for name in now if name not in then]
    files += [
        file_difference(name, folder, again, programs)
        for name, digest in then.items()
        if name in now and now[name] != digest
    ]
    return tuple(sorted(files, key=lambda each: (not each.problems, -each.relative, each.name)))


def _scenario(folder: Path, manifest: Mapping[str, Any]) -> Scenario:
    scenario = load_scenario(folder / "scenario.yaml")
    here, there = scenario_hash(scenario), str(manifest["scenario_hash"])
    if here != there:
        version = manifest["versions"].get("tradewar-sim", "of then")
        raise CannotReproduceError(
            f"{folder / 'scenario.yaml'}: another scenario to this version: its hash is {here[:SHOWN]} here, "
            f"and {there[:SHOWN]} in run.json (hint: reproduce it with tradewar-sim {version})"
        )
    return scenario


def _snapshots(outputs: Mapping[str, str]) -> set[int]:
    """Weeks whose relationships were written: the names of their files end in them."""
    parts = (Path(name) for name in outputs if name.startswith(f"tables/{RELATIONSHIPS.name}/"))
    return {int(path.stem.rpartition("-")[2]) for path in parts}


def _draws(folder: Path, note: Callable[[str], None]) -> Draws | None:
    """Return the draws that lie beside a run, which its page shows the ranges of."""
    found = read_run(folder)
    stored = stored_draws_beside(found)
    if stored is not None:
        return draws_of_page(compute_metrics(found), stored, note)
    beside = draws_beside(found)
    return Draws([draw_of(compute_metrics(each)) for each in beside]) if len(beside) > 1 else None
