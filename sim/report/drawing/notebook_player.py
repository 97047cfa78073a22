"""Slider and play button of a figure in a notebook; the report has its own."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

import plotly.graph_objects as go

from sim.report.drawing.charts import View

PLAYER_HEIGHT = 92
"""Room that slider and button take under the figure, pixels."""

_LETTERS = 120
_FRAME_TIME = 160


def add_player(figure: go.Figure, view: View, below: float) -> None:
    """Give a figure the frames of its view, a slider with their captions, and a button that plays them.

    Parameters
    ----------
    figure : Figure
        A copy of the view's figure, which is changed.
    view : View
        The view.
    below : float
        Pixels between the plotting area and the slider.
    """
    figure.frames = [go.Frame(name=str(place), **frame) for place, frame in enumerate(view.frames)]
    at_once = _animation(0, view)
    steps = [
        {
            "method": "animate",
            "label": shorten(caption, _LETTERS, placeholder="\u2026"),
            "args": [[str(place)], at_once],
        }
        for place, caption in enumerate(view.captions)
    ]
    button = {
        "method": "animate",
        "label": "Play",
        "args": [None, _animation(_FRAME_TIME, view) | {"fromcurrent": True}],
    }
    pause = {"method": "animate", "label": "Pause", "args": [[None], at_once]}
    figure.update_layout(
        sliders=[
            {
                "active": len(steps) - 1,
                "steps": steps,
                "x": 0.1,
                "len": 0.9,
                "y": 0,
                "yanchor": "top",
                "pad": {"t": below, "b": 0},
                "currentvalue": {"xanchor": "left", "font": {"size": 12}},
                "ticklen": 0,
                "minorticklen": 0,
                "font": {"size": 1},
            }
        ],
        updatemenus=[
            {
                "type": "buttons",
                "direction": "right",
                "showactive": False,
                "buttons": [button, pause],
                "x": 0,
                "xanchor": "left",
                "y": 0,
                "yanchor": "top",
                "pad": {"t": below + 22, "r": 0},
            }
        ],
    )


def _animation(duration: int, view: View) -> dict[str, Any]:
    frame = {"duration": duration, "redraw": view.redrawn}
    return {"mode": "immediate", "frame": frame, "transition": {"duration": 0}}
