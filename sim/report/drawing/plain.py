"""Traces and figures as plain mappings, checked by Plotly only where a figure leaves the page.

Plotly's own objects check every property of every trace when they are made, which takes longer than all else
about a page. The page needs what they hold, not the objects; a notebook and the tests ask for the objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go


class Trace(dict[str, Any]):
    """One trace by its properties, as in Plotly's reference; ``type`` is the class's name in lower case."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(type=type(self).__name__.lower(), **properties)


class Scatter(Trace):
    """Lines and points."""


class Bar(Trace):
    """Bars."""


class Heatmap(Trace):
    """A table of colours."""


class Contour(Trace):
    """Lines of the same height over a table of numbers."""


class Sankey(Trace):
    """Streams between columns."""


class Figure:
    """Traces and their layout.

    Parameters
    ----------
    data : Trace, or iterable of mappings
        The traces, the last on top.
    layout : mapping
        Properties of the layout.
    """

    def __init__(self, data: Trace | Iterable[Mapping[str, Any]], layout: Mapping[str, Any]) -> None:
        self.data: Sequence[Mapping[str, Any]] = [data] if isinstance(data, Trace) else list(data)
        self.layout: dict[str, Any] = dict(layout)

    def checked(self) -> go.Figure:
        """Return the figure as Plotly's own.

        Raises
        ------
        ValueError
            If a property is none of Plotly's, or has a value that it does not take.
        """
        return go.Figure([dict(trace) for trace in self.data], self.layout)
