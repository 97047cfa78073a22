"""Distances between economies."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CODES, POSITION, REST_OF_WORLD, position_of

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

# CEPII's codes of two economies that have changed theirs.
RENAMED = {"ROM": "ROU", "ZAR": "COD", "YUG": "SRB", "TMP": "TLS", "PAL": "PSE"}


def distances(raw: Path, weights: dict[str, float]) -> Floats:
    """(N, N) kilometres, weighted by the population of cities; the capitals' where that is missing.

    The rest of the world lies at the mean distance of its countries, weighted by their GDP.

    Parameters
    ----------
    raw : Path
        Raw data folder.
    weights : dict of str to float
        GDP by ISO-3 code, of countries stored apart or not.
    """
    total = np.zeros((len(CODES), len(CODES)))
    mass = np.zeros_like(total)
    path = raw / "world" / "distance_gdp" / "dist_cepii.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            origin, destination = (RENAMED.get(row[key], row[key]) for key in ("iso_o", "iso_d"))
            kilometres = _number(row["distw"]) or _number(row["dist"])
            weight = _weight(origin, weights) * _weight(destination, weights)
            if kilometres and weight:
                cell = position_of(origin), position_of(destination)
                total[cell] += weight * kilometres
                mass[cell] += weight
    if not mass.all():
        missing = [f"{CODES[i]}-{CODES[j]}" for i, j in np.argwhere(mass == 0.0)[:5]]
        raise ValueError(f"{path}: no distance for {', '.join(missing)}")
    return total / mass


def _weight(code: str, weights: dict[str, float]) -> float:
    """One for an economy stored apart: only the rest of the world is a mean."""
    stored = code in POSITION and code != REST_OF_WORLD
    return 1.0 if stored else weights.get(code, 0.0)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
