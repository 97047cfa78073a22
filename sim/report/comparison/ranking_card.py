"""The ranking as a table on the page: sorted by any column, with a bar in every cell."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from itertools import groupby

from sim.metrics.key_figures import KEY_FIGURES, KeyFigure, Unit
from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor, Range
from sim.report.comparison.marks import band_note, shade, symbol
from sim.report.comparison.ranking import heading, ranking
from sim.report.comparison.sentences import difference_written, extremes, range_written, written
from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.theme import variable
from sim.report.drawing.wording import LONG_RUN, LONG_RUN_PHRASE

_DIAMOND = "\u25c7"


def ranking_card(comparison: Comparison, method: str) -> str:
    """Write the card: title, table, notes, download; ``method`` is markup on data and method."""
    names, first = comparison.names, comparison.baseline.label
    pair = f"{names.phrase(comparison.first)} and {names.phrase(comparison.second)}"
    title = extremes(comparison, "trade", f"Against no measures, goods trade of {pair}")
    content = ranking(comparison).write_csv(float_precision=9).encode()
    address = f"data:text/csv;base64,{base64.b64encode(content).decode('ascii')}"
    region = scrolling_region(f"Key figures of {len(comparison.competitors)} scenarios", _table(comparison))
    return (
        f'<section class="card ranking" id="chart-ranking"><h3>{escape(title)}</h3>'
        '<p class="subtitle"><span class="when-level">Each run at its end, mean of the last four weeks; '
        "trade, prices and incomes against the run without its measures</span>"
        f'<span class="when-change">Difference from {escape(first)}, percentage points, revenue USD bn a '
        "year</span></p>"
        f'<p class="note">{_DIAMOND} {escape(LONG_RUN)}. A heading sorts the table by its column.</p>'
        f"{region}"
        f'<p class="note"><b>Note:</b> {escape(_note(comparison))}</p>'
        '<p class="note"><b>Source:</b> tradewar-sim.</p>'
        f'<div class="foot">{method}<div class="downloads">'
        f'<a class="quiet" download="ranking.csv" href="{address}">CSV</a>'
        '<a class="quiet" href="#chart-ranking" aria-label="Link to this table">Link</a></div></div>'
        "</section>"
    )


def _note(comparison: Comparison) -> str:
    marks = dict.fromkeys(each.published for each in comparison.competitors if each.published)
    published = " ".join(
        f"{mark.publisher} ({mark.published}): a published figure for comparison, not an input: {mark.what}."
        for mark in marks
    )
    return (
        f"Tariffs after substitution weigh rates by the trade of the week, those before by the trade of the "
        f"base year; in the {LONG_RUN_PHRASE} by its own. Bars are drawn to the scale of their column. "
        f"{band_note(comparison)} {published}"
    ).strip()


def _table(comparison: Comparison) -> str:
    parts = [(part, len(list(found))) for part, found in groupby(KEY_FIGURES, key=lambda each: each.part)]
    above = "".join(f'<th scope="colgroup" colspan="{width}">{escape(part)}</th>' for part, width in parts)
    headings = "".join(
        f'<th scope="col" class="number"><button type="button">{escape(heading(comparison, figure))}</button>'
        "</th>"
        for figure in KEY_FIGURES
    )
    scales = {figure.name: _scales(comparison, figure) for figure in KEY_FIGURES}
    rows = "".join(
        f'<tr><th scope="row" data-level="{each.place}" data-change="{each.place}">{_name(each)}</th>'
        + "".join(_cell(comparison, each, figure, scales[figure.name]) for figure in KEY_FIGURES)
        + "</tr>"
        for each in comparison.competitors
    )
    return (
        f'<table data-sortable style="--figures:{len(KEY_FIGURES)}"><colgroup><col class="who">'
        f'<col span="{len(KEY_FIGURES)}"></colgroup><thead><tr><td></td>{above}</tr>'
        '<tr><th scope="col" aria-sort="ascending"><button type="button">Scenario</button></th>'
        f"{headings}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _name(competitor: Competitor) -> str:
    kind = "dot" if symbol(competitor) == "circle" else "bar"
    number = competitor.draws.number
    draws = f"<small>{number} draws</small>" if number > 1 else ""
    mark = f'<i class="mark {kind}" style="--mark:{variable(shade(competitor))}"></i>'
    return f"<span>{mark}{escape(competitor.label)}</span>{draws}"


def _scales(comparison: Comparison, figure: KeyFigure) -> tuple[float, float, float]:
    """Lowest and highest level with zero between them, and the largest difference either way."""
    levels = [each.level(figure.name).value or 0.0 for each in comparison.competitors]
    apart = [comparison.difference(each, figure.name).value or 0.0 for each in comparison.competitors]
    return min(0.0, *levels), max(0.0, *levels), max(abs(value) for value in apart)


def _cell(
    comparison: Comparison, competitor: Competitor, figure: KeyFigure, scales: tuple[float, float, float]
) -> str:
    low, high, widest = scales
    level, apart = competitor.level(figure.name), comparison.difference(competitor, figure.name)
    rest = written(competitor.long_run(figure.name), figure.unit)
    below = [f"{_DIAMOND} {rest}"] if competitor.long_run(figure.name) is not None else []
    if figure.name == "trade" and competitor.published is not None:
        mark = competitor.published
        below.append(f"{mark.publisher} {written(mark.value, figure.unit)}")
    shown = _lines(written(level.value, figure.unit), _extent(level, figure.unit), below)
    if competitor is comparison.baseline:
        changed = _lines("first", "", [])
    else:
        rest_apart = comparison.long_run_difference(competitor, figure.name)
        far = [f"{_DIAMOND} {difference_written(rest_apart, figure.unit)}"] if rest_apart is not None else []
        extent = _extent(apart, figure.unit, difference=True)
        changed = _lines(difference_written(apart.value, figure.unit), extent, far)
    return (
        f'<td class="number" data-level="{_plain(level.value)}" data-change="{_plain(apart.value)}">'
        f'<span class="when-level">{_bar(level.value, low, high)}{shown}</span>'
        f'<span class="when-change">{_bar(apart.value, -widest, widest)}{changed}</span></td>'
    )


def _lines(value: str, extent: str, below: Sequence[str]) -> str:
    small = "".join(f"<small>{escape(text)}</small>" for text in (extent, *below) if text)
    return f"<b>{escape(value)}</b>{small}"


def _extent(found: Range, unit: Unit, *, difference: bool = False) -> str:
    if found.low is None or found.high is None:
        return ""
    return range_written(found.low, found.high, unit, difference=difference)


def _bar(value: float | None, low: float, high: float) -> str:
    """Draw a bar from zero to the value on the scale of its column."""
    if value is None or high - low <= 0.0:
        return '<i class="amount"></i>'
    start, end = sorted(((0.0 - low) / (high - low), (value - low) / (high - low)))
    return f'<i class="amount" style="--from:{100 * start:.1f}%;--width:{100 * (end - start):.1f}%"></i>'


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.9g}"
