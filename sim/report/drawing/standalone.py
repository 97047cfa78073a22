"""A chart as a figure that stands for itself: title, unit, legend, source and note inside it."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from sim.report.drawing.charts import Chart, Key, View, wrapped
from sim.report.drawing.notebook_player import PLAYER_HEIGHT, add_player
from sim.report.drawing.theme import MUTED

_WIDTH = 1000
_TITLE_LETTERS, _TEXT_LETTERS = 88, 150
_TITLE_LINE, _TEXT_LINE = 24, 18
_SIGNS = {
    "line": "\u2014", "dash": "- -", "dot": "\u25cf", "ring": "\u25cb", "diamond": "\u25c7", "bar": "\u25a0",
    "flag": "\u25bc", "band": "\u2592", "band faint": "\u2591",
}  # fmt: skip


def standalone_figure(chart: Chart, view: View, source: str) -> go.Figure:
    """Return a copy of a view's figure with all that the page writes around it.

    Parameters
    ----------
    chart : Chart
        The chart.
    view : View
        One of its views.
    source : str
        Line on where the numbers come from.
    """
    figure = go.Figure(view.figure)
    keys = chart.keys if view.keys is None else view.keys
    title = wrapped(view.title or chart.title, _TITLE_LETTERS)
    below = [wrapped(view.subtitle, _TEXT_LETTERS), *([_legend(keys)] if keys else [])]
    lines = title.count("<br>") + 1, sum(text.count("<br>") + 1 for text in below)
    top = 40 + _TITLE_LINE * lines[0] + _TEXT_LINE * lines[1]
    note = wrapped(f"{chart.note} Source: {source}", _TEXT_LETTERS)
    foot = 16 + 15 * (note.count("<br>") + 1)
    margin = figure.layout.margin
    above, bottom = margin.t or 0, margin.b or 0
    if view.frames:
        add_player(figure, view, bottom)
        bottom += PLAYER_HEIGHT
        figure.layout.height += PLAYER_HEIGHT
    over = above + (26 if figure.layout.xaxis.side == "top" else 0)
    kept = [each for each in figure.layout.annotations if each.name != "narrow"]
    figure.layout.annotations = [*kept, _foot(note, bottom)]
    figure.update_layout(
        width=_WIDTH,
        height=figure.layout.height + top + foot,
        margin={"t": over + top, "b": bottom + foot},
        title={
            "text": "<br>".join([f"<b>{title}</b>", *map(_small, below)]),
            "x": 0.015,
            "xanchor": "left",
            "y": 1 - 30 / (figure.layout.height + top + foot),
            "yanchor": "top",
            "font": {"size": 17},
        },
    )
    return figure


def _small(text: str) -> str:
    return f"<span style='font-size:13px'>{text}</span>"


def _legend(keys: Sequence[Key]) -> str:
    signs = (f'<span style="color:{key.colour}">{_SIGNS[key.mark]}</span> {key.text}' for key in keys)
    return wrapped("\u2003".join(sign.replace(" ", "\u00a0") for sign in signs), 10_000)


def _foot(note: str, bottom: float) -> dict[str, object]:
    return {
        "text": note,
        "font": {"size": 11, "color": MUTED.light},
        "showarrow": False,
        "align": "left",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "yshift": -bottom - 4,
    }
