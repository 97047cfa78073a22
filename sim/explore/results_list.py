"""Runs in the folder of results: what was asked, when, and what came of it in two figures."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.explore.guarded_paths import PAGE, is_inside

MOST_RUNS = 300
_DEEPEST = 4
_CLOSING_WEEKS = 4


@dataclass(frozen=True)
class ListedRun:
    """One run.

    Parameters
    ----------
    place : str
        Its folder, relative to that of results.
    name, title : str
        Scenario.
    seed, weeks : int
        Draws and length.
    started : str
        When it was run, ISO.
    pair : tuple of str or None
        Codes of the two main economies; None where the run has no such figures.
    names : tuple of str
        Their names.
    trade, prices : float or None
        Changes against the run without the measures, mean of the last four weeks: goods trade between the
        two, and consumer prices in the first; fractions.
    has_page : bool
        Whether it can be opened.
    """

    place: str
    name: str
    title: str
    seed: int
    weeks: int
    started: str
    pair: tuple[str, str] | None
    names: tuple[str, ...]
    trade: float | None
    prices: float | None
    has_page: bool


def listed_runs(results: Path) -> list[ListedRun]:
    """Runs in a folder of results, the latest first."""
    found = []
    for folder in _run_folders(results):
        place = folder.relative_to(results).as_posix()
        try:
            listed = _listed(folder, place, (folder / "run.json").stat().st_mtime_ns)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # a folder that is being written, or was written by something else
        found.append(listed)
    return sorted(found, key=lambda each: (each.started, each.place), reverse=True)[:MOST_RUNS]


def _run_folders(results: Path) -> Iterator[Path]:
    """Folders of runs within the folder of results, links followed; hidden ones are being written."""
    for here, folders, files in os.walk(results):
        folder = Path(here)
        depth = len(folder.relative_to(results).parts)
        folders[:] = sorted(each for each in folders if not each.startswith(".") and depth < _DEEPEST)
        if "run.json" in files:
            folders.clear()
            if is_inside(folder / "run.json", results):
                yield folder


@lru_cache(maxsize=1024)
def _listed(folder: Path, place: str, _: int) -> ListedRun:
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    world = manifest.get("world", {}).get("economies", {})
    pair = _pair(folder)
    return ListedRun(
        place=place,
        name=str(manifest["name"]),
        title=str(manifest.get("title") or manifest.get("question") or ""),
        seed=int(manifest["seed"]),
        weeks=int(manifest["horizon"]["weeks"]),
        started=str(manifest["started"]),
        pair=pair,
        names=tuple(str(world.get(code, code)) for code in pair or ()),
        trade=_trade(folder, pair),
        prices=_prices(folder, pair),
        has_page=(folder / PAGE).is_file(),
    )


def _pair(folder: Path) -> tuple[str, str] | None:
    row = next(iter(_rows(folder, "no_war")), None)
    return None if row is None else (row["importer"], row["exporter"])


def _trade(folder: Path, pair: tuple[str, str] | None) -> float | None:
    """Change of goods trade between the two, both ways together."""
    rows = [
        each
        for each in _rows(folder, "bilateral_means")
        if {each["origin"], each["destination"]} == set(pair or ())
    ]
    return _change(
        sum(float(each["last_4_weeks"]) for each in rows),
        sum(float(each["last_4_weeks_reference"]) for each in rows),
    )


def _prices(folder: Path, pair: tuple[str, str] | None) -> float | None:
    """Change of consumer prices in the first of the two."""
    rows = [each for each in _rows(folder, "consumer_prices") if each["economy"] == (pair or ("",))[0]]
    last = sorted(rows, key=lambda each: each["week"])[-_CLOSING_WEEKS:]
    return _change(
        sum(float(each["scenario"]) for each in last), sum(float(each["reference"]) for each in last)
    )


def _change(value: float, reference: float) -> float | None:
    return value / reference - 1.0 if reference > 0.0 else None


def _rows(folder: Path, metric: str) -> list[dict[str, Any]]:
    path = folder / "metrics" / f"{metric}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
