"""Colours and the look of figures. One colour for an economy wherever it appears.

Figures are drawn in the colours of the light theme. Each of those has one counterpart for dark
backgrounds, and the page exchanges them when the theme changes, so that a figure is an ordinary
Plotly figure that also looks right in a notebook. Hues follow the Okabe-Ito set, which readers with
any kind of colour vision can tell apart; wherever a line could be mistaken, it is labelled as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shade:
    """A colour on light and on dark backgrounds."""

    light: str
    dark: str


PAGE = Shade("#faf9f6", "#13171a")
CARD = Shade("#fffffe", "#1b2024")
INK = Shade("#1c2226", "#ebe9e4")
MUTED = Shade("#5c666d", "#a3adb4")
GRID = Shade("#e8e6e0", "#2c3439")
ZERO = Shade("#a3a29b", "#68737a")
GAIN = Shade("#1b7f79", "#4fc1b8")
LOSS = Shade("#b4621c", "#e89a55")
BEFORE = Shade("#9aa2a8", "#7d888f")
CONTEXT = Shade("#cdd0d1", "#454f56")
HOME = Shade("#50697c", "#8fa9bd")
NOT_BOUGHT = Shade("#d9d3c3", "#544f45")
ACCENT = Shade("#0b5e7a", "#6cc4e4")
MIDDLE = Shade("#f3f1ec", "#262d32")
MORE = Shade("#71b5af", "#1f6d68")
FEWER = Shade("#dda26c", "#8c4e18")
DEEP_LOSS = Shade("#733a08", "#ffc794")
DEEP_GAIN = Shade("#0a4a46", "#98ece3")
TALKING = Shade("#cfe3e0", "#29423f")
TIERS = (
    Shade("#e6eef1", "#222c31"),
    Shade("#cadfe7", "#274350"),
    Shade("#a5cad9", "#2f5b6f"),
    Shade("#7bb1c7", "#3d7a94"),
    Shade("#4f95b1", "#4f99b7"),
    Shade("#2a7796", "#64b6d4"),
    Shade("#0f5673", "#93d2ea"),
    Shade("#0a3547", "#d2eef9"),
)
"""From little to much of one thing: a ramp in one hue, for rates of tariffs."""

_OTHER_ECONOMIES = (
    Shade("#6e7880", "#98a3ab"),
    Shade("#847a6a", "#b5aa98"),
    Shade("#5f7f6b", "#8fb59d"),
    Shade("#8a6f84", "#bd9fb6"),
)
_ECONOMIES: Mapping[str, Shade] = {
    "USA": Shade("#0072b2", "#4fb0e8"),
    "CHN": Shade("#b8302c", "#f2746e"),
    "EU": Shade("#8856bf", "#b894e3"),
    "MEX": Shade("#2a8b3a", "#5fc772"),
    "VNM": Shade("#e69f00", "#f2ba3d"),
    "CAN": Shade("#cc79a7", "#e6a5c9"),
    "JPN": Shade("#7a5230", "#c4976b"),
    "KOR": Shade("#00827c", "#40bfb7"),
    "TWN": Shade("#5558a5", "#9498e0"),
    "IND": Shade("#d55e00", "#ff914d"),
    "GBR": Shade("#3f6b8f", "#84b2d6"),
    "THA": Shade("#8f7608", "#d3b848"),
    "ROW": Shade("#868b90", "#8d969d"),
}


def economy_shade(code: str) -> Shade:
    """Choose the colour of an economy: a hue of its own for the largest traders, a quiet one for the rest."""
    return _ECONOMIES.get(code) or _OTHER_ECONOMIES[sum(code.encode()) % len(_OTHER_ECONOMIES)]


def colour(code: str) -> str:
    """Give the colour of an economy in figures."""
    return economy_shade(code).light


_SCENARIOS = (
    INK,
    Shade("#0073b2", "#2f86cf"),
    Shade("#d45e00", "#ff914d"),
    Shade("#009e73", "#35c79d"),
    Shade("#cb79a7", "#e6a5c9"),
    Shade("#e59f00", "#f2ba3d"),
    Shade("#56b4e9", "#7fd0ff"),
    Shade("#8f7607", "#d3b849"),
    Shade("#6a51a3", "#ab98e3"),
    Shade("#00615c", "#5fb3ae"),
    Shade("#7a5231", "#c4976c"),
    Shade("#a1395b", "#e07c9c"),
)
PLAIN_SCENARIOS = 7
"""Scenarios told apart by colour alone; lines of those beyond are dashed, their dots square."""


def scenario_shade(place: int) -> Shade:
    """Choose the colour of a scenario on a page that compares several, by its place from 0.

    The first is the one that the others are held against, in the colour of the text. Six hues of the
    Okabe-Ito set follow, then five darker ones. On such a page economies have panels and no colours.
    """
    return _SCENARIOS[place]


_FIXED = (
    PAGE,
    CARD,
    INK,
    MUTED,
    GRID,
    ZERO,
    GAIN,
    LOSS,
    BEFORE,
    CONTEXT,
    HOME,
    NOT_BOUGHT,
    ACCENT,
    MIDDLE,
    MORE,
    FEWER,
    DEEP_LOSS,
    DEEP_GAIN,
    *TIERS,
)
SHADES: Sequence[Shade] = (*_FIXED, *_OTHER_ECONOMIES, *_ECONOMIES.values())
STANDOFF_SHADES: Sequence[Shade] = (*SHADES, TALKING)
"""Colours of a page on which governments negotiate."""

MAP_LOSS = Shade("#cc7a2e", "#a05417")
MAP_FEWER = Shade("#e3b68a", "#633f1e")
MAP_MORE = Shade("#93c9c3", "#24524f")
MAP_GAIN = Shade("#3a9a93", "#1e7771")
"""Colours on which lines and numbers are written: with INK upon them all have a contrast of 4 at least."""

COMPARISON_SHADES: Sequence[Shade] = (*_FIXED, *_SCENARIOS[1:])
"""Colours of a page on which scenarios stand side by side."""

SWEEP_SHADES: Sequence[Shade] = (*COMPARISON_SHADES, MAP_LOSS, MAP_FEWER, MAP_MORE, MAP_GAIN)
"""Colours of the page of a sweep."""

_ROLES = {
    "page": PAGE,
    "card": CARD,
    "ink": INK,
    "muted": MUTED,
    "grid": GRID,
    "zero": ZERO,
    "accent": ACCENT,
}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def dark_counterparts(shades: Sequence[Shade] = SHADES) -> dict[str, str]:
    """Map colours on light backgrounds to those on dark ones, for the page's script."""
    return {shade.light: shade.dark for shade in shades}


