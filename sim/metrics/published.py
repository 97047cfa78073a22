"""Published figures that a run may be held beside. They are marks for the eye, never inputs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.metrics.axes import Axes
from sim.metrics.focus import Focus
from sim.metrics.tariffs import Tariffs

_EMBARGO_LEVEL = 0.5
_MOST_BARRED = 0.05


@dataclass(frozen=True)
class PublishedFigure:
    """A number that somebody else published about a situation like the run's."""

    value: float
    publisher: str
    published: str
    what: str


WTO_GOODS_TRADE = PublishedFigure(
    value=-0.81,
    publisher="WTO",
    published="April 2025",
    what="US-China goods trade in the long run, with the exemptions for electronics (without them \u221291%)",
)


def goods_trade_mark(tariffs: Tariffs, focus: Focus, axes: Axes) -> PublishedFigure | None:
    """Choose the published change in goods trade to draw beside the run's, if the two are comparable.

    The WTO's figure speaks of the tariffs of mid-April 2025. It is shown when the pair is the United
    States and China and both end the run at least 50 points above their base tariffs without barring
    more than a twentieth of the goods; beside a truce, an embargo or a war between others it would mislead.
    """
    if {focus.first, focus.second} != {"USA", "CHN"}:
        return None
    here, there = axes.economy(focus.first), axes.economy(focus.second)
    ways = ((here, there), (there, here))
    rises = (tariffs.fixed[i, e, -1] - tariffs.base[i, e] for i, e in ways)
    open_to_trade = all(tariffs.barred[i, e, -1] <= _MOST_BARRED for i, e in ways)
    taxed_alike = all(rise >= _EMBARGO_LEVEL for rise in rises)
    return WTO_GOODS_TRADE if taxed_alike and open_to_trade else None
