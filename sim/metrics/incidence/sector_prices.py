"""What goods cost before and after buyers change suppliers, and what of it households pay."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import GROUP, Metric, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.long_run_prices import long_run
from sim.metrics.incidence.purchases import closing_purchases
from sim.metrics.incidence.states import by_group
from sim.records.columns import Table


def before_substitution(spending: Floats, rise: Floats) -> Floats:
    """Return by how much the goods bought without the measures have become dearer.

    Equation (182). ``sum_o E_o (1 + r_o) / sum_o E_o - 1``, Laspeyres, with spending on each origin in
    the reference and the rise of its landed price: what the same purchases would cost now.

    Parameters
    ----------
    spending : (N, ...) float
        Spending by origin in the reference, duty included, in any unit.
    rise : (N, ...) float
        Changes of landed prices, fractions; NaN where an origin sells nothing any more, which leaves it out.

    Returns
    -------
    (...) float
        Fractions; NaN where nothing is bought.
    """
    known = np.isfinite(rise)
    weight = np.where(known, spending, 0.0)
    return over((weight * np.where(known, rise, 0.0)).sum(axis=0), weight.sum(axis=0))


def sector_prices(evidence: Evidence) -> pl.DataFrame:
    """Tabulate prices of goods in the two at war by product group, largest rise before substitution first."""
    axes, bought = evidence.axes, closing_purchases(evidence).mean()
    late, rest = axes.closing(CLOSING_WEEKS), long_run(evidence)
    landed = (bought.log_price + bought.log_duty)[..., :-1, 0]
    sold = (bought.quantity[..., :-1, 0] > 0.0).all(axis=0)
    rise = np.where(sold, np.expm1(landed[0] - landed[1]), np.nan)
    before = before_substitution(bought.spending[1, ..., :-1, 0], rise)
    cost, retail = (
        each[:, :, :-1, late].mean(axis=-1)
        for each in by_group(evidence, "retail_prices", "landed_price", "retail_price")
    )
    frames = []
    for code in (evidence.focus.first, evidence.focus.second):
        here = axes.economy(code)
        figures = {
            "before_substitution": before[here],
            "after_substitution": cost[0, here] / cost[1, here] - 1.0,
            "retail": retail[0, here] / retail[1, here] - 1.0,
            "retail_benchmark": _retail_at_rest(evidence, code),
            "after_substitution_benchmark": np.expm1(rest.cost[here, :-1]),
            "spending": bought.spending[1, :, here, :-1, 0].sum(axis=0),
        }
        frame = pl.DataFrame({"economy": [code] * len(axes.goods), "group": list(axes.goods), **figures})
        frames.append(frame.sort(["before_substitution", "group"], descending=[True, False], nulls_last=True))
    return pl.concat(frames)


def _retail_at_rest(evidence: Evidence, economy: str) -> Floats:
    """(G,) change of retail prices in the long run without frictions; NaN for goods that nobody buys."""
    goods = evidence.axes.goods
    rows = evidence.run.tables["benchmark_prices"].filter(pl.col("economy").cast(pl.String) == economy)
    known = rows.select(pl.col("group").cast(pl.String), pl.col("retail_price") - 1.0).collect()
    change = dict(known.rows())
    return np.array([change.get(group, np.nan) for group in goods], dtype=np.float64)


SECTOR_PRICES = Metric(
    question="What would goods cost if buyers stayed with their suppliers, what do they cost, and in shops?",
    table=Table(
        "sector_prices",
        "Prices of goods of the two at war against the reference by product group, mean of the last four "
        "weeks, largest rise before substitution first.",
        (
            word("economy", "Economy whose buyers pay them", "code"),
            GROUP,
            number(
                "before_substitution", "fraction", "Cost landed of what the reference buys where it buys it"
            ),
            number("after_substitution", "fraction", "Cost to distributors of all origins, equation (33)"),
            number("retail", "fraction", "Price to households, distribution margin included"),
            number(
                "retail_benchmark", "fraction", "The same in the long run without frictions, against the base"
            ),
            number(
                "after_substitution_benchmark",
                "fraction",
                "Cost to distributors in the long run without frictions against the base",
            ),
            number(
                "spending", "USD mn a year", "Spending on the group in the reference, home-made goods too"
            ),
        ),
    ),
    compute=sector_prices,
    equations=(182,),
)