def variable(colour_on_light: str) -> str:
    """Refer to a colour in CSS so that it follows the theme."""
    return f"var(--c-{colour_on_light.removeprefix('#')})"


def style_variables(shades: Sequence[Shade] = SHADES) -> str:
    """Write both themes as CSS custom properties: the system's unless the reader chooses."""
    light = _declarations("light", shades)
    dark = _declarations("dark", shades)
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
    )


def _declarations(theme: str, shades: Sequence[Shade]) -> str:
    roles = {f"--{role}": getattr(shade, theme) for role, shade in _ROLES.items()}
    colours = {f"--c-{shade.light.removeprefix('#')}": getattr(shade, theme) for shade in shades}
    return ";".join(f"{name}:{value}" for name, value in {**roles, **colours}.items())


def base_layout(height: int, **changes: Any) -> dict[str, Any]:
    """Lay out what all figures share; ``changes`` are merged on top, axes key by key."""
    axis = {
        "gridcolor": GRID.light,
        "zeroline": False,
        "linecolor": ZERO.light,
        "tickcolor": ZERO.light,
        "tickfont": {"color": MUTED.light, "size": 12.5},
        "fixedrange": True,
        "automargin": True,
    }
    layout: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 28},
        "paper_bgcolor": CARD.light,
        "plot_bgcolor": CARD.light,
        "font": {"family": FONT, "size": 13, "color": INK.light},
        "hoverlabel": {
            "bgcolor": CARD.light,
            "bordercolor": ZERO.light,
            "font": {"family": FONT, "size": 12.5, "color": INK.light},
            "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "xaxis": {**axis, "showgrid": False, "tickangle": 0},
        "yaxis": axis,
    }
    for key, value in changes.items():
        merged = isinstance(value, dict) and isinstance(layout.get(key), dict)
        layout[key] = {**layout[key], **value} if merged else value
    return layout


def row_axis(labels: Sequence[str], shown: Sequence[str] | None = None) -> dict[str, Any]:
    """Lay out a vertical axis of named rows, the first on top; ``shown`` replaces what is printed."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(labels),
        "range": [len(labels) - 0.4, -0.6],
        "tickmode": "array",
        "tickvals": list(labels),
        "ticktext": list(shown or labels),
        "tickfont": {"color": INK.light, "size": 13},
        "ticks": "",
    }
