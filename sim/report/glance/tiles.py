"""The strip of key figures at the top: a number, what it is, and a small drawing of how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from sim.metrics import Headline, Metrics
from sim.metrics.headline import Change, TariffLevel
from sim.report.drawing.theme import ACCENT, INK, MUTED, ZERO, colour, variable
from sim.report.drawing.wording import LONG_RUN, WITHOUT_FRICTIONS, Names, billions, percent
from sim.report.facts import Facts

_WIDTH, _HEIGHT = 160.0, 34.0
_AGAINST = "Against the run without the measures."


@dataclass(frozen=True)
class Tile:
    """One key figure; ``drawing`` is inline SVG."""

    label: str
    value: str
    unit: str
    detail: str
    drawing: str


def tiles(facts: Facts) -> tuple[Tile, ...]:
    """Work out the strip: trade, tariffs, prices, welfare and revenue of the focus pair."""
    metrics, names = facts.metrics, facts.names
    head = metrics.headline
    first, second = names.label(head.first), names.label(head.second)
    return (
        _trade_tile(metrics, f"{first}\u2013{second} goods trade"),
        _tariff_tile(metrics, f"{first} tariff on {second}", head.first, head.second, head.tariff_of_first),
        _tariff_tile(metrics, f"{second} tariff on {first}", head.second, head.first, head.tariff_of_second),
        _tariff_tile(
            metrics, f"{first} tariff on all imports", head.first, "all", head.tariff_of_first_on_all
        ),
        _price_tile(metrics, names),
        _welfare_tile(metrics, f"{first} real consumption", head.first, head.welfare[0]),
        _welfare_tile(metrics, f"{second} real consumption", head.second, head.welfare[1]),
        _revenue_tile(metrics, f"{first} tariff revenue", head),
    )


def _trade_tile(metrics: Metrics, label: str) -> Tile:
    head = metrics.headline
    detail = f"{_AGAINST} {LONG_RUN} {percent(head.trade.benchmark, signed=True)}"
    if head.published_trade is not None:
        mark = head.published_trade
        figure = f"{mark.publisher} {percent(mark.value, signed=True)}"
        detail += f"; {figure}, published {mark.published} (long run, with carve-outs)"
    return Tile(label, percent(head.trade.run, signed=True), "", f"{detail}.", _trade_scale(metrics))


def _tariff_tile(metrics: Metrics, label: str, importer: str, exporter: str, level: TariffLevel) -> Tile:
    path = metrics.tariff_paths.filter(pl.col("importer") == importer, pl.col("exporter") == exporter)
    after = f"{percent(level.end_current_weights)}, {WITHOUT_FRICTIONS} {percent(level.benchmark)}"
    detail = f"From {percent(level.base)} in the base. After substitution {after}."
    drawing = sparkline(path["fixed_weights"].to_list(), colour(importer), stepped=True, floor=0.0)
    return Tile(label, percent(level.end), "average", detail, drawing)


def _price_tile(metrics: Metrics, names: Names) -> Tile:
    head = metrics.headline
    path = metrics.consumer_prices.filter(pl.col("economy") == head.first)["change"].to_list()
    ours, theirs = head.consumer_prices
    detail = (
        f"{_AGAINST} {LONG_RUN} {percent(ours.benchmark, signed=True)}. {names.label(head.second)} "
        f"{percent(theirs.run, signed=True)}, {WITHOUT_FRICTIONS} {percent(theirs.benchmark, signed=True)}."
    )
    label = f"{names.label(head.first)} consumer prices"
    drawing = sparkline(path, colour(head.first), floor=0.0, rest=ours.benchmark)
    return Tile(label, percent(ours.run, signed=True), "", detail, drawing)


def _welfare_tile(metrics: Metrics, label: str, economy: str, change: Change) -> Tile:
    path = metrics.weekly_welfare.filter(pl.col("economy") == economy)["change"].to_list()
    detail = f"{_AGAINST} {LONG_RUN} {percent(change.benchmark, signed=True)}."
    drawing = sparkline(path, colour(economy), floor=0.0, rest=change.benchmark)
    return Tile(label, percent(change.run, signed=True), "", detail, drawing)


def _revenue_tile(metrics: Metrics, label: str, head: Headline) -> Tile:
    detail = (
        f"At annual rate. Without the measures USD {billions(head.revenue_reference)} bn. "
        f"{LONG_RUN} USD {billions(head.revenue_benchmark)} bn."
    )
    path = metrics.weekly_revenue["revenue"].to_list()
    drawing = sparkline(path, colour(head.first), floor=0.0, rest=head.revenue_benchmark)
    return Tile(label, f"{billions(head.revenue)}", "USD bn a year", detail, drawing)


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


def _trade_scale(metrics: Metrics) -> str:
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


def tiles_markup(facts: Facts) -> str:
    """Write tiles as a list that a screen reader walks through in order."""
    items = "".join(
        f'<li class="tile"><span class="tile-label">{escape(tile.label)}</span>'
        f'<span class="tile-value">{escape(tile.value)} <small>{escape(tile.unit)}</small></span>'
        f"{tile.drawing}"
        f'<span class="tile-detail">{escape(tile.detail)}</span></li>'
        for tile in tiles(facts)
    )
    return f'<ul class="tiles">{items}</ul>'
