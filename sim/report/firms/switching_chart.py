"""From whom to whom: where buyers' suppliers were in the base, and where those are that took their place."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, View
from sim.report.drawing.theme import INK, base_layout, colour
from sim.report.drawing.wording import Names, billions, capitalised, count, percent
from sim.report.facts import Facts

_HEIGHT = 450
_TOP, _BOTTOM = 10, 14
_PLOT_HEIGHT = _HEIGHT - _TOP - _BOTTOM
_PAD = 16.0
_NAMED = 7
_REST = ""
_GREY = colour("ROW")
_CLEAR = "66"


def supplier_switching(facts: Facts) -> Chart | None:
    """Draw from which economy to which other one buyers of the two at war changed suppliers."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("supplier_switching")
    pair = (metrics.focus.first, metrics.focus.second)
    moved = {code: frame.filter(pl.col("economy") == code) for code in pair}
    shown = [code for code in pair if not moved[code].is_empty()]
    if not shown:
        return None
    return Chart(
        identifier="supplier-switching",
        title=_title(metrics.focus.first, metrics.focus.second, moved[metrics.focus.first], names),
        description="Flows from the economies that buyers' suppliers were in to those in which they are now.",
        views=tuple(
            View(
                f"{names.label(code)}, {unit}",
                f"Relationships of buyers in {names.phrase(code)} whose supplier is in another economy at "
                f"the end: left where it was in the base, right where it is, {what}",
                _figure(moved[code], column, number, names),
                {"margin": {"l": 4, "r": 4}},
            )
            for code in shown
            for column, unit, what, number in (
                ("base_spending", "USD", "USD billion a year of base spending", billions),
                ("relationships", "number", "number of relationships", count),
            )
        ),
        note="Goods only. A relationship that left and came back does not count, nor one that went from firm "
        "to firm within an economy. Spending is what it stood for in the base, duty included: what it buys "
        "now may be more or less.",
        data=frame.with_columns(names.labels(frame[name]) for name in ("economy", "origin", "joined")),
        fields={
            "economy": Field("Buyers in"),
            "origin": Field("Supplier was in"),
            "joined": Field("Supplier is in"),
            "relationships": Field("Relationships", "number"),
            "base_spending": Field("Base spending, USD bn a year", "billions"),
        },
        metrics=("supplier_switching",),
        method="Suppliers of all relationships in the last week are compared with those of the base.",
    )


def _figure(frame: pl.DataFrame, column: str, number: Callable[[float], str], names: Names) -> plain.Figure:
    """Draw ribbons from left to right; economies beyond the largest are put together."""
    left, right = (_largest(frame, side, column) for side in ("origin", "joined"))
    pooled = frame.with_columns(
        pl.when(pl.col(side).is_in(kept)).then(pl.col(side)).otherwise(pl.lit(_REST)).alias(side)
        for side, kept in (("origin", left), ("joined", right))
    ).sort("origin", "joined")
    flows = pooled.group_by("origin", "joined", maintain_order=True).agg(pl.col(column).sum())
    ends = {
        side: [*(code for code in kept), *([_REST] if (flows[side] == _REST).any() else [])]
        for side, kept in (("origin", left), ("joined", right))
    }
    nodes = [("origin", code) for code in ends["origin"]] + [("joined", code) for code in ends["joined"]]
    totals = [float(flows.filter(pl.col(side) == code)[column].to_numpy().sum()) for side, code in nodes]
    left_totals, right_totals = totals[: len(ends["origin"])], totals[len(ends["origin"]) :]
    gaps = _PAD * (max(len(left_totals), len(right_totals)) - 1)
    scale = (_PLOT_HEIGHT - gaps) / max(sum(left_totals), sum(right_totals))
    place = {node: index for index, node in enumerate(nodes)}
    texts = [f"{_name(code, names)} {number(total)}" for (_, code), total in zip(nodes, totals, strict=True)]
    sankey = plain.Sankey(
        arrangement="snap",
        node={
            "label": texts,
            "color": [_shade(code) for _, code in nodes],
            "x": [0.001 if side == "origin" else 0.999 for side, _ in nodes],
            "y": [*_middles(left_totals, scale), *_middles(right_totals, scale)],
            "pad": _PAD,
            "thickness": 16,
            "line": {"width": 0},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [place["origin", code] for code in flows["origin"]],
            "target": [place["joined", code] for code in flows["joined"]],
            "value": [float(f"{value:.5g}") for value in flows[column]],
            "color": [f"{_shade(code)}{_CLEAR}" for code in flows["origin"]],
            "label": [number(value) for value in flows[column]],
            "hovertemplate": "%{label}<br>from %{source.label}<br>to %{target.label}<extra></extra>",
        },
        textfont={"size": 12.5, "color": INK.light},
    )
    layout = base_layout(_HEIGHT, margin={"l": 8, "r": 8, "t": _TOP, "b": _BOTTOM}, hovermode="closest")
    return plain.Figure(sankey, layout)


def _largest(frame: pl.DataFrame, side: str, column: str) -> list[str]:
    """Economies on one side with the largest flows, largest first."""
    total = frame.sort(side).group_by(side, maintain_order=True).agg(pl.col(column).sum())
    return total.sort([column, side], descending=[True, False])[side].head(_NAMED).to_list()


def _middles(totals: list[float], scale: float) -> list[float]:
    """Middle of each node from the top, as parts of the height, so that the largest stay on top."""
    above, found = 0.0, []
    for total in totals:
        size = total * scale
        found.append(round((above + size / 2.0) / _PLOT_HEIGHT, 4))
        above += size + _PAD
    return found


def _name(code: str, names: Names) -> str:
    return names.label(code) if code else "Others"


def _shade(code: str) -> str:
    return colour(code) if code else _GREY


def _title(first: str, second: str, frame: pl.DataFrame, names: Names) -> str:
    buyers = f"buyers in {names.phrase(first)}"
    left = frame.filter(pl.col("origin") == second)
    total = float(left["base_spending"].to_numpy().sum())
    if not total:
        return f"{capitalised(buyers)} leave no suppliers in {names.phrase(second)}"
    home = float(left.filter(pl.col("joined") == first)["base_spending"].to_numpy().sum())
    return (
        f"{capitalised(buyers)} moved USD {billions(total)} bn a year away from suppliers in "
        f"{names.phrase(second)}, {percent(home / total)} of it to suppliers at home"
    )
