"""Where an economy's goods imports come from, where its exports go, and who gains or loses."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, empty_where_undefined
from sim.metrics.flows import Flows


def import_sources(flows: Flows, destination: str) -> pl.DataFrame:
    """Goods imports of an economy by origin.

    Returns
    -------
    DataFrame
        economy (the origin), base, reference, scenario, benchmark (USD mn a year; the middle two are
        means of the last four weeks), base_share, reference_share, scenario_share, benchmark_share (of all
        imports),
        gain (scenario less reference), benchmark_gain (benchmark less base),
        bilateral_gain (the same had only the two main belligerents taxed each other); largest base first.
    """
    here = flows.axes.economy(destination)
    return _partners(
        flows,
        here,
        flows.base_total[:, here],
        flows.closing_total[:, :, here],
        flows.benchmark_total[:, here],
        flows.bilateral_total[:, here],
    )


def export_markets(flows: Flows, origin: str) -> pl.DataFrame:
    """Goods exports of an economy by destination; columns as in ``import_sources``."""
    here = flows.axes.economy(origin)
    return _partners(
        flows,
        here,
        flows.base_total[here],
        flows.closing_total[:, here],
        flows.benchmark_total[here],
        flows.bilateral_total[here],
    )


def _partners(
    flows: Flows, here: int, base: Floats, closing: Floats, benchmark: Floats, bilateral: Floats
) -> pl.DataFrame:
    others = np.flatnonzero(np.arange(len(flows.axes.economies)) != here)
    scenario, reference = closing[0, others], closing[1, others]
    base, benchmark, bilateral = base[others], benchmark[others], bilateral[others]
    frame = pl.DataFrame(
        {
            "economy": [flows.axes.economies[index] for index in others],
            "base": base,
            "reference": reference,
            "scenario": scenario,
            "benchmark": benchmark,
            "base_share": _shares(base),
            "reference_share": _shares(reference),
            "scenario_share": _shares(scenario),
            "benchmark_share": _shares(benchmark),
            "gain": scenario - reference,
            "benchmark_gain": benchmark - base,
            "bilateral_gain": bilateral - base,
        }
    )
    return empty_where_undefined(frame).sort(["base", "economy"], descending=[True, False])


def _shares(value: Floats) -> Floats:
    total = float(value.sum())
    return value / total if total > 0.0 else np.full(value.shape, np.nan)
