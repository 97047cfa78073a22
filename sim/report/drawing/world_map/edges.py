"""Flows of goods on the map: which are drawn, how wide, in which colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.metrics import Metrics
from sim.metrics.axes import CLOSING_WEEKS, Floats, relative_change
from sim.report.drawing.charts import Key
from sim.report.drawing.theme import (
    BEFORE,
    CARD,
    DEEP_GAIN,
    DEEP_LOSS,
    FEWER,
    GAIN,
    INK,
    LOSS,
    MORE,
)
from sim.report.drawing.world_map.curves import curve, places

Trace = dict[str, Any]
"""A scatter trace as a plain mapping: figures check it once, when they are put together."""

MOST = 60
"""Flows on a map: more are neither told apart nor drawn in time."""

NOTABLE = 0.02
"""Change from which a flow is coloured."""

_BOUNDS = (-0.4, -0.1, -NOTABLE, NOTABLE, 0.1, 0.4)
_CLASSES = (
    ("below \u221240%", DEEP_LOSS.light),
    ("\u221240 to \u221210%", LOSS.light),
    ("\u221210 to \u22122%", FEWER.light),
    ("within 2%", BEFORE.light),
    ("+2 to +10%", MORE.light),
    ("+10 to +40%", GAIN.light),
    ("above +40%", DEEP_GAIN.light),
)
CLASS_KEYS = tuple(Key(text, shade, "line") for text, shade in _CLASSES)
_THINNEST = 0.8
_ARROW_AT = 0.62


@dataclass(frozen=True)
class Edges:
    """Flows that are drawn, ``E`` of them, the largest first and the pair at war last, on top of all.

    Parameters
    ----------
    pairs : tuple of (str, str)
        Origin and destination.
    weekly : (2, E, W) float
        Customs values of goods in the run and without the measures, USD million a year.
    closing : (2, E) float
        Their means over the last four weeks.
    covered : float
        Share of the flows drawn in all goods trade without the measures.
    """

    pairs: tuple[tuple[str, str], ...]
    weekly: Floats
    closing: Floats
    covered: float

    @property
    def change(self) -> Floats:
        """(E,) change of the last four weeks against the run without the measures."""
        return relative_change(self.closing[0], self.closing[1])

    @property
    def weekly_change(self) -> Floats:
        """(E, W) change in each week."""
        return relative_change(self.weekly[0], self.weekly[1])


def largest_edges(metrics: Metrics, most: int = MOST) -> Edges:
    """Choose the pair at war, the flows that change most in value, and the largest of the others."""
    flows, focus, codes = metrics.flows, metrics.focus, metrics.axes.economies
    last = flows.mean(CLOSING_WEEKS)
    placed = np.array([code in places() for code in codes])
    allowed = placed[:, None] & placed[None, :] & ~np.eye(len(codes), dtype=bool)
    moved = np.where(allowed, np.abs(last[0] - last[1]), -1.0).ravel()
    size = np.where(allowed, last.max(axis=0), -1.0).ravel()
    first, second = codes.index(focus.first), codes.index(focus.second)
    at_war = [place for place in _both(first, second, len(codes)) if allowed.ravel()[place]]
    movers = np.argsort(-moved, kind="stable")[: most // 2].tolist()
    ranked = [*at_war, *movers, *np.argsort(-size, kind="stable").tolist()]
    chosen = [place for place in dict.fromkeys(ranked) if size[place] > 0.0][:most]
    chosen.sort(key=lambda place: (place in at_war, -size[place], place))
    origin, destination = np.divmod(np.array(chosen, dtype=np.int64), len(codes))
    abroad = last[1][~np.eye(len(codes), dtype=bool)].sum()
    return Edges(
        tuple((codes[here], codes[there]) for here, there in zip(origin, destination, strict=True)),
        flows.weekly[:, origin, destination],
        last[:, origin, destination],
        float(last[1, origin, destination].sum() / abroad) if abroad > 0.0 else 0.0,
    )


def by_trade(metrics: Metrics, edges: Edges) -> list[str]:
    """Economies at the ends of the flows: the two at war, then the others by their goods trade."""
    trade, focus = goods_trade(metrics), (metrics.focus.first, metrics.focus.second)
    ends = {code for pair in edges.pairs for code in pair}
    return sorted(ends, key=lambda code: (code not in focus, -trade[code], code))


def goods_trade(metrics: Metrics) -> dict[str, float]:
    """Imports and exports of goods of each economy without the measures, USD million a year."""
    codes, reference = metrics.axes.economies, metrics.flows.closing_total[1]
    return {
        code: float(reference[place].sum() + reference[:, place].sum() - 2.0 * reference[place, place])
        for place, code in enumerate(codes)
    }


def _both(first: int, second: int, economies: int) -> tuple[int, int]:
    return first * economies + second, second * economies + first


def shades(change: Floats) -> list[str]:
    """Colour of each change; a flow without a reference has that of no change."""
    return [_CLASSES[place][1] for place in np.searchsorted(_BOUNDS, np.nan_to_num(change), side="right")]


def widths(values: Floats, largest: float, widest: float) -> Floats:
    """Width of lines in pixels, in proportion to their values and in steps of half a pixel."""
    pixels: Floats = np.maximum(np.round(2.0 * widest * values / max(largest, 1.0)) / 2.0, _THINNEST)
    return pixels


def edge_lines(
    pairs: tuple[tuple[str, str], ...], colours: list[str], wide: Floats, words: list[str] | None, **axes: str
) -> list[Trace]:
    """Draw each flow as a line of its own; ``words`` are for the hover box."""
    traces = []
    for place, ((origin, destination), shade, width) in enumerate(
        zip(pairs, colours, wide.tolist(), strict=True)
    ):
        across, up = curve(origin, destination)
        hover = (
            {"hoverinfo": "skip"} if words is None else {"hovertemplate": f"{words[place]}<extra></extra>"}
        )
        line = {"color": shade, "width": width}
        traces.append({"x": across, "y": up, "mode": "lines", "line": line, **hover, **axes})
    return traces


def underlay(pairs: tuple[tuple[str, str], ...], wide: Floats, shade: str, **axes: str) -> list[Trace]:
    """Draw all flows in one colour, those of one width as one trace."""
    traces = []
    for width in np.unique(wide)[::-1].tolist():
        across: list[float | None] = []
        up: list[float | None] = []
        for place in np.flatnonzero(wide == width).tolist():
            x, y = curve(*pairs[place])
            across += [*x, None]
            up += [*y, None]
        line = {"color": shade, "width": width}
        traces.append({"x": across, "y": up, "mode": "lines", "line": line, "hoverinfo": "skip", **axes})
    return traces


def arrows(pairs: tuple[tuple[str, str], ...], size: int = 7, rim: float = 1.0, **axes: str) -> Trace:
    """Put the head of an arrow on each flow, in the direction in which the goods go."""
    across: list[float | None] = []
    up: list[float | None] = []
    for origin, destination in pairs:
        x, y = curve(origin, destination)
        place = round(_ARROW_AT * (len(x) - 1))
        while None in {x[place - 1], x[place]}:
            place -= 1
        across += [x[place - 1], x[place], None]
        up += [y[place - 1], y[place], None]
    marker: dict[str, Any] = {
        "symbol": "arrow",
        "angleref": "previous",
        "size": [0, size, 0] * len(pairs),
        "color": INK.light,
        "line": {"width": rim, "color": CARD.light},
        "opacity": 0.75,
    }
    return {"x": across, "y": up, "mode": "markers", "marker": marker, "hoverinfo": "skip", **axes}
