"""Who bears the extra duty: from the border through importers and shops to those who buy."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import CLOSING_WEEKS
from sim.metrics.tariffs import ALL
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded, wrapped
from sim.report.drawing.theme import ACCENT, GAIN, HOME, INK, LOSS, ZERO, base_layout, colour
from sim.report.drawing.weekly_lines import Path, narrow_figure, weekly_figure
from sim.report.drawing.wording import billions, listed, percent
from sim.report.facts import Facts

_HEIGHT = 380
_PARTS = (
    ("exporters", "Exporters abroad", GAIN.light),
    ("importers", "Importers", ACCENT.light),
    ("shops", "Shops", HOME.light),
    ("buyers", "Those who buy", LOSS.light),
)
_DUTY = "Extra duty"
_NAMED = 0.01


def who_pays(facts: Facts) -> Chart | None:
    """Draw who bears the duty that the measures add, at the end and week by week."""
    metrics, names = facts.metrics, facts.names
    pair = (metrics.focus.first, metrics.focus.second)
    weekly = metrics.frame("who_pays").filter(pl.col("partner") == ALL, pl.col("importer").is_in(pair))
    weekly = weekly.with_columns(
        (pl.col(name) * pl.col("extra_duty")).alias(f"{name}_usd") for name, _, _ in _PARTS
    )
    closing = {code: _closing(weekly.filter(pl.col("importer") == code)) for code in pair}
    levying = [code for code in pair if closing[code]]
    if not levying:
        return None
    parts = tuple(Key(label, shade, "line") for _, label, shade in _PARTS)
    return Chart(
        identifier="who-pays",
        title=_title(facts, levying[0], closing[levying[0]]),
        description="The duty that the measures add, split into what exporters, importers, shops and those "
        "who buy bear of it.",
        views=(
            View(
                "At the end",
                "Who bears the duty that the measures add, percent of it, mean of the last four weeks",
                _steps(facts, closing, levying),
                {"xaxis": {"tickfont": {"size": 10.5}}},
            ),
            *(
                View(
                    f"{names.label(code)} over time",
                    f"Extra duty of {names.phrase(code)} and who bears it, USD billion a year",
                    _over_time(facts, weekly.filter(pl.col("importer") == code)),
                    narrow_figure(metrics.axes.weeks, 46),
                    keys=(Key(_DUTY, INK.light, "line"), *parts),
                )
                for code in levying
            ),
        ),
        note="Exporters bear what they charge less before duty, their margins and what their costs fall "
        "against world labour income; importers what they have paid on arrival and not passed on yet; shops "
        "what posted prices do not cover beyond the lag of services, on which no duty is. Those who buy bear "
        "the rest. Below zero is a gain.",
        data=weekly.with_columns(names.labels(weekly["importer"])),
        fields={
            "importer": Field("Economy"),
            "week": Field("Week", "date"),
            "extra_duty": Field("Extra duty, USD bn a year", "billions"),
            **{name: Field(f"{label}, part of it", "percent") for name, label, _ in _PARTS},
        },
        keys=tuple(Key(names.label(code), colour(code), "bar") for code in levying),
        width="half",
        metrics=("who_pays", "closing_who_pays"),
        method="Weekly amounts in dollars are added up over the last four weeks before they are divided.",
    )


def _closing(frame: pl.DataFrame) -> dict[str, float]:
    """Extra duty, USD mn a year, and its parts, fractions, over the last four weeks; empty without any."""
    last = frame.sort("week").tail(CLOSING_WEEKS)
    duty = float(last["extra_duty"].to_numpy().sum())
    amounts = {name: last[f"{name}_usd"] for name, _, _ in _PARTS}
    if duty <= 0.0 or any(each.null_count() for each in amounts.values()):
        return {}
    shares = {name: float(each.to_numpy().sum()) / duty for name, each in amounts.items()}
    return {"extra_duty": duty / last.height, **shares}


def _steps(facts: Facts, closing: dict[str, dict[str, float]], levying: list[str]) -> plain.Figure:
    """Draw bars from the whole duty down to what is left for those who buy."""
    labels = [_DUTY, *(label for _, label, _ in _PARTS)]
    bars = []
    for code in levying:
        left, base, sizes = 100.0, [0.0], [100.0]
        for name, _, _ in _PARTS:
            part = 100.0 * closing[code][name]
            left -= part
            base.append(round(left, 3))
            sizes.append(round(part, 3))
        base[-1] = 0.0
        place = facts.names.label(code)
        bars.append(
            plain.Bar(
                x=[wrapped(label, 9) for label in labels],
                y=sizes,
                base=base,
                name=place,
                offsetgroup=code,
                marker={"color": colour(code)},
                text=["", *(_short(size) for size in sizes[1:])],
                hovertext=[percent(size / 100.0) for size in sizes],
                textposition="outside",
                textfont={"size": 12, "color": INK.light},
                constraintext="none",
                cliponaxis=False,
                hovertemplate=f"{place}, %{{x}}: %{{hovertext}}<extra></extra>",
            )
        )
    layout = base_layout(
        _HEIGHT,
        barmode="group",
        bargap=0.3,
        hovermode="closest",
        margin={"t": 26, "b": 44},
        xaxis={"type": "category", "tickfont": {"color": INK.light, "size": 12.5}},
        yaxis={
            "ticksuffix": "%",
            "nticks": 6,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.5,
        },
    )
    return plain.Figure(bars, layout)


def _short(points: float) -> str:
    """Write percent so that two bars side by side have room: whole from one on."""
    return f"{points:.0f}%".replace("-", "\u2212") if abs(points) >= 1.0 else percent(points / 100.0)


def _over_time(facts: Facts, frame: pl.DataFrame) -> plain.Figure:
    number = "USD %{y:,.1f} bn a year"
    lines = [
        *((f"{name}_usd", label, shade) for name, label, shade in _PARTS),
        ("extra_duty", _DUTY, INK.light),
    ]
    paths = []
    for column, label, shade in lines:
        last = frame[column].to_list()[-1]
        paths.append(Path(rounded(frame[column], 1e-3), label, shade, number, billions(last)))
    return weekly_figure(facts.metrics.axes.weeks, paths, smallest=1.0)


def _title(facts: Facts, code: str, found: dict[str, float]) -> str:
    place = facts.names.phrase(code)
    words = {name: label.lower() for name, label, _ in _PARTS}
    shares = sorted(((found[name], words[name]) for name in words), reverse=True)
    borne = [f"{who} {percent(share)}" for share, who in shares if share >= _NAMED]
    borne[:1] = [f"{who} bear {percent(share)}" for share, who in shares[:1]]
    gains = [f"{who} gain {percent(-share)}" for share, who in shares if share <= -_NAMED]
    parts = "; ".join([listed(borne), *([listed(gains)] if gains else [])])
    return f"Of USD {billions(found['extra_duty'])} bn a year of extra duty in {place} {parts}"
