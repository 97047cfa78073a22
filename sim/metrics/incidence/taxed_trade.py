"""What part of trade is taxed at which rate: a mean of 30 % may be 30 % on all of it, or 90 % on a third."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import EXPORTER, IMPORTER, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import read_border
from sim.metrics.incidence.pair_border import pair_of, read_pair_border
from sim.records.columns import Table

EDGES = (0.0, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""Lowest rate of each class; the last has no upper end."""

TIERS = (0.0, 0.005, 0.1, 0.25, 0.5, 1.0, 1.25, 1.5)
"""The same week by week, in fewer classes; in the first, duties of hardly anything."""

ROUNDING = 1e-6
"""Rates are stored in single precision, so that one of exactly 10 % may come out below it."""


def share_by_rate(rate: Floats, weight: Floats, edges: tuple[float, ...] = EDGES) -> Floats:
    """Return the share of trade in each class of rates.

    Equation (150). ``s_k = sum_(g: b_k <= t_g < b_(k+1)) M_g / sum_g M_g``. Rates below the first
    edge, which subsidies would be, count in the first class.

    Parameters
    ----------
    rate : (F,) float
        Tariff on each flow, fractions.
    weight : (F,) float
        Customs values, in any unit.
    edges : tuple of float
        ``K`` lower ends, ascending.

    Returns
    -------
    (K,) float
        Fractions that sum to one; NaN where nothing is traded.
    """
    place = np.maximum(np.searchsorted(edges, rate + ROUNDING, side="right") - 1, 0)
    held = np.bincount(place, weights=weight, minlength=len(edges)).astype(np.float64)
    return over(held, np.asarray(weight.sum()))


def taxed_trade(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the distribution of the rates of two economies on each other, in the base and at the end."""
    axes, pair = evidence.axes, (evidence.focus.first, evidence.focus.second)
    places = [axes.economy(code) for code in pair]
    border = read_border(evidence, places, axes.closing(CLOSING_WEEKS)).mean()
    uppers = [*EDGES[1:], None]
    frames = []
    for here, (importer, exporter) in enumerate((pair, pair[::-1])):
        flow = (axes.economy(exporter), here)
        base, value = border.base[flow], border.value[0][flow][:, 0]
        statutory, usual, paid = (
            each[flow][:, 0] for each in (border.statutory[0], border.statutory[1], border.paid[0])
        )
        columns = {
            "importer": [importer] * len(EDGES),
            "exporter": [exporter] * len(EDGES),
            "rate_from": EDGES,
            "rate_to": uppers,
            "share_reference": share_by_rate(usual, base),
            "share": share_by_rate(statutory, base),
            "share_paid": share_by_rate(paid, base),
            "share_of_what_is_left": share_by_rate(paid, value),
        }
        frames.append(pl.DataFrame(columns, schema_overrides={"rate_to": pl.Float64}))
    return pl.concat(frames)


def weekly_taxed_trade(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the distribution of the rates of two economies on each other, week by week."""
    axes, border, pair = evidence.axes, read_pair_border(evidence), pair_of(evidence)
    paid, weeks, classes = border.paid[0], len(axes.weeks), len(TIERS)
    frames = []
    for here, (importer, exporter) in enumerate((pair, pair[::-1])):
        flow = (axes.economy(exporter), here)
        base, value = border.base[flow], border.value[0][flow]
        usual = share_by_rate(border.statutory[1][flow][:, 0], base, TIERS)
        due, left = (
            np.concatenate([share_by_rate(rate[:, week], weight[:, week], TIERS) for week in range(weeks)])
            for rate, weight in (
                (border.statutory[0][flow], np.repeat(base[:, None], weeks, axis=1)),
                (paid[flow], value),
            )
        )
        columns = {
            "importer": pl.Series([importer]).new_from_index(0, weeks * classes),
            "exporter": pl.Series([exporter]).new_from_index(0, weeks * classes),
            "week": pl.Series(axes.weeks)[np.repeat(np.arange(weeks), classes)],
            "rate_from": np.tile(TIERS, weeks),
            "rate_to": np.tile([*TIERS[1:], np.nan], weeks),
            "share": due,
            "share_reference": np.tile(usual, weeks),
            "share_of_what_is_left": left,
        }
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


TAXED_TRADE = Metric(
    question="What part of the trade of the two economies is taxed at which rate?",
    table=Table(
        "taxed_trade",
        "Share of goods by class of rates, mean tariffs of product groups, last four weeks.",
        (
            IMPORTER,
            EXPORTER,
            number("rate_from", "fraction", "Lowest rate of the class"),
            number("rate_to", "fraction", "Rate at which the next class begins; null for none"),
            number("share", "fraction", "Of base trade, rates in force"),
            number("share_reference", "fraction", "Of base trade, rates without the scenario's measures"),
            number("share_paid", "fraction", "Of base trade, rates paid after routing"),
            number("share_of_what_is_left", "fraction", "Of the trade of the last four weeks, rates paid"),
        ),
    ),
    compute=taxed_trade,
    equations=(150,),
    keys=("importer", "exporter", "rate_from"),
)

WEEKLY_TAXED_TRADE = Metric(
    question="Since when is what part of the trade of the two economies taxed at which rate?",
    table=Table(
        "weekly_taxed_trade",
        "Share of goods by class of rates, mean tariffs of product groups, by week.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            number("rate_from", "fraction", "Lowest rate of the class"),
            number("rate_to", "fraction", "Rate at which the next class begins; null for none"),
            number("share", "fraction", "Of base trade, rates in force"),
            number("share_reference", "fraction", "Of base trade, rates without the scenario's measures"),
            number("share_of_what_is_left", "fraction", "Of the trade of the week, rates paid"),
        ),
    ),
    compute=weekly_taxed_trade,
    equations=(150,),
    keys=("importer", "exporter", "week", "rate_from"),
)
