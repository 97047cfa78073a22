"""How many relationships of the base still stand, and which economies win those that end."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.theme import INK, colour
from sim.report.drawing.weekly_lines import Path, acts_between, narrow_figure, weekly_figure
from sim.report.drawing.wording import count, is_nothing, percent, several
from sim.report.facts import Facts

_WINNERS = 6
_LAST = "Won so far"
_ALIVE = (("survival", "Alive", "part of them by number"),)


def relationships_alive(facts: Facts) -> Chart | None:
    """Draw what is left of the relationships between the two at war, and who wins relationships."""
    metrics, names = facts.metrics, facts.names
    pair = (metrics.focus.first, metrics.focus.second)
    ways = list(zip(pair, pair[::-1], strict=True))
    frame = metrics.frame("relationship_survival").filter(
        pl.any_horizontal(
            (pl.col("importer") == importer) & (pl.col("partner") == partner) for importer, partner in ways
        )
    )
    if frame.drop_nulls("survival").is_empty():
        return None
    views = [
        view for column, label, what in _ALIVE for view in _alive_views(facts, frame, column, label, what)
    ]
    won = _won_view(facts)
    return Chart(
        identifier="relationships-alive",
        title=_title(facts, frame),
        description="Part of the relationships of the base that have kept their supplier, by week, and "
        "relationships won from suppliers in other economies, added up.",
        views=(*views, *([won] if won else [])),
        note="Goods only. A relationship is between a buyer and one supplier; one that has changed its "
        "supplier once does not count as alive, even if it went back. Buyers reconsider now and then, "
        "sooner where staying costs more. By value they are on the page on decoupling.",
        data=frame.with_columns(names.labels(frame["importer"]), names.labels(frame["partner"])),
        fields={
            "importer": Field("Buyers in"),
            "partner": Field("Suppliers in"),
            "week": Field("Week", "date"),
            "survival_by_value": Field("Alive, by value", "percent"),
            "survival": Field("Alive, by number", "percent"),
            "survival_by_value_reference": Field("By value, without the measures", "percent"),
            "base_relationships": Field("Relationships of the base", "number"),
            "annual": Field("Survival of a year at this rate", "percent"),
        },
        metrics=("relationship_survival", "switches"),
    )


def _alive_views(facts: Facts, frame: pl.DataFrame, column: str, label: str, what: str) -> tuple[View, View]:
    names, weeks = facts.names, facts.metrics.axes.weeks
    pair = (facts.metrics.focus.first, facts.metrics.focus.second)
    levels, changes, keys = [], [], []
    for here, there in zip(pair, pair[::-1], strict=True):
        rows = frame.filter(pl.col("importer") == here)
        shade, way = colour(there), f"{names.label(here)} from {names.label(there)}"
        before, now = rows[f"{column}_reference"], rows[column]
        without = f"{way}, without the measures"
        levels.append(Path(rounded(before, 100.0), without, shade, "%{y:.1f}%", width=1.4, dash="dot"))
        levels.append(Path(rounded(now, 100.0), way, shade, "%{y:.1f}%", percent(now[-1])))
        lost = now - before
        end = percent(lost[-1], signed=True).replace("%", " points")
        changes.append(Path(rounded(lost, 100.0), way, shade, "%{y:+.1f} points", end))
        keys.append(Key(f"Buyers in {names.phrase(here)}, suppliers in {names.phrase(there)}", shade, "line"))
    acts, narrow = acts_between(facts.events, pair), narrow_figure(weeks)
    text = "Relationships of the base with the supplier of the base"
    return (
        View(
            label,
            f"{text}, {what}, percent; dotted: without the measures",
            weekly_figure(weeks, levels, suffix="%", smallest=1.0, acts=acts),
            narrow,
            "level",
            (*keys, Key("Without the measures", INK.light, "dash")),
        ),
        View(
            label,
            f"{text}, {what}, against the run without the measures, percentage points",
            weekly_figure(weeks, changes, smallest=1.0, acts=acts),
            narrow_figure(weeks, 84),
            "change",
            keys,
        ),
    )


def _won_view(facts: Facts) -> View | None:
    """Relationships that each economy's producers have won from those of others, the largest winners."""
    frame = facts.metrics.frame("switches")
    total = frame.sort("economy").group_by("economy", maintain_order=True).agg(pl.col("won").sum())
    ranked = total.filter(pl.col("won") > 0).sort(["won", "economy"], descending=[True, False])
    if ranked.is_empty():
        return None
    weeks, paths = facts.metrics.axes.weeks, []
    for code, won in ranked.head(_WINNERS).rows()[::-1]:
        so_far = frame.filter(pl.col("economy") == code).sort("week")["won"].cum_sum()
        label = facts.names.label(code)
        paths.append(Path(so_far.to_list(), label, colour(code), "%{y:,.0f}", count(won)))
    return View(
        _LAST,
        f"Relationships won from suppliers in other economies since the start, the {_WINNERS} that win most",
        _won_figure(facts, paths),
        narrow_figure(weeks),
        keys=[Key(path.label, path.colour, "line") for path in paths[::-1]],
    )


def _won_figure(facts: Facts, paths: list[Path]) -> plain.Figure:
    acts = acts_between(facts.events, (facts.metrics.focus.first, facts.metrics.focus.second))
    return weekly_figure(facts.metrics.axes.weeks, paths, smallest=10.0, acts=acts)


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    names, focus = facts.names, facts.metrics.focus
    last = frame.filter(pl.col("importer") == focus.first).sort("week").row(-1, named=True)
    left = last["survival"]
    pair = f"buyers in {names.phrase(focus.first)} and suppliers in {names.phrase(focus.second)}"
    weeks = several(len(facts.metrics.axes.weeks), "week")
    if left is None:
        return f"There are no relationships between {pair}"
    if is_nothing(1.0 - left):
        return f"All relationships between {pair} stand after {weeks}"
    return f"{percent(left)} of relationships between {pair} stand after {weeks}"
