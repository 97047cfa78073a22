"""Four small charts over one time axis: two by two on a wide page, one below the other on a narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.report.drawing.charts import Basis, narrow_weeks
from sim.report.drawing.theme import INK, ZERO, base_layout

HEIGHT, _NARROW_HEIGHT = 520, 900
_SPANS = ((0.0, 0.46), (0.54, 1.0))


@dataclass(frozen=True)
class Panel:
    """One small chart: column of the metric, heading, unit on a wide and on a narrow page, scale.

    ``smallest`` is the least range that its axis shows, in its unit; ``relative`` tells whether its change is
    a ratio to the run without the measures, or a difference.
    """

    column: str
    heading: str
    unit: str
    short: str
    scale: float
    decimals: int
    smallest: float
    relative: bool = False


def panel_axes(place: int, extent: tuple[float, float], weeks: Sequence[date]) -> dict[str, Any]:
    """Two axes of a panel of two columns and rows."""
    row, column = divmod(place, 2)
    number = "" if place == 0 else str(place + 1)
    base = base_layout(HEIGHT)
    upright = (0.55, 0.95) if row == 0 else (0.0, 0.40)
    return {
        f"xaxis{number}": {
            **base["xaxis"],
            "type": "date",
            "domain": list(_SPANS[column]),
            "anchor": f"y{place + 1}",
            "hoverformat": "Week of %-d %b %Y",
            "range": [weeks[0], weeks[-1]],
            "nticks": 5,
            "automargin": False,
        },
        f"yaxis{number}": {
            **base["yaxis"],
            "domain": list(upright),
            "anchor": f"x{place + 1}",
            "range": [round(end, 4) for end in extent],
            "tickformat": ",",
            "nticks": 5,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.2,
        },
    }


def panel_headings(place: int, panel: Panel, basis: Basis) -> list[dict[str, Any]]:
    """Heading of a panel with its unit, placed for a wide and for a narrow page."""
    row, column = divmod(place, 2)
    change = "%" if panel.relative else "points"
    unit, short = (panel.unit, panel.short) if basis == "level" else (change, change)
    shared = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13, "color": INK.light},
    }
    wide = {"x": _SPANS[column][0], "y": 0.97 if row == 0 else 0.42}
    return [
        {"name": "wide", "text": f"<b>{panel.heading}</b>, {unit}", **shared, **wide},
        {
            "name": "narrow",
            "text": f"<b>{panel.heading}</b>, {short}",
            **shared,
            "x": 0.0,
            "y": _narrow_span(place)[1] + 0.008,
        },
    ]


def _narrow_span(place: int) -> tuple[float, float]:
    """Height of a panel on a narrow page, where they stand one below the other."""
    top = 0.975 - place * 0.255
    return round(top - 0.163, 3), round(top, 3)


def narrow_panels(number: int, weeks: Sequence[date]) -> dict[str, Any]:
    """Change the layout of a number of panels on a narrow page."""
    ticks = narrow_weeks(weeks)
    found: dict[str, Any] = {"height": _NARROW_HEIGHT}
    for place in range(number):
        axis = "" if place == 0 else str(place + 1)
        found[f"xaxis{axis}"] = {"domain": [0.0, 1.0], **ticks}
        found[f"yaxis{axis}"] = {"domain": list(_narrow_span(place))}
    return found
