"""How far each flow is from what it would have been without the measures."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, relative_change
from sim.metrics.declaration import EXPORTER, IMPORTER, WEEK, Metric, arms, number
from sim.metrics.evidence import Evidence
from sim.records.columns import Table


def log_gap(flows: Floats, counterfactual: Floats) -> Floats:
    """Return the log of flows over what they would have been.

    Equation (118). ``D_od = ln M_od - ln M*_od``, ``M*`` being the run of the same draws without the
    measures.

    Parameters
    ----------
    flows, counterfactual : (...) float
        Values of the same flows, in the same unit.

    Returns
    -------
    (...) float
        Log points; NaN where either is zero, which no log describes: the relative change of a flow that is
        gone is -1.

    Notes
    -----
    Gopinath, Gourinchas, Presbitero and Topalova (2024) compare flows with what gravity expects; a model can
    be run again instead, with the same draws.
    """
    known = (flows > 0.0) & (counterfactual > 0.0)
    undefined = np.full(known.shape, np.nan)
    gap: Floats = np.log(np.divide(flows, counterfactual, out=undefined, where=known))
    return gap


def pairs_of_subjects(evidence: Evidence) -> list[tuple[int, int]]:
    """Positions of importer and exporter of every flow to or from an economy that the run is about."""
    pairs: dict[tuple[int, int], None] = {}
    for economy in evidence.subjects:
        here = evidence.axes.economy(economy)
        for _, there in evidence.partners(economy):
            pairs[here, there] = pairs[there, here] = None
    return list(pairs)


def weekly_rows(evidence: Evidence, pairs: list[tuple[int, int]]) -> dict[str, pl.Series]:
    """Importer, exporter and week of a table with every week of each pair."""
    codes, weeks = evidence.axes.economies, evidence.axes.weeks
    names = {"importer": 0, "exporter": 1}
    keys = {
        name: pl.Series(name, [codes[pair[at]] for pair in pairs for _ in weeks], dtype=pl.String)
        for name, at in names.items()
    }
    return keys | {"week": pl.Series("week", list(weeks) * len(pairs), dtype=pl.Date)}


def no_war_gaps(evidence: Evidence) -> pl.DataFrame:
    """Tabulate flows beside those of the reference, week by week, and the long run beside the base."""
    flows, pairs = evidence.flows, pairs_of_subjects(evidence)
    importer, exporter = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    trade, reference = flows.weekly[:, exporter, importer]
    long_run = log_gap(flows.benchmark_total, flows.base_total)[exporter, importer]
    columns = {
        "trade": trade.ravel(),
        "trade_reference": reference.ravel(),
        "log_gap": log_gap(trade, reference).ravel(),
        "change": relative_change(trade, reference).ravel(),
        "benchmark_log_gap": np.repeat(long_run, trade.shape[1]),
    }
    return pl.DataFrame(weekly_rows(evidence, pairs) | columns)


NO_WAR = Metric(
    question="How far is each flow from what it would have been without the war?",
    table=Table(
        "no_war",
        "Flows of goods against the same draws without the scenario's measures.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            *arms("trade", "USD mn a year", "Customs value of goods"),
            number("log_gap", "log points", "Log of flow over reference; empty where the flow is gone"),
            number("change", "fraction", "The flow over that of the reference, less one"),
            number("benchmark_log_gap", "log points", "Log of the long run without frictions over base"),
        ),
    ),
    compute=no_war_gaps,
    equations=(118,),
    sources=(
        "Gopinath, Gourinchas, Presbitero and Topalova (2024), Changing global linkages: a new Cold War?, "
        "IMF Working Paper 24/76",
    ),
)
