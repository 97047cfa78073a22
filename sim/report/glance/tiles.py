"""The strip of key figures: a number, how it came about, its range, and what to hold it against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from sim.metrics.headline import Change, TariffLevel
from sim.metrics.trade_patterns.bilateral import BOTH
from sim.report.drawing.fans import has_fan
from sim.report.drawing.theme import INK, colour
from sim.report.drawing.wording import NO_VALUE, billions, percent, points, several
from sim.report.facts import Facts
from sim.report.glance.sparklines import sparkline, trade_scale

Row = tuple[str, str]
_WITHOUT = "Without the measures"


@dataclass(frozen=True)
class Tile:
    """One key figure; ``rows`` are what to hold it against, ``drawing`` is inline SVG."""

    label: str
    value: str
    unit: str
    rows: Sequence[Row]
    drawing: str


def tiles(facts: Facts) -> tuple[Tile, ...]:
    """Work out the strip: trade, decoupling, tariffs, prices, real consumption and revenue of the two."""
    head, names = facts.metrics.headline, facts.names
    first, second = names.label(head.first), names.label(head.second)
    return (
        _trade_tile(facts, f"{first}\u2013{second} goods trade"),
        _index_tile(facts, "Index of decoupling"),
        _tariff_tile(facts, f"{first} tariff on {second}", (head.first, head.second), head.tariff_of_first),
        _tariff_tile(facts, f"{second} tariff on {first}", (head.second, head.first), head.tariff_of_second),
        _tariff_tile(
            facts, f"{first} tariff on all imports", (head.first, "all"), head.tariff_of_first_on_all
        ),
        *(
            _change_tile(facts, f"{names.label(code)} consumer prices", "consumer_prices", code, change)
            for code, change in zip((head.first, head.second), head.consumer_prices, strict=True)
        ),
        *(
            _change_tile(facts, f"{names.label(code)} real consumption", "welfare", code, change)
            for code, change in zip((head.first, head.second), head.welfare, strict=True)
        ),
        _revenue_tile(facts, f"{first} tariff revenue"),
    )


def _trade_tile(facts: Facts, label: str) -> Tile:
    head = facts.metrics.headline
    path = facts.metrics.bilateral_trade.filter(direction=BOTH)
    rows = [
        ("USD bn a year", billions(path["scenario"][-1])),
        (_WITHOUT, billions(path["reference"][-1])),
        _range(facts, path["change"], "trade"),
        *_long_run(facts, percent(head.trade.benchmark, signed=True)),
    ]
    mark = head.published_trade
    if mark is not None:
        rows.append((f"{mark.publisher}, {mark.published}", percent(mark.value, signed=True)))
    return Tile(label, percent(head.trade.run, signed=True), "change", rows, trade_scale(facts.metrics))


def _index_tile(facts: Facts, label: str) -> Tile:
    found = facts.metrics.headline.decoupled
    path = facts.metrics.frame("decoupling_index")["index"]
    if found is None:
        return Tile(label, NO_VALUE, "", (), "")
    rows = [
        ("Parts of it", f"{percent(found.least[1])} to {percent(found.most[1])}"),
        _range(facts, path, "decoupling_index", signed=False),
    ]
    drawing = sparkline(path.to_list(), INK.light, floor=0.0)
    return Tile(label, percent(found.index), "of ties gone", rows, drawing)


def _tariff_tile(facts: Facts, label: str, pair: tuple[str, str], level: TariffLevel) -> Tile:
    importer, exporter = pair
    path = facts.metrics.tariff_paths.filter(pl.col("importer") == importer, pl.col("exporter") == exporter)
    rows = [
        ("Base", percent(level.base)),
        ("After substitution", percent(level.end_current_weights)),
        *_long_run(facts, percent(level.benchmark)),
    ]
    drawing = sparkline(path["fixed_weights"].to_list(), colour(importer), stepped=True, floor=0.0)
    return Tile(label, percent(level.end), "average", rows, drawing)


def _change_tile(facts: Facts, label: str, series: str, economy: str, change: Change) -> Tile:
    """Tile of a figure that is told as a change from the run without the measures."""
    metrics = facts.metrics
    frame = metrics.consumer_prices if series == "consumer_prices" else metrics.weekly_welfare
    path = frame.filter(pl.col("economy") == economy)["change"]
    rows = [
        _range(facts, path, series, economy),
        *_long_run(facts, percent(change.benchmark, signed=True)),
    ]
    drawing = sparkline(path.to_list(), colour(economy), floor=0.0, rest=change.benchmark)
    return Tile(label, percent(change.run, signed=True), "change", rows, drawing)


def _revenue_tile(facts: Facts, label: str) -> Tile:
    head = facts.metrics.headline
    path = facts.metrics.weekly_revenue.filter(economy=head.first)["scenario"].to_list()
    rows = [
        (_WITHOUT, billions(head.revenue_reference)),
        ("Weeks", f"{billions(min(path))} to {billions(max(path))}"),
        *_long_run(facts, billions(head.revenue_benchmark)),
    ]
    drawing = sparkline(path, colour(head.first), floor=0.0, rest=head.revenue_benchmark)
    return Tile(label, billions(head.revenue), "USD bn a year", rows, drawing)


def _range(facts: Facts, path: pl.Series, series: str, economy: str = "", signed: bool = True) -> Row:
    """Where nine of ten draws end, or, with one draw, where the run has been."""
    draws = facts.draws
    found = draws.closing(series, economy) if draws is not None and has_fan(draws) else None
    if draws is not None and found is not None:
        label, low, high = several(draws.number, "draw"), *found
    else:
        known = path.drop_nulls().to_list() or [0.0]
        label, low, high = "Weeks", min(known), max(known)
    ends = [percent(end, signed=signed) for end in (low, high)]
    return label, f"within {points(high - low)} points" if ends[0] == ends[1] else " to ".join(ends)


def _long_run(facts: Facts, value: str) -> list[Row]:
    return [("\u25c7 Long run", value)] if facts.metrics.focus.at_war else []


def tiles_markup(facts: Facts) -> str:
    """Write tiles as a list that a screen reader walks through in order."""
    items = "".join(
        f'<li class="tile"><span class="tile-label">{escape(tile.label)}</span>'
        f'<span class="tile-value">{escape(tile.value)} <small>{escape(tile.unit)}</small></span>'
        f"{tile.drawing}<dl>{''.join(map(_row, tile.rows))}</dl></li>"
        for tile in tiles(facts)
    )
    return f'<ul class="tiles">{items}</ul>'


def _row(row: Row) -> str:
    name, value = row
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
