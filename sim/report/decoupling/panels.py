"""Small multiples: panels in rows and columns, fewer columns on a narrow page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_ROW_HEIGHT = 210
_FOOT = 34
_HEAD = 36
"""Pixels of a row, of the dates below each panel, and of the title above it."""

_GAP = 0.055
_NARROW_GAP = 0.16


@dataclass(frozen=True)
class Panels:
    """Where panels stand.

    Parameters
    ----------
    number : int
        How many there are.
    columns : int
        How many stand beside each other.
    gap : float
        Room between two columns, as part of the width: labels of the vertical axes stand in it.
    """

    number: int
    columns: int
    gap: float

    @property
    def rows(self) -> int:
        """How many rows they fill."""
        return -(-self.number // self.columns)

    @property
    def height(self) -> int:
        """Height of the figure in pixels."""
        return self.rows * _ROW_HEIGHT

    def place(self, index: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Horizontal and vertical extent of a panel, as parts of the plotting area."""
        row, column = divmod(index, self.columns)
        width = (1.0 - self.gap * (self.columns - 1)) / self.columns
        left = column * (width + self.gap)
        top = 1.0 - row / self.rows
        head, foot, height = _HEAD / self.height, _FOOT / self.height, 1.0 / self.rows
        return (round(left, 4), round(left + width, 4)), (round(top - height + foot, 4), round(top - head, 4))


def panel_axes(panels: Panels, axes: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """Lay out the axes of panels: ``xaxis2`` and so on, each with its extent."""
    layout: dict[str, Any] = {}
    for index, (horizontal, vertical) in enumerate(axes):
        across, upright = panels.place(index)
        layout[f"xaxis{axis_number(index)}"] = {
            **horizontal,
            "domain": across,
            "anchor": f"y{axis_number(index)}",
        }
        layout[f"yaxis{axis_number(index)}"] = {
            **vertical,
            "domain": upright,
            "anchor": f"x{axis_number(index)}",
        }
    return layout


def panel_titles(panels: Panels, titles: Sequence[str], name: str, ink: str) -> list[dict[str, Any]]:
    """Write a title of one or two lines above each panel; ``name`` is ``wide`` or ``narrow``."""
    found = []
    for index, title in enumerate(titles):
        (left, _), (_, top) = panels.place(index)
        found.append(
            {
                "name": name,
                "text": title,
                "x": left,
                "xref": "paper",
                "xanchor": "left",
                "y": top,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": 3,
                "showarrow": False,
                "align": "left",
                "font": {"size": 12, "color": ink},
            }
        )
    return found


def narrow_panels(panels: Panels) -> dict[str, Any]:
    """Changes of the layout of weekly panels on a narrow page: fewer beside each other, a tick a year."""
    changes: dict[str, Any] = {"height": panels.height}
    for index in range(panels.number):
        across, upright = panels.place(index)
        changes[f"xaxis{axis_number(index)}"] = {"domain": across, "dtick": "M12"}
        changes[f"yaxis{axis_number(index)}"] = {"domain": upright}
    return changes


def wide_and_narrow(number: int) -> tuple[Panels, Panels]:
    """Panels in fours on a wide page, in twos on a narrow one."""
    return Panels(number, 4, _GAP), Panels(number, 2, _NARROW_GAP)


def axis_number(index: int) -> str:
    """Ending of an axis' name: nothing for the first one."""
    return "" if index == 0 else str(index + 1)
