"""Runs over the two levers that a rule limits most: which meet the condition, and where the rule holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.ensemble.analysis import Discovery, Limit, Rule
from sim.ensemble.study import Condition, Lever, Study
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.theme import BEFORE, INK, LOSS, base_layout
from sim.report.drawing.wording import capitalised, count, several
from sim.report.sweeps.amounts import SCALES, log_ticks, phrase, scaled, short, subject, value_written
from sim.report.sweeps.analyses import discover
from sim.report.sweeps.rule_words import condition_words, discovery_sentence, happens, limit_words
from sim.report.sweeps.varied import numbers

_HEIGHT = 440
_MOST_DOTS = 2_000


def rule_scatter(study: Study) -> Chart | None:
    """Runs over two levers, those that meet the condition in colour, with the first rule as a box."""
    levers = numbers(study)
    found = [each for condition in study.discoveries if (each := discover(study, condition)) is not None]
    told = [each for each in found if 0 < each.hits < each.runs]
    if len(levers) < 2 or not told:
        return None
    pairs = [(each, _two(each, levers)) for each in told]
    views = [_view(study, each, pair) for each, pair in pairs]
    return Chart(
        identifier="rule-scatter",
        title=views[0].title,
        description="A dot for each run over two levers, hits in colour, the first rule as a box.",
        views=views,
        note="The box is the first rule on these two levers. Where the rule asks for more than these two, "
        f"runs that have not got it are hollow. Coloured dots outside of it are not caught.{_thinned(study)}",
        data=_table(study, told, levers),
        fields={
            "case": Field("Case", "number"), "replication": Field("Draw", "number"),
            **{each.name: Field(each.title, "text" if each.is_choice else SCALES[each.unit].kind)
               for each in study.levers},
            **{f"hit_{place}": Field(_heading(study, each.condition)) for place, each in enumerate(told, 1)},
        },
        method="Each dot is a run; the rule is the first of the table above.",
    )  # fmt: skip


def _heading(study: Study, condition: Condition) -> str:
    return capitalised(happens(study, condition))


def _two(discovery: Discovery, levers: Sequence[Lever]) -> tuple[Lever, Lever]:
    """Choose the two levers that are drawn: those of the first rule, then others in their order."""
    limited = [limit.lever for rule in discovery.rules[:1] for limit in rule.limits]
    first = [each for name in limited for each in levers if each.name == name]
    rest = [each for each in levers if each not in first]
    return tuple([*first, *rest][:2])  # type: ignore[return-value]


def _thinned(study: Study) -> str:
    runs = study.cases * study.replications
    return f" Every {count(-(-runs // _MOST_DOTS))}th run is drawn." if runs > _MOST_DOTS else ""


def _runs(study: Study, condition: Condition) -> pl.DataFrame:
    """Runs that are drawn, evenly thinned where they are many, and whether they meet the condition."""
    value = pl.col(condition.figure)
    hit = pl.lit(value=True)
    if condition.below is not None:
        hit &= value < condition.below
    if condition.above is not None:
        hit &= value > condition.above
    runs = study.done.filter(value.is_not_null() & value.cast(pl.Float64).is_not_nan())
    step = max(1, -(-len(runs) // _MOST_DOTS))
    return runs.gather_every(step).with_columns(hit=hit)


def _view(study: Study, discovery: Discovery, pair: tuple[Lever, Lever]) -> View:
    condition = discovery.condition
    rule = discovery.rules[0] if discovery.rules else None
    figure = study.figure(condition.figure)
    runs = _runs(study, condition).with_columns(fits=_fits(rule, pair))
    traces = [
        _dots(runs.filter(pl.col("hit") == hit), pair, shade, figure.unit, condition.figure)
        for hit, shade in ((False, BEFORE.light), (True, LOSS.light))
    ]
    axes = [
        {
            "title": {"text": lever.title, "font": {"size": 12.5}}, "ticksuffix": SCALES[lever.unit].suffix,
            "nticks": 7, **log_ticks(lever),
        }
        for lever in pair
    ]  # fmt: skip
    layout = base_layout(
        _HEIGHT,
        margin={"t": 12, "r": 16, "b": 48},
        hovermode="closest",
        shapes=[_box(rule, pair)] if rule else [],
        xaxis={**axes[0], "showgrid": True},
        yaxis=axes[1],
    )
    keys = [Key("Meets the condition", LOSS.light, "dot"), Key("Does not", BEFORE.light, "dot")]
    words = condition_words(study, condition)
    return View(
        f"{subject(figure)} {words.partition(' ')[2]}",
        f"Runs in which {happens(study, condition)}, by {phrase(pair[0].title)} and {phrase(pair[1].title)}"
        f"{_beyond(study, rule, pair)}",
        plain.Figure(traces, layout),
        {"margin": {"r": 8}, "xaxis": {"nticks": 4}},
        keys=[*keys, Key("First rule", INK.light, "line")] if rule else keys,
        title=_title(study, discovery),
    )


def _title(study: Study, discovery: Discovery) -> str:
    if not discovery.rules:
        return discovery_sentence(study, discovery)
    rule, what = discovery.rules[0], capitalised(happens(study, discovery.condition))
    return (
        f"{what} in {several(discovery.hits, 'run')}; the first rule catches "
        f"{count(rule.hits)} of them, and {several(rule.runs - rule.hits, 'other')}"
    )


def _fits(rule: Rule | None, pair: Sequence[Lever]) -> pl.Expr:
    """Whether a run has what the rule asks of other levers than the two."""
    names = {each.name for each in pair}
    fits = pl.lit(value=True)
    for limit in rule.limits if rule else ():
        if limit.lever in names:
            continue
        column = pl.col(limit.lever)
        if limit.choices:
            fits &= column.cast(pl.String).is_in(limit.choices)
        if limit.low is not None:
            fits &= column > limit.low
        if limit.high is not None:
            fits &= column <= limit.high
    return fits


def _beyond(study: Study, rule: Rule | None, pair: Sequence[Lever]) -> str:
    """Limits of the rule on other levers than the two."""
    names = {each.name for each in pair}
    others = [limit_words(study, each) for each in rule.limits if each.lever not in names] if rule else []
    return f"; hollow where this does not hold: {' and '.join(others)}" if others else ""


def _dots(rows: pl.DataFrame, pair: Sequence[Lever], shade: str, unit: Any, figure: str) -> plain.Scatter:
    x, y = (scaled(rows[lever.name].cast(pl.Float64), lever.unit) for lever in pair)
    text = [
        f"{pair[0].title} {value_written(across, pair[0])}<br>{pair[1].title} {value_written(up, pair[1])}"
        for across, up in rows.select(each.name for each in pair).iter_rows()
    ]
    return plain.Scatter(
        x=x, y=y, mode="markers", customdata=[short(value, unit) for value in rows[figure]], text=text,
        marker={"size": 6.5, "color": shade, "opacity": 0.8,
                "symbol": ["circle" if fits else "circle-open" for fits in rows["fits"]]},
        hovertemplate="%{text}<br><b>%{customdata}</b><extra></extra>",
    )  # fmt: skip


def _box(rule: Rule, pair: Sequence[Lever]) -> dict[str, Any]:
    limits = {limit.lever: limit for limit in rule.limits}
    box: dict[str, Any] = {"type": "rect", "line": {"color": INK.light, "width": 2}}
    for axis, lever in zip("xy", pair, strict=True):
        limit = limits.get(lever.name, Limit(lever.name))
        low = lever.low if limit.low is None else limit.low
        high = lever.high if limit.high is None else limit.high
        box[f"{axis}0"], box[f"{axis}1"] = scaled([low, high], lever.unit)
    return box


def _table(study: Study, told: Sequence[Discovery], levers: Sequence[Lever]) -> pl.DataFrame:
    table = _runs(study, told[0].condition).select(
        "case", "replication", *(each.name for each in study.levers)
    )
    for place, each in enumerate(told, 1):
        hits = _runs(study, each.condition).select(
            "case",
            "replication",
            pl.when("hit").then(pl.lit("yes")).otherwise(pl.lit("no")).alias(f"hit_{place}"),
        )
        table = table.join(hits, ["case", "replication"], how="left", maintain_order="left")
    return table
