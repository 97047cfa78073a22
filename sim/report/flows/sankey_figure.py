"""The picture of streams: from the second of the two at war to others, and from others to the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.report.drawing import plain
from sim.report.drawing.theme import CONTEXT, INK, base_layout, colour
from sim.report.drawing.wording import Names, billions
from sim.report.facts import Facts

OTHERS = "others"
"""Code of all economies that have no bar of their own."""

_HEIGHT, _MARGIN, _TOP = 580, 6, 46
_PAD = 13.0
_VEIL = "66"
"""How solid a stream is: two hexadecimal digits behind its colour."""


@dataclass(frozen=True)
class Crossing:
    """Exports of the second to an economy, and imports of the first from it; USD million a year."""

    economy: str
    exports: float
    imports: float

    @property
    def height(self) -> float:
        """The larger of the two, which its bar shows."""
        return max(self.exports, self.imports)


def sankey_figure(facts: Facts, rows: list[Crossing], tallest: float) -> plain.Figure:
    """Draw one picture; a unit of money has the same height in every picture with the same ``tallest``."""
    focus, names = facts.metrics.focus, facts.names
    room, gaps = float(_HEIGHT - _MARGIN - _TOP), _PAD * (len(rows) - 1)
    per_unit = (room - gaps) / tallest
    # One partner with whom nothing is traded any more has a bar of no height.
    high = (gaps + per_unit * sum(row.height for row in rows)) or _PAD
    middle, place = [], 0.0
    for row in rows:
        middle.append(round((place + 0.5 * per_unit * row.height) / high, 4))
        place += per_unit * row.height + _PAD
    exports, imports = sum(row.exports for row in rows), sum(row.imports for row in rows)
    ends = (
        f"{names.label(focus.second)} exports<br>USD {billions(exports)} bn",
        f"{names.label(focus.first)} imports<br>USD {billions(imports)} bn",
    )
    both = (colour(focus.second), colour(focus.first))
    links = [
        (source, target, value, row)
        for at, row in enumerate(rows)
        for source, target, value in ((0, at + 2, row.exports), (at + 2, 1, row.imports))
        if value > 0.0
    ]
    shade = {row.economy: _shade(row.economy) for row in rows}
    sankey = plain.Sankey(
        arrangement="fixed",
        domain={"x": [0, 1], "y": [round(1.0 - high / room, 4), 1]},
        valueformat=",.3~r",
        valuesuffix=" bn USD a year",
        textfont={"size": 12.5, "color": INK.light, "shadow": "none"},
        node={
            "pad": _PAD,
            "thickness": 13,
            "line": {"width": 0},
            "label": ["", "", *(_name(row.economy, names, focus.second) for row in rows)],
            "customdata": [*ends, *(_in_and_out(facts, row) for row in rows)],
            "x": [0.001, 0.999, *[0.5] * len(rows)],
            "y": [_centre(rows, middle, "exports"), _centre(rows, middle, "imports"), *middle],
            "color": [*both, *shade.values()],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        link={
            "source": [source for source, *_ in links],
            "target": [target for _, target, *_ in links],
            "value": [float(f"{value / 1000.0:.4g}") for _, _, value, _ in links],
            "color": [f"{shade[row.economy]}{_VEIL}" for *_, row in links],
            "label": [_words(facts, source == 0, row) for source, *_, row in links],
            "hovertemplate": "%{label}: USD %{value:,.3~r} bn a year<extra></extra>",
        },
    )
    layout: dict[str, Any] = base_layout(
        _HEIGHT,
        margin={**dict.fromkeys("lrb", _MARGIN), "t": _TOP},
        hovermode="closest",
        annotations=[
            _end(text, side, shade) for text, side, shade in zip(ends, ("left", "right"), both, strict=True)
        ],
    )
    return plain.Figure(sankey, layout)


def _end(text: str, side: str, shade: str) -> dict[str, Any]:
    """Name one end of the picture above it."""
    return {
        "text": text,
        "x": 0.0 if side == "left" else 1.0,
        "xref": "paper",
        "xanchor": side,
        "y": 1.0,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "showarrow": False,
        "align": side,
        "font": {"size": 13, "color": shade},
    }


def _in_and_out(facts: Facts, row: Crossing) -> str:
    amounts = ((True, row.exports), (False, row.imports))
    return "<br>".join(
        dict.fromkeys(
            f"{_words(facts, leaves, row)}: USD {billions(value)} bn a year" for leaves, value in amounts
        )
    )


def _centre(rows: list[Crossing], middle: list[float], side: str) -> float:
    """Height at which a bar stands beside its streams: their mean, so that they bend least."""
    values = [getattr(row, side) for row in rows]
    total = sum(values)
    mean = (
        sum(value * place for value, place in zip(values, middle, strict=True)) / total
        if total > 0.0
        else 0.5
    )
    return round(mean, 4)


def _shade(economy: str) -> str:
    return CONTEXT.light if economy == OTHERS else colour(economy)


def _name(economy: str, names: Names, second: str) -> str:
    if economy == second:
        return "Directly"
    return "Other economies" if economy == OTHERS else names.label(economy)


def _words(facts: Facts, leaves: bool, row: Crossing) -> str:
    names, focus = facts.names, facts.metrics.focus
    first, second = names.label(focus.first), names.label(focus.second)
    if row.economy == focus.second:
        return f"{second} to {first}"
    partner = _name(row.economy, names, focus.second)
    return f"{second} to {partner}" if leaves else f"{partner} to {first}"
