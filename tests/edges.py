"""Runs at the edges of what a scenario can ask, and what must be so of every table and page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from factories import tariff

from sim import run
from sim.records.reading import Run
from sim.records.tables import TABLES
from sim.scenario.measures import Embargo, Measure
from sim.scenario.schema import Scenario

THREE = ("USA", "CHN", "ROW")
BOTH_WAYS = (("USA", "CHN"), ("CHN", "USA"))
EVERYONE = tuple((code, "all") for code in THREE)
START = "2025-01-20"
HIGHEST_OF_ONE = 9.9
"""A measure levies less than 1,000 %; duties of several authorities add."""


def rates(rate: float, pairs: Iterable[tuple[str, str]] = BOTH_WAYS) -> tuple[Measure, ...]:
    """Tariffs of importers on exporters, in as many measures as a rate takes."""
    found, left = [], rate
    while left > HIGHEST_OF_ONE:
        found.append(HIGHEST_OF_ONE)
        left -= HIGHEST_OF_ONE
    return tuple(
        tariff(part, START, importer=(importer,), exporter=(exporter,), authority=f"part{rank}")
        for importer, exporter in pairs
        for rank, part in enumerate((*found, left))
    )


def bans(pairs: Iterable[tuple[str, str]]) -> tuple[Measure, ...]:
    """Embargoes on all goods."""
    return tuple(
        Embargo(importer=(importer,), exporter=(exporter,), start=date.fromisoformat(START))
        for importer, exporter in pairs
    )


def edge(
    measures: Sequence[Measure], weeks: int = 8, economies: Sequence[str] = THREE, **keys: Any
) -> Scenario:
    """Scenario of a few economies with the fewest firms and relationships."""
    world = {"economies": tuple(economies), **keys.pop("world", {})}
    people = {"producers": 500, "relationships": 10_000}
    horizon = {"start": date(2025, 1, 6), "weeks": weeks}
    return Scenario.model_validate(
        {
            "name": "edge",
            "world": world,
            "population": people,
            "horizon": horizon,
            "measures": tuple(measures),
            **keys,
        }
    )


def held(scenario: Scenario, folder: Path, report: bool = True) -> Run:
    """Run a scenario and hold its tables, metrics, accounts and page against what must be so of any."""
    finished = run(scenario, folder, report=report)
    for name, table in TABLES.items():
        frame = finished.tables[name].collect()
        for column in table.columns:
            values = frame[column.name]
            assert column.null or values.null_count() == 0, (name, column.name)
            if values.dtype.is_float():
                assert values.is_finite().all(), (name, column.name)
    for path in (folder / "metrics").glob("*.csv"):
        assert not re.search(r"(^|,)-?(nan|inf)(,|$)", path.read_text(), re.IGNORECASE | re.MULTILINE), path
    assert finished.manifest["accounting"]["largest_residual"] < 1e-9
    assert (finished.tables["trade"].select(pl.col("customs_value").min()).collect().item()) >= 0.0
    if report:
        assert strange_words((folder / "report.html").read_text(encoding="utf-8")) == []
    return finished


def strange_words(page: str) -> list[str]:
    """Words that no reader should see, with what stands around them: in the page's text and in its data."""
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    json.loads(data.group(1))
    seen = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    found = []
    for text in (data.group(1), re.sub(r"<[^>]+>", " ", seen)):
        found += [
            text[max(0, match.start() - 40) : match.end() + 40]
            for match in re.finditer(r"\b(nan|NaN|inf|Infinity|None|undefined)\b", text)
        ]
    return found
