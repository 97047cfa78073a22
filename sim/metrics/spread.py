"""The spread over draws as a file beside the metrics of each draw."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import polars as pl

from sim.metrics.computing import Metrics
from sim.metrics.declaration import WEEK, Metric, number, word
from sim.metrics.draws import QUANTILES, Draws
from sim.metrics.evidence import Evidence
from sim.metrics.exchange.csv_files import write_json, write_whole
from sim.metrics.exchange.metadata import metadata
from sim.records.columns import Table
from sim.records.only_numbers import only_numbers

_UNIT = "unit of the series"


def _of_one_draw(evidence: Evidence) -> pl.DataFrame:
    return Draws([Metrics(evidence)]).spread


SPREAD = Table(
    "spread",
    "Quantiles over the draws of one scenario, by week: levels in the run and without the measures, and "
    "changes of each draw from its own reference.",
    (
        word("series", "What is measured"),
        word("economy", "Whose, or which part of the index; empty where it is about the two", "code"),
        word("basis", "`run`, `reference` or `change`"),
        WEEK,
        *(
            number(name, _UNIT, f"Quantile {part:.0%} of the draws; changes of trade, prices and real "
            "consumption are fractions of the reference, all others differences")
            for name, part in QUANTILES.items()
        ),
    ),
)  # fmt: skip
"""The table and its units."""


def _question() -> Metric:
    """Declare the question; it is of several runs, hence not in the catalogue of what can be asked of one."""
    return Metric("How far do the headline figures spread over the draws?", SPREAD, _of_one_draw)


def write_spread(draws: Draws, metrics: Metrics, folder: Path) -> None:
    """Write ``spread.csv`` with its metadata into a folder.

    Parameters
    ----------
    draws : Draws
        The draws.
    metrics : Metrics
        Those of the draw that the folder belongs to.
    folder : Path
        Folder of its metrics.
    """
    folder.mkdir(exist_ok=True)
    path = folder / f"{SPREAD.name}.csv"
    write_whole(path, partial(only_numbers(SPREAD.name, draws.spread).write_csv))
    told = metadata(metrics, _question(), "csv")
    chances = [list(each) for each in draws.chances]
    write_json(path.with_suffix(".json"), {**told, "draws": {"seed_and_replication": chances}})
