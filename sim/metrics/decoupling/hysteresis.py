"""Whether trade comes back when the tariffs that drove it away are removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import EXPORTER, IMPORTER, WEEK, Metric, count, number, word
from sim.metrics.decoupling.removal import Removal, Turns, has_removal, removals
from sim.metrics.evidence import Evidence
from sim.records.columns import Column, Table

SMALLEST_LOSS = 0.01
"""Part of the trade of the base that must be lost for its return to be measured."""

HORIZONS = (13, 26, 52, 104)
"""Weeks after the removal that the summary looks at."""


def hysteresis(after: Floats, before: float, at_first: float) -> Floats:
    """Return the part of what was lost that has not come back.

    Equation (142). ``H(T, h) = 1 - (s(T+h) - s(T-)) / (s(0) - s(T-))``, zero for all back and one for
    nothing; above one when more is lost, below zero when more comes back than was lost.

    Parameters
    ----------
    after : (...) float
        Trade ``h`` weeks after the last week before the removal, ``s(T+h)``.
    before, at_first : float
        Trade in that week, ``s(T-)``, and before there was a tariff, ``s(0)``.

    Returns
    -------
    (...) float
        NaN where less than one percent of ``s(0)`` was lost.
    """
    lost = at_first - before
    if not lost > SMALLEST_LOSS * at_first:
        return np.full(np.shape(after), np.nan)
    return 1.0 - (after - before) / lost


def weeks_to(path: Floats, level: float = 0.5) -> float:
    """Return when a path first falls to a level.

    Parameters
    ----------
    path : (H,) float
        A value a week.
    level : float
        The level.

    Returns
    -------
    float
        Weeks from its first point, between two points by a straight line; NaN where the path stays above the
        level, and where it has no values.
    """
    there = np.flatnonzero(path <= level)
    if not there.size:
        return np.nan
    week = int(there[0])
    if week == 0:
        return 0.0
    return week - 1 + float((path[week - 1] - level) / (path[week - 1] - path[week]))


def asymmetry(weeks_down: float, weeks_back: float) -> float:
    """Return how much longer the way back takes than the way down.

    Equation (143). Weeks in which half of the loss comes back over weeks in which half was
    lost.

    Parameters
    ----------
    weeks_down, weeks_back : float
        Half-lives of the way down and of the way back.

    Returns
    -------
    float
        One for a way back as fast as the way down; NaN where either is unknown or the first is zero.
    """
    return weeks_back / weeks_down if weeks_down > 0.0 else np.nan


@dataclass(frozen=True, eq=False)
class _Path:
    """A measure of trade around a removal.

    Parameters
    ----------
    weekly : (W,) float
        By week.
    at_first, long_run : float
        In the base, and in the long run without frictions at the tariffs of the last week.
    turns : Turns
        Weeks of the rise and of the removal.
    """

    weekly: Floats
    at_first: float
    long_run: float
    turns: Turns

    @property
    def before(self) -> float:
        """In the last week before the removal."""
        return float(self.weekly[self.turns.fall - 1])

    def not_back(self, weekly: Floats) -> Floats:
        """Hysteresis at some values."""
        return hysteresis(weekly, self.before, self.at_first)

    @property
    def back(self) -> Floats:
        """(H,) hysteresis from the last week before the removal on."""
        return self.not_back(self.weekly[self.turns.fall - 1 :])

    @property
    def down(self) -> Floats:
        """What is still to be lost of the loss at the removal, from the last week before the rise on."""
        return 1.0 - self.not_back(self.weekly[max(self.turns.rise - 1, 0) : self.turns.fall])


def _paths(evidence: Evidence) -> Iterator[tuple[Removal, dict[str, _Path]]]:
    """Each removal with its measures of trade by name.

    Goods that set out are looked at, not those that arrive: what is at sea by then was ordered before.
    """
    axes, flows = evidence.axes, evidence.flows
    found = list(removals(evidence))
    shipped = evidence.panel.by_pair(evidence.panel.weekly("shipped_value"))
    for each in found:
        here, there = axes.economy(each.importer), axes.economy(each.exporter)
        abroad = np.arange(len(axes.economies)) != here
        scenario, reference = shipped[:, there, here]
        share = over(scenario, shipped[0, abroad, here].sum(axis=0))
        base, rest = (
            float(over(total[there, here], total[abroad, here].sum()))
            for total in (flows.base_total, flows.benchmark_total)
        )
        grown = float(over(flows.benchmark_total[there, here], flows.base_total[there, here]))
        yield (
            each,
            {
                "share": _Path(share, base, rest, each.turns),
                "trade": _Path(over(scenario, reference), 1.0, grown, each.turns),
            },
        )


def weekly_hysteresis(evidence: Evidence) -> pl.DataFrame:
    """Tabulate what has not come back, week by week from the last week before the removal on."""
    frames = []
    for each, paths in _paths(evidence):
        late = slice(each.turns.fall - 1, None)
        weeks = evidence.axes.weeks[late]
        columns = {
            "importer": [each.importer] * len(weeks),
            "exporter": [each.exporter] * len(weeks),
            "week": weeks,
            "weeks_since": range(len(weeks)),
            "tariff": each.rate[late],
            "tariff_removed": each.turns.gone[late],
        }
        for name, path in paths.items():
            columns |= {name: path.weekly[late], f"hysteresis_of_{name}": path.back}
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


def half_lives(evidence: Evidence) -> pl.DataFrame:
    """Tabulate how long the way down and the way back took."""
    weeks = evidence.axes.weeks
    rows = []
    for each, paths in _paths(evidence):
        for name, path in paths.items():
            back = path.back
            lose, regain = weeks_to(path.down), weeks_to(back)
            row = {
                "importer": each.importer,
                "exporter": each.exporter,
                "variable": name,
                "risen": weeks[each.turns.rise],
                "removed": weeks[each.turns.fall],
                "part_removed": each.turns.removed,
                "part_removed_at_the_end": float(each.turns.gone[-1]),
                "at_first": path.at_first,
                "before_removal": path.before,
                "weeks_to_lose_half": lose,
                "weeks_to_regain_half": regain,
                "asymmetry": asymmetry(lose, regain),
                "long_run": float(path.not_back(np.array(path.long_run))),
            }
            rows.append(row | {_AFTER[h]: float(back[h]) if h < len(back) else np.nan for h in HORIZONS})
    return pl.DataFrame(rows)


_AFTER = {weeks: f"after_{weeks}_weeks" for weeks in HORIZONS}
_VARIABLE = {
    "share": ("fraction", "Share of the exporter in what the importer orders from abroad, as it sets out"),
    "trade": ("1", "What sets out from the exporter to the importer, over the reference"),
}
_SOURCES = ("Baldwin and Krugman (1989), Persistent trade effects of large exchange rate shocks, QJE 104(4)",)


def _of_variable() -> Iterator[Column]:
    for name, (unit, what) in _VARIABLE.items():
        yield number(name, unit, what)
        yield number(f"hysteresis_of_{name}", "1", "Part of its loss that has not come back")


HYSTERESIS = Metric(
    question="Does trade come back when tariffs are removed?",
    table=Table(
        "hysteresis",
        "Trade of a pair at war after the largest fall of its tariff, week by week.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            count("weeks_since", "Weeks since the last one before the removal", "weeks"),
            number("tariff", "fraction", "Average tariff, fixed weights, a ban counted as 150 points"),
            number("tariff_removed", "fraction", "Part of the rise of the tariff that is gone"),
            *_of_variable(),
        ),
    ),
    compute=weekly_hysteresis,
    equations=(142,),
    sources=_SOURCES,
    applies=has_removal,
)

RETURN_OF_TRADE = Metric(
    question="How long does it take for trade to come back, and how long did it take to go?",
    table=Table(
        "return_of_trade",
        "Half-lives of the way down and of the way back.",
        (
            IMPORTER,
            EXPORTER,
            word("variable", "`share` or `trade`, as in the table hysteresis"),
            Column("risen", pl.Date, "date", "Week in which the tariff rose most"),
            Column("removed", pl.Date, "date", "Week in which it fell most"),
            number("part_removed", "fraction", "Part of the whole rise gone when that fall was over"),
            number(
                "part_removed_at_the_end", "fraction", "Part of the whole rise gone at the end of the run"
            ),
            number("at_first", "1", "The variable in the base"),
            number("before_removal", "1", "The variable in the last week before the removal"),
            number("weeks_to_lose_half", "weeks", "From the last week before the rise"),
            number(
                "weeks_to_regain_half",
                "weeks",
                "From the last week before the removal; none if not in the run",
            ),
            number("asymmetry", "1", "Weeks to regain over weeks to lose"),
            *(number(name, "1", f"Hysteresis {week} weeks after") for week, name in _AFTER.items()),
            number("long_run", "1", "Hysteresis in the long run without frictions, the last week's tariffs"),
        ),
    ),
    compute=half_lives,
    equations=(142, 143),
    sources=_SOURCES,
    applies=has_removal,
)
