"""The table behind the lines of a map."""

from __future__ import annotations

import polars as pl

from sim.report.drawing.charts import Field
from sim.report.drawing.wording import WITHOUT_FRICTIONS
from sim.report.drawing.world_map.edges import Edges
from sim.report.facts import Facts

EDGE_FIELDS = {
    "origin": Field("From"),
    "destination": Field("To"),
    "last_4_weeks_reference": Field("Without the measures, USD bn a year", "billions"),
    "last_4_weeks": Field("This run, last 4 weeks", "billions"),
    "change": Field("Change", "percent"),
    "benchmark_change": Field(f"Change, {WITHOUT_FRICTIONS}", "percent"),
}


def edge_rows(facts: Facts, edges: Edges) -> pl.DataFrame:
    """Rows of ``bilateral_means`` for the flows drawn, the largest first, with names in place of codes."""
    keys = ("origin", "destination")
    drawn = pl.DataFrame(dict(zip(keys, zip(*edges.pairs, strict=True), strict=True)))
    rows = drawn.join(facts.metrics.bilateral_means, on=keys, how="left", maintain_order="left").sort(
        "last_4_weeks_reference", *keys, descending=[True, False, False]
    )
    return rows.with_columns(facts.names.labels(rows[key]) for key in keys)
