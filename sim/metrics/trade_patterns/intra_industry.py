"""How far two economies sell each other goods of the same kind."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import ECONOMY, PARTNER, WEEK, Metric, arms, number
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.one_economy import purchases, sales
from sim.records.columns import Table

WORLD = "world"
"""All other economies together."""


def grubel_lloyd(exports: Floats, imports: Floats) -> Floats:
    """Return the share of trade within industries in all trade.

    Equation (129). ``GL = 1 - sum_g |X_g - M_g| / sum_g (X_g + M_g)``.

    Parameters
    ----------
    exports, imports : (G, ...) float
        Flows of each group of goods in both directions, in one unit.

    Returns
    -------
    (...) float
        Zero where each group goes one way only, one where every group is balanced; NaN where nothing is
        traded.
    """
    both = (exports + imports).sum(axis=0)
    one_way = np.abs(exports - imports).sum(axis=0)
    return 1.0 - over(one_way, both)


def _of_all_pairs(flows: Floats) -> Floats:
    """(N, N) of (N, N, G) flows."""
    outward = np.moveaxis(flows, 2, 0)
    return grubel_lloyd(outward, outward.swapaxes(1, 2))


def closing_index(evidence: Evidence) -> pl.DataFrame:
    """Tabulate every pair of economies, flows of the last four weeks and of the long run."""
    flows, codes = evidence.flows, evidence.axes.economies
    one, other = np.triu_indices(len(codes), k=1)
    indices = {
        "intra_industry": flows.closing[0],
        "intra_industry_reference": flows.closing[1],
        "benchmark": flows.benchmark,
    }
    return pl.DataFrame(
        {
            "economy": [codes[place] for place in one],
            "partner": [codes[place] for place in other],
            **{name: _of_all_pairs(each)[one, other] for name, each in indices.items()},
        }
    )


def weekly_index(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the pair at war, and each subject with all others together, week by week in both arms."""
    axes, focus = evidence.axes, evidence.focus
    weeks = len(axes.weeks)
    frames = []
    for economy in dict.fromkeys((focus.first, *evidence.subjects)):
        sold, bought = sales(evidence, economy), purchases(evidence, economy)
        abroad = np.arange(len(axes.economies)) != axes.economy(economy)
        scopes = {}
        if economy == focus.first:
            scopes[focus.second] = np.arange(len(axes.economies)) == axes.economy(focus.second)
        if economy in evidence.subjects:
            scopes[WORLD] = abroad
        for partner, chosen in scopes.items():
            scenario, reference = (
                grubel_lloyd(x[chosen].sum(axis=0), m[chosen].sum(axis=0))
                for x, m in zip(sold, bought, strict=True)
            )
            frames.append(
                pl.DataFrame(
                    {
                        "economy": [economy] * weeks,
                        "partner": [partner] * weeks,
                        "week": axes.weeks,
                        "intra_industry": scenario,
                        "intra_industry_reference": reference,
                    }
                )
            )
    return pl.concat(frames)


_COLUMNS = arms("intra_industry", "fraction", "Share of trade in goods that is matched within its group")
_SOURCES = ("Grubel and Lloyd (1975), Intra-industry trade, Macmillan",)

INTRA_INDUSTRY = Metric(
    question="Which economies sell each other goods of the same kind?",
    table=Table(
        "intra_industry",
        "Grubel-Lloyd index of every pair over groups of goods, mean flows of the last four weeks.",
        (
            ECONOMY,
            PARTNER,
            *_COLUMNS,
            number("benchmark", "fraction", "The same in the long run without frictions"),
        ),
    ),
    compute=closing_index,
    equations=(129,),
    sources=_SOURCES,
)

INTRA_INDUSTRY_WEEKLY = Metric(
    question="Does a trade war leave trade in goods of the same kind?",
    table=Table(
        "intra_industry_weekly",
        "Grubel-Lloyd index of the pair at war, and of an economy with all others (`world`), week by week.",
        (ECONOMY, PARTNER, WEEK, *_COLUMNS),
    ),
    compute=weekly_index,
    equations=(129,),
    sources=_SOURCES,
)
