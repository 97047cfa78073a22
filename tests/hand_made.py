"""Runs of a few economies written by hand, in memory: tables of the declared form with given flows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from sim.metrics.evidence import Evidence
from sim.metrics.settings import Settings
from sim.records.reading import Run
from sim.records.tables import TABLES

START = date(2025, 1, 6)
WEEKS_PER_YEAR = 52.0


def mondays(weeks):
    return [START + timedelta(weeks=week) for week in range(weeks)]


def filled(name, columns):
    """A declared table with some of its columns; the others are zero, or empty text."""
    rows = len(next(iter(columns.values())))
    schema = TABLES[name].schema
    blank = {c: pl.Series([0 if t.is_numeric() else None] * rows) for c, t in schema.items()}
    frame = pl.DataFrame(blank | {c: pl.Series(c, list(v)) for c, v in columns.items()})
    return frame.select(pl.col(c).cast(t) for c, t in schema.items()).lazy()


def trade_table(economies, groups, scenario, reference, **others):
    """The table of flows from (N, N, G, W) customs values; other columns are pairs of such arrays.

    Flows that are zero in the reference's first week do not exist in the base and have no rows.
    """
    scenario, reference = np.asarray(scenario, float), np.asarray(reference, float)
    there = np.nonzero(reference[..., 0] > 0.0)
    weeks = scenario.shape[-1]
    frames = []
    for arm, (name, value) in enumerate((("scenario", scenario), ("reference", reference))):
        index = [np.repeat(each, weeks) for each in there]
        columns = {
            "arm": [name] * len(index[0]),
            "origin": [economies[o] for o in index[0]],
            "destination": [economies[d] for d in index[1]],
            "sector": [groups[g].upper() for g in index[2]],
            "group": [groups[g] for g in index[2]],
            "week": mondays(weeks) * len(there[0]),
            "customs_value": value[there].ravel(),
            "shipped_value": value[there].ravel(),
        }
        columns |= {name: np.asarray(pair[arm], float)[there].ravel() for name, pair in others.items()}
        frames.append(filled("trade", columns).collect())
    return pl.concat(frames).lazy()


def evidence(economies, groups, scenario, reference, tables=None, settings=None, theta=4.0, **others):
    """Evidence of a run whose goods flows are given; every other table is empty unless it is given too.

    `scenario` and `reference` are (N, N, G, W), USD mn a week; without a last axis they hold in each of four
    weeks. The first two economies are the pair that the run is about: the first taxes the second.
    """
    economies, groups = tuple(economies), tuple(groups)
    four = [np.asarray(each, float) for each in (scenario, reference)]
    scenario, reference = (each if each.ndim == 4 else np.repeat(each[..., None], 4, axis=3) for each in four)
    weeks = scenario.shape[-1]
    base = reference[..., 0]
    there = np.nonzero(base > 0.0)
    found = {name: pl.DataFrame(schema=table.schema).lazy() for name, table in TABLES.items()}
    found["trade"] = trade_table(economies, groups, scenario, reference, **others)
    found["welfare"] = filled(
        "welfare",
        {
            "arm": np.repeat(["scenario", "reference"], len(economies) * weeks),
            "economy": np.tile(np.repeat(economies, weeks), 2),
            "week": mondays(weeks) * (2 * len(economies)),
            "real_consumption": np.ones(2 * len(economies) * weeks),
        },
    )
    found["benchmark_trade"] = filled(
        "benchmark_trade",
        {
            "origin": [economies[o] for o in there[0]],
            "destination": [economies[d] for d in there[1]],
            "sector": [groups[g].upper() for g in there[2]],
            "group": [groups[g] for g in there[2]],
            **dict.fromkeys(("base_value", "customs_value", "bilateral_value"), base[there]),
        },
    )
    found["tariffs"] = filled(
        "tariffs",
        {
            "importer": [economies[0]] * weeks,
            "exporter": [economies[1]] * weeks,
            "week": mondays(weeks),
            "rate_fixed_weights": [0.5] * weeks,
        },
    )
    manifest = {
        "name": "hand_made",
        "world": {
            "economies": dict(zip(economies, economies, strict=True)),
            "groups": {group: group for group in groups},
            "sectors": {group.upper(): group for group in groups},
            "theta": dict.fromkeys(groups, theta)
            if np.isscalar(theta)
            else dict(zip(groups, theta, strict=True)),
        },
    }
    run = Run(Path("hand_made"), manifest, found | (tables or {}))
    return Evidence(run, settings or Settings())
