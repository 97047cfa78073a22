"""What the page's script is given: figures without what all share, tables column by column."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sim.report.drawing.charts import Chart, Key, View
from sim.report.drawing.plain import Figure
from sim.report.drawing.theme import base_layout

_SIGNIFICANT_DIGITS = 6
_AXIS_NUMBER = re.compile(r"^([xy]axis)\d+$")
"""Further axes look like the first of their direction."""

SHARED_LAYOUT = base_layout(0)
"""Layout that figures share: written once, and merged into each by the page's script."""


def chart_payload(chart: Chart) -> dict[str, Any]:
    """Collect everything the page's script needs to draw a chart, its table and its downloads."""
    data = chart.data.select(list(chart.fields)).with_columns(
        pl.selectors.float().round_sig_figs(_SIGNIFICANT_DIGITS),
        pl.selectors.date().cast(pl.String),
        pl.selectors.categorical().cast(pl.String),
    )
    return {
        "id": chart.identifier,
        "title": chart.title,
        "views": [_view(view, chart) for view in chart.views],
        "columns": list(chart.fields),
        "headings": [item.heading for item in chart.fields.values()],
        "kinds": [item.kind for item in chart.fields.values()],
        "data": [_column(data[name]) for name in chart.fields],
    }


def script_safe(payload: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")


def _plain(value: Any) -> Any:
    """Write what JSON has no word for: dates, numbers and arrays of numpy, columns of polars."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, pl.Series):
        return value.to_list()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _view(view: View, chart: Chart) -> dict[str, Any]:
    keys = chart.keys if view.keys is None else view.keys
    content: dict[str, Any] = {
        "label": view.label,
        "basis": view.basis,
        "subtitle": view.subtitle,
        "narrow": view.narrow,
        "keys": [_key(key) for key in keys],
        **figure_payload(view.drawn),
    }
    if view.title:
        content["title"] = view.title
    if not view.frames:
        return content
    return (
        content
        | _interned([dict(frame) for frame in view.frames])
        | {"captions": list(view.captions), "redrawn": view.redrawn}
    )


def _interned(frames: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Write what frames change in a trace once, and in each frame where it stands: most of it comes again."""
    patches: list[Any] = []
    places: dict[str, int] = {}

    def place(patch: Any) -> int:
        text = repr(patch)
        if text not in places:
            places[text] = len(patches)
            patches.append(patch)
        return places[text]

    found = [
        frame
        | {"data": [place(patch) for patch in frame["data"]]}
        | ({"traces": place(frame["traces"])} if "traces" in frame else {})
        for frame in frames
    ]
    return {"patches": patches, "frames": found}


def _key(key: Key) -> list[str]:
    return [key.text, key.colour, key.mark]


def figure_payload(figure: Figure) -> dict[str, Any]:
    """Take traces and layout of a figure, of the layout what differs from that which figures share."""
    return {"data": list(figure.data), "layout": _beyond(figure.layout, SHARED_LAYOUT)}


def _beyond(layout: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Part of a layout that the shared one does not say; None for what it says and the layout does not."""
    found: dict[str, Any] = {name: None for name in shared if name not in layout}
    for name, value in layout.items():
        usual = shared.get(_AXIS_NUMBER.sub(r"\1", name))
        if isinstance(value, Mapping) and isinstance(usual, Mapping):
            own: Any = _beyond(value, usual)
            if own or name not in shared:
                found[name] = own
        elif usual is None or value != usual:
            found[name] = value
    return found


def _column(values: pl.Series) -> Any:
    """Values of a column; of words that come again, the words once and their places."""
    if values.dtype != pl.String or values.n_unique() * 2 > len(values):
        return values.to_list()
    words = values.unique(maintain_order=True)
    places = dict(zip(words, range(len(words)), strict=True))
    return {"words": words.to_list(), "places": [places[word] for word in values]}
