"""Average tariffs worked out from the scenarios' measures beside those that PIIE publishes.

``python tests/published_tariffs.py`` prints the table of docs/scenarios.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sim.economy.tariffs import TariffSchedule
from sim.scenario import load_scenario
from sim.world import build_world, vocabulary

DATA = Path(__file__).parent / "data"
GENEVA = DATA / "scenarios" / "geneva.yaml"
SECOND_WAR = date(2025, 1, 1)
PAIRS = {"us_on_china": ("USA", "CHN"), "china_on_us": ("CHN", "USA")}


@dataclass(frozen=True)
class Comparison:
    """One published average and ours: pre-war weights by code, and the base year's weights."""

    day: date
    pair: str
    published: float
    reference: float
    base_year: float


def published() -> list[dict[str, str]]:
    """Rows of the published table."""
    lines = (DATA / "published_average_tariffs.csv").read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def schedule_of(reference: str) -> TariffSchedule:
    """Tariffs of a scenario in the world that it starts from."""
    scenario = load_scenario(reference, vocabulary())
    return TariffSchedule(build_world(scenario.world.base, scenario.world.economies), scenario.measures)


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Every published average beside ours, percent."""
    rows = []
    for row in published():
        day = date.fromisoformat(row["day"])
        schedule = schedule_of(str(GENEVA) if day >= SECOND_WAR else "trade_war_one")
        for pair, (importer, exporter) in PAIRS.items():
            reference = 100 * schedule.reference_average(importer, exporter, day)
            base_year = 100 * schedule.average(importer, exporter, day)
            rows.append(Comparison(day, pair, float(row[pair]), reference, base_year))
    return tuple(rows)


def markdown() -> str:
    """Table of the dates on which a published average moves."""
    lines = [
        "| day | US on China: PIIE | pre-war weights | base-year weights "
        "| China on US: PIIE | pre-war weights | base-year weights |",
        "|---|---|---|---|---|---|---|",
    ]
    before: tuple[float, float] | None = None
    rows = comparisons()
    for us, china in zip(rows[::2], rows[1::2], strict=True):
        if (us.published, china.published) != before:
            cells = [
                f"{value:.1f}"
                for row in (us, china)
                for value in (row.published, row.reference, row.base_year)
            ]
            lines.append(f"| {us.day} | {' | '.join(cells)} |")
        before = us.published, china.published
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown())
