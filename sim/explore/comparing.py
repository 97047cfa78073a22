"""From marked runs to the page that compares them, in the folder of results."""

from __future__ import annotations

import hashlib
import importlib
import os
import secrets
from typing import TYPE_CHECKING

from sim.explore.guarded_paths import COMPARISONS, RefusedPathError
from sim.records.reading import NotARunError, UnfitRunsError, read_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.guarded_paths import Folders

FEWEST, MOST = 2, 12
"""Runs that can be compared at once."""

NOT_AVAILABLE = "Comparing runs is not available in this version."


class NoComparisonError(Exception):
    """Runs cannot be compared; the message says why."""


def compared(places: Sequence[str], folders: Folders) -> str:
    """Write the page that compares runs; its path in the folder of results.

    Parameters
    ----------
    places : sequence of str
        Folders of the runs, relative to that of results; the others are held against the first.
    folders : Folders
        Where results lie.

    Raises
    ------
    NoComparisonError
        Too few or too many runs, one that is gone, or a version that cannot compare.
    """
    if not FEWEST <= len(places) <= MOST:
        raise NoComparisonError(f"Mark {FEWEST} to {MOST} runs; {len(places)} are marked.")
    try:
        write_comparison = importlib.import_module("sim.report.comparison").write_comparison
    except (ImportError, AttributeError) as error:
        raise NoComparisonError(NOT_AVAILABLE) from error
    try:
        runs = [read_run(folders.run_folder(place)) for place in places]
    except (RefusedPathError, NotARunError) as error:
        raise NoComparisonError(f"A marked run is not there any more ({error}).") from error
    except UnfitRunsError as error:
        raise NoComparisonError(f"A marked run cannot be read ({error}).") from error
    draws_beside = importlib.import_module("sim.ensemble.draws").draws_beside
    stored = {run.folder: draws for run in runs if (draws := draws_beside(run)) is not None}
    folder = folders.results / COMPARISONS
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\n".join(places).encode()).hexdigest()[:12]
    partial = folder / f".{secrets.token_hex(6)}.html"
    try:
        write_comparison(runs, partial, stored)
        os.replace(partial, folder / f"{name}.html")
    except (ValueError, KeyError, OSError) as error:
        raise NoComparisonError(f"These runs cannot be compared: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return f"{COMPARISONS}/{name}.html"
