"""The look of swim lanes: named rows over one time axis, the first on top, symbols explained below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sim.report.drawing.theme import CARD, base_layout

_LANE = 48


def _foot(symbols: int) -> int:
    """Room for axis and legend on a wide page, where five symbols share a line."""
    return 76 + 23 * -(-symbols // 5)


def _narrow_foot(symbols: int) -> int:
    """Room for axis and legend on a narrow page, where every symbol has a line."""
    return 74 + 18 * symbols


def lane_heights(labels: Sequence[str]) -> dict[str, float]:
    """Height of each lane by its label."""
    return {label: float(len(labels) - place) for place, label in enumerate(labels)}


def lanes_layout(labels: Sequence[str], span: Sequence[date], symbols: int, **changes: Any) -> dict[str, Any]:
    """Lay out lanes from the first to the second day of a span, above a legend of so many symbols."""
    drawn = len(labels) * _LANE
    heights = lane_heights(labels)
    return base_layout(
        drawn + _foot(symbols),
        margin={"t": 24, "b": _foot(symbols) - 30, "r": 12},
        hovermode="closest",
        hoverdistance=14,
        xaxis={"type": "date", "range": list(span), "showgrid": True},
        yaxis={
            "range": [0.45, len(labels) + 0.5],
            "tickvals": list(heights.values()),
            "ticktext": list(heights),
            "ticks": "",
            "tickfont": {"size": 13},
        },
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": -30 / drawn,
            "yanchor": "top",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": 12.5},
            "bgcolor": CARD.light,
        },
        **changes,
    )


def narrow_lanes(labels: Sequence[str], ticks: Mapping[str, Any], symbols: int) -> dict[str, Any]:
    """Change the layout on a narrow page, with fewer ticks on the time axis."""
    drawn = len(labels) * _LANE
    return {
        "xaxis": dict(ticks),
        "height": drawn + _narrow_foot(symbols),
        "margin": {"b": _narrow_foot(symbols) - 30, "r": 8},
        "legend": {"font": {"size": 12}, "y": -52 / drawn},
    }
