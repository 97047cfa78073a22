"""Goods that came from the rival: how much dearer they are, who else has them, and how fast buyers leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR, Floats, Integers, over, positions
from sim.metrics.declaration import GROUP, IMPORTER, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.firms.replacing import capacity_gap, landed_gap, weeks_to_half
from sim.metrics.firms.switching import read_moves
from sim.metrics.incidence.purchases import Purchases, closing_purchases
from sim.metrics.incidence.states import by_group
from sim.records.columns import Table

LEAST_GAIN = 1e-6
"""Part of imports that an economy must win to be an alternative; less is rounding."""

LEAST_RISE = 0.01
"""Rise of a tariff from which on the weeks until buyers have gone are counted."""


@dataclass(frozen=True, eq=False)
class Industries:
    """Producers of every economy and group of goods at the end; USD mn a year at base prices.

    Parameters
    ----------
    capacity : (N, G) float
        What they can make at cost.
    sold_reference : (N, G) float
        What they sell without the measures.
    utilisation : (N, G) float
        What they sell over their capacity.
    """

    capacity: Floats
    sold_reference: Floats
    utilisation: Floats


def read_industries(evidence: Evidence) -> Industries:
    """Read the mean of the last four weeks."""
    late = evidence.axes.closing(CLOSING_WEEKS)
    capacity, use = (
        each[:, :, :-1, late].mean(axis=-1) for each in by_group(evidence, "firms", "capacity", "utilisation")
    )
    return Industries(WEEKS_PER_YEAR * capacity[0], WEEKS_PER_YEAR * capacity[1] * use[1], np.asarray(use[0]))


def exposed_goods(evidence: Evidence) -> pl.DataFrame:
    """Tabulate goods by importer and product group, what came from the rival first."""
    pair = (evidence.focus.first, evidence.focus.second)
    purchases, industries = closing_purchases(evidence).mean(), read_industries(evidence)
    frames = [
        _goods_of(evidence, importer, rival, purchases, industries)
        for importer, rival in zip(pair, pair[::-1], strict=True)
    ]
    return pl.concat(frames)


def _goods_of(
    evidence: Evidence, importer: str, rival: str, purchases: Purchases, industries: Industries
) -> pl.DataFrame:
    axes = evidence.axes
    here, there = axes.economy(importer), axes.economy(rival)
    value, quantity = (each[:, :, here, :-1, 0] for each in (purchases.value, purchases.quantity))
    landed = (purchases.log_price + purchases.log_duty)[:, :, here, :-1, 0]
    known = (quantity > 0.0).all(axis=0)
    rise = np.where(known, np.expm1(landed[0] - landed[1]), np.nan)
    abroad = np.arange(len(axes.economies)) != here
    shares = over(value, (value * abroad[:, None]).sum(axis=1, keepdims=True))
    gain, best = _largest_gain(shares[0] - shares[1], (here, there))
    cell = (np.maximum(best, 0), np.arange(len(axes.goods)))

    spent, usual = purchases.spending[1, there, here, :-1, 0], purchases.log_duty[1, there, here, :-1, 0]
    moved = over(_moved_spending(evidence, importer, rival), spent)
    weeks = _weeks_of_tariff(evidence, importer, rival, np.expm1(usual))

    def of_the_best(figure: Floats) -> Floats:
        return np.where(best < 0, np.nan, figure[cell])

    columns = {
        "importer": [importer] * len(axes.goods),
        "partner": [rival] * len(axes.goods),
        "group": list(axes.goods),
        "imports": value[0, there],
        "imports_reference": value[1, there],
        "share": shares[0, there],
        "share_reference": shares[1, there],
        "landed_change": rise[there],
        "alternative": pl.Series(
            [None if place < 0 else axes.economies[place] for place in best], dtype=pl.String
        ),
        "alternative_share_gain": np.where(best < 0, np.nan, gain),
        "alternative_sales_change": of_the_best(value[0] - value[1]),
        "alternative_landed_change": of_the_best(rise),
        "landed_gap": landed_gap(rise[there], of_the_best(rise)),
        "capacity_gap": capacity_gap(
            value[1, there], of_the_best(industries.capacity), of_the_best(industries.sold_reference)
        ),
        "utilisation": of_the_best(industries.utilisation),
        "home_sales_change": value[0, here] - value[1, here],
        "moved": moved,
        "weeks_to_half": weeks_to_half(moved, weeks),
    }
    frame = pl.DataFrame(columns).filter(pl.col("imports_reference") > 0.0)
    return frame.sort(["imports_reference", "group"], descending=[True, False])


def _largest_gain(gain: Floats, apart: tuple[int, int]) -> tuple[Floats, Integers]:
    """(G,) largest gain of a third economy and its position; -1 where none gains."""
    third = np.nan_to_num(gain)
    third[list(apart)] = -np.inf
    best = third.argmax(axis=0)
    largest = np.take_along_axis(third, best[None], axis=0)[0]
    return largest, np.where(largest > LEAST_GAIN, best, -1)


def _moved_spending(evidence: Evidence, importer: str, rival: str) -> Floats:
    """(G,) base spending of relationships with the rival whose supplier is in another economy at the end."""
    moves = read_moves(evidence).filter(destination=importer, origin=rival).sort("group", "joined")
    place = positions(moves["group"].cast(pl.Categorical), evidence.axes.goods)
    total: Floats = np.bincount(
        place, weights=moves["base_spending"].to_numpy(), minlength=len(evidence.axes.goods)
    ).astype(np.float64)
    return total


def _weeks_of_tariff(evidence: Evidence, importer: str, rival: str, usual: Floats) -> Floats:
    """(G,) weeks from the first rise of the tariff on each group to the end; NaN where there is none."""
    goods, weeks = evidence.axes.goods, evidence.axes.weeks
    lines = evidence.run.tables["tariff_lines"].filter(
        pl.col("importer").cast(pl.String) == importer, pl.col("exporter").cast(pl.String) == rival
    )
    frame = lines.select("group", "week", "rate").collect()
    place, week = positions(frame["group"], goods), evidence.axes.week_positions(frame["week"])
    first = np.full(len(goods), np.inf)
    risen = (place >= 0) & (frame["rate"].to_numpy() > usual[place] + LEAST_RISE)
    np.minimum.at(first, place[risen], week[risen])
    return np.where(np.isfinite(first), len(weeks) - first, np.nan)


EXPOSED_GOODS = Metric(
    question="Which goods came from the rival, who else sells them, and how fast did buyers leave?",
    table=Table(
        "exposed_goods",
        "Goods that each of the two at war imports from the other, largest first, beside the third economy "
        "that gains most. Mean of the last four weeks; changes are against the reference.",
        (
            IMPORTER,
            word("partner", "The rival", "code"),
            GROUP,
            *arms("imports", "USD mn a year", "Customs value from the rival"),
            *arms("share", "fraction", "Its share in imports of the group"),
            number("landed_change", "fraction", "Rise of its landed price, duty included"),
            word(
                "alternative", "Third economy that gains most in share of imports; none if none does", "code"
            ),
            number("alternative_share_gain", "fraction", "Share of imports that it gains"),
            number("alternative_sales_change", "USD mn a year", "What it sells more, or less"),
            number("alternative_landed_change", "fraction", "Rise of the alternative's landed price"),
            number(
                "landed_gap", "fraction", "Rise of the rival's landed price over that of the alternative's"
            ),
            number(
                "capacity_gap",
                "USD mn a year",
                "Imports from the rival in the reference less the alternative's capacity beyond its sales",
            ),
            number(
                "utilisation", "1", "Sales of the alternative's producers over what they can make at cost"
            ),
            number("home_sales_change", "USD mn a year", "What producers at home sell more at home, or less"),
            number("moved", "fraction", "Base spending with the rival that is with another economy now"),
            number(
                "weeks_to_half", "weeks", "Until half of it has gone, at the mean rate since tariffs rose"
            ),
        ),
    ),
    compute=exposed_goods,
    equations=(178, 179, 180),
)
