"""Small drawings in the tiles: the path of a figure, or its place on a scale."""

from __future__ import annotations

from collections.abc import Sequence

from sim.metrics import Metrics
from sim.report.drawing.theme import ACCENT, INK, MUTED, ZERO, variable

_WIDTH, _HEIGHT = 160.0, 34.0


def sparkline(
    values: Sequence[float | None],
    shade: str,
    *,
    stepped: bool = False,
    floor: float | None = None,
    rest: float | None = None,
) -> str:
    """Draw a path as a small line with a dot at its end.

    ``floor`` is a value that the scale includes, ``rest`` the long run, drawn as a diamond at the right.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    scale = [*known, *(value for value in (floor, rest) if value is not None)]
    low, high = min(scale), max(scale)
    span = (high - low) if high - low > 1e-4 else 1.0
    middle = 0.5 if high - low <= 1e-4 else 0.0

    def place(value: float) -> float:
        return _HEIGHT - 6 - (_HEIGHT - 12) * ((value - low) / span + middle)

    step = (_WIDTH - (8 if rest is None else 24)) / max(len(values) - 1, 1)
    points = [(2 + index * step, place(value)) for index, value in enumerate(values) if value is not None]
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    path += "".join(f"H{x:.1f}V{y:.1f}" if stepped else f"L{x:.1f} {y:.1f}" for x, y in points[1:])
    end = points[-1]
    style = f'fill="none" stroke="{variable(shade)}" stroke-width="1.8" stroke-linejoin="round"'
    line = f'<path d="{path}" {style}/>'
    dot = f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="3" fill="{variable(shade)}"/>'
    return _drawing(line + dot + ("" if rest is None else _diamond(_WIDTH - 8, place(rest), 5.0)))


def _diamond(x: float, y: float, size: float) -> str:
    outline = f'fill="var(--card)" stroke="{variable(INK.light)}" stroke-width="1.5"'
    return f'<path d="M{x:.1f} {y - size:.1f}l{size} {size}-{size} {size}-{size}-{size}z" {outline}/>'


def _drawing(content: str) -> str:
    box = f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}"
    return f'<svg viewBox="{box}" class="spark" aria-hidden="true">{content}</svg>'


def trade_scale(metrics: Metrics) -> str:
    """Draw a scale from total decoupling to no change: dot for the run, diamond long run, bar published."""
    head = metrics.headline
    values = [value for value in (head.trade.run, head.trade.benchmark, 0.0) if value is not None]
    low, high = -1.0, max(0.0, *values)

    def place(value: float) -> float:
        return 8 + (_WIDTH - 16) * (max(value, low) - low) / (high - low)

    marks = [
        f'<line x1="8" x2="{_WIDTH - 8}" y1="14" y2="14" stroke="{variable(ZERO.light)}" stroke-width="2"/>'
    ]
    text_style = f'fill="{variable(MUTED.light)}" font-size="10"'
    for edge, text, anchor in ((low, "\u2212100%", "start"), (0.0, "0", "end")):
        x = place(edge)
        marks.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="10" y2="18" stroke="{variable(ZERO.light)}"/>')
        offset = -6 if anchor == "start" else 6
        marks.append(f'<text x="{x + offset:.1f}" y="31" text-anchor="{anchor}" {text_style}>{text}</text>')
    if head.published_trade is not None:
        x = place(head.published_trade.value)
        marks.append(f'<rect x="{x - 1.5:.1f}" y="5" width="3" height="18" fill="{variable(MUTED.light)}"/>')
    if head.trade.benchmark is not None:
        marks.append(_diamond(place(head.trade.benchmark), 14.0, 6.0))
    if head.trade.run is not None:
        marks.append(
            f'<circle cx="{place(head.trade.run):.1f}" cy="14" r="5.5" fill="{variable(ACCENT.light)}"/>'
        )
    return _drawing("".join(marks))
