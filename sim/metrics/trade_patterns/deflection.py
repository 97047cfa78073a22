"""Where a taxed exporter sells what it no longer sells to the economy that taxes it."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import EXPORTER, GROUP, WEEK, Metric, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.one_economy import BASIS, VALUE, VOLUME, purchases, sales
from sim.records.columns import Table

SMALLEST_FALL = 0.01
"""Part of its exports that an exporter must lose for a ratio to the loss to mean anything."""


def deflection_ratio(fall: Floats, rise: Floats, reference: Floats) -> Floats:
    """Return the part of lost exports that goes to third economies instead.

    Equation (140). ``(sum_m dX_km) / (-dX_ki)`` over markets ``m`` other than the one that
    taxes, ``i``, and home, ``k``.

    Parameters
    ----------
    fall : (...) float
        Fall of the exporter's sales to the market that taxes it, in any unit.
    rise : (...) float
        Rise of its sales to all third economies, in the same unit; negative where they fall too.
    reference : (...) float
        Its exports to all economies in the reference, in the same unit.

    Returns
    -------
    (...) float
        One where all is sold elsewhere; NaN where less than one percent of its exports is lost.
    """
    return over(rise, np.where(fall >= SMALLEST_FALL * reference, fall, 0.0))


def depression_ratio(fall: Floats, displaced: Floats, reference: Floats) -> Floats:
    """Return what third economies lose in the taxed exporter's own market, over its lost exports.

    Equation (141). ``(-sum_m dX_mk) / (-dX_ki)``: goods that stay at home crowd out imports.

    Parameters
    ----------
    fall : (...) float
        Fall of the exporter's sales to the market that taxes it, in any unit.
    displaced : (...) float
        Fall of third economies' sales to the exporter, in the same unit; negative where they rise.
    reference : (...) float
        The exporter's exports to all economies in the reference, in the same unit.

    Returns
    -------
    (...) float
        NaN where less than one percent of exports is lost. Negative where third economies sell more to it.
    """
    return over(displaced, np.where(fall >= SMALLEST_FALL * reference, fall, 0.0))


def _measures(
    sold: Floats, bought: Floats, reference: Floats, exporter: int, market: int
) -> dict[str, Floats]:
    """Measures of the (N, ...) changes of what the exporter sells and buys, and reference sales."""
    abroad = reference.sum(axis=0) - reference[exporter]
    fall = -sold[market]
    rise = sold.sum(axis=0) - sold[market] - sold[exporter]
    displaced = -(bought.sum(axis=0) - bought[market] - bought[exporter])
    return {
        "fall": fall,
        "rise_elsewhere": rise,
        "rise_at_home": sold[exporter],
        "displaced_at_home": displaced,
        "deflection": deflection_ratio(fall, rise, abroad),
        "depression": depression_ratio(fall, displaced, abroad),
    }


def _directions(evidence: Evidence) -> tuple[tuple[str, str], tuple[str, str]]:
    focus = evidence.focus
    return (focus.second, focus.first), (focus.first, focus.second)


def by_group(evidence: Evidence) -> pl.DataFrame:
    """Tabulate each of the two at war as the taxed exporter by group, last four weeks and the long run."""
    flows, axes = evidence.flows, evidence.axes
    rest = flows.benchmark - flows.base
    frames = []
    for exporter, market in _directions(evidence):
        place, there = axes.economy(exporter), axes.economy(market)
        benchmark = _measures(rest[place], rest[:, place], flows.base[place], place, there)
        for basis in (VALUE, VOLUME):
            sold, bought = (
                side(evidence, exporter, basis)[..., axes.closing(CLOSING_WEEKS)].mean(axis=-1)
                for side in (sales, purchases)
            )
            columns = _measures(sold[0] - sold[1], bought[0] - bought[1], sold[1], place, there)
            # The long run is known in values alone.
            known = 1.0 if basis == VALUE else np.nan
            columns |= {f"benchmark_{name}": known * values for name, values in benchmark.items()}
            frame = pl.DataFrame({"group": axes.goods} | columns)
            frames.append(_labelled(frame, exporter, market, basis))
    return pl.concat(frames)


def weekly_totals(evidence: Evidence) -> pl.DataFrame:
    """Tabulate each of the two at war as the taxed exporter week by week, all goods together."""
    axes = evidence.axes
    frames = []
    for exporter, market in _directions(evidence):
        place, there = axes.economy(exporter), axes.economy(market)
        for basis in (VALUE, VOLUME):
            sold, bought = (side(evidence, exporter, basis).sum(axis=2) for side in (sales, purchases))
            columns = _measures(sold[0] - sold[1], bought[0] - bought[1], sold[1], place, there)
            frame = pl.DataFrame({"week": axes.weeks} | columns)
            frames.append(_labelled(frame, exporter, market, basis))
    return pl.concat(frames)


def _labelled(frame: pl.DataFrame, exporter: str, market: str, basis: str) -> pl.DataFrame:
    keys = {"exporter": exporter, "market": market, "basis": basis}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in keys.items())


_MEANING = {
    "fall": ("USD mn a year", "Fall of its sales to the market that taxes it"),
    "rise_elsewhere": ("USD mn a year", "Rise of its sales to all third economies"),
    "rise_at_home": ("USD mn a year", "Rise of its sales at home"),
    "displaced_at_home": ("USD mn a year", "Fall of third economies' sales to it"),
    "deflection": ("fraction", "Rise elsewhere over the fall"),
    "depression": ("fraction", "Displaced at home over the fall"),
}
_MARKET = word("market", "Economy that taxes it", "code")
_COLUMNS = tuple(
    number(name, unit, f"{what}, against the reference") for name, (unit, what) in _MEANING.items()
)
_SOURCES = (
    "Bown and Crowley (2007), Trade deflection and trade depression, Journal of International Economics 72",
)

DEFLECTION = Metric(
    question="Where does a taxed exporter sell what it no longer sells to the economy that taxes it?",
    table=Table(
        "deflection",
        "Sales of each of the two at war by group, against the reference, last four weeks.",
        (
            EXPORTER,
            _MARKET,
            BASIS,
            GROUP,
            *_COLUMNS,
            *(
                number(f"benchmark_{name}", unit, f"{what}, values of the long run against the base")
                for name, (unit, what) in _MEANING.items()
            ),
        ),
    ),
    compute=by_group,
    equations=(140, 141),
    sources=_SOURCES,
)

DEFLECTION_WEEKLY = Metric(
    question="When do a taxed exporter's goods turn to third economies?",
    table=Table(
        "deflection_weekly",
        "Sales of each of the two at war, all goods, against the reference, week by week.",
        (EXPORTER, _MARKET, BASIS, WEEK, *_COLUMNS),
    ),
    compute=weekly_totals,
    equations=(140, 141),
    sources=_SOURCES,
)
