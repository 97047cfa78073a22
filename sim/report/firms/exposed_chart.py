"""Which goods were bought from the rival, how much dearer they are, and who else sells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, clipped, rounded
from sim.report.drawing.labels import Dot, free_labels
from sim.report.drawing.theme import CARD, INK, ZERO, base_layout, colour
from sim.report.drawing.wording import Names, billions, capitalised, comparison, is_nothing, percent
from sim.report.facts import Facts

_HEIGHT = 460
_LABELLED = 12
_LABELLED_NARROW = 4
_LARGEST_DOT = 46.0
_SMALLEST_DOT = 5.0
_DRAWN = 40
_NO_PRICE = 100.0
_ABOVE = 0.15


def exposed_sectors(facts: Facts) -> Chart | None:
    """Draw goods by the rival's share in imports and the rise of its landed price, with alternatives."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("exposed_goods")
    if frame.is_empty():
        return None
    pair = (metrics.focus.first, metrics.focus.second)
    of = {code: frame.filter(pl.col("importer") == code) for code in pair}
    alternatives = [None if code is None else names.label(code) for code in frame["alternative"]]
    return Chart(
        identifier="exposed-sectors",
        title=_title(pair, of[pair[0]], names),
        description="Goods that each of the two imports from the other: share without the measures, rise of "
        "the landed price, and imports as the size of a dot.",
        views=tuple(
            View(
                f"{names.label(importer)} from {names.label(partner)}",
                f"Across: share of {names.phrase(partner)} in imports of {names.phrase(importer)} without "
                "the measures, percent; up: rise of its landed price, duty included, percent; size: imports; "
                "\u2192 the best alternative",
                _figure(of[importer], partner, names, _LABELLED),
                {"annotations": _narrow_labels(of[importer].head(_DRAWN), names)},
                keys=_keys(of[importer], partner, names),
            )
            for importer, partner in zip(pair, pair[::-1], strict=True)
            if of[importer].height
        ),
        note="The alternative is the third economy that gains most in imports of the group. Levels of prices "
        "are not known, only how they have changed: the price gap says how much more the rival's goods have "
        "risen. The capacity gap is what came from the rival less what the alternative's producers can make "
        "at cost beyond their sales; beyond that their prices rise. Weeks until half have switched follow "
        "from the relationships that have gone so far.",
        data=frame.with_columns(
            names.labels(frame["importer"]),
            names.group_titles(frame["group"]),
            pl.col("weeks_to_half").round(0),
            pl.Series("alternative", alternatives, dtype=pl.String),
        ),
        fields={
            "importer": Field("Buyers in"),
            "group": Field("Product group"),
            "imports_reference": Field("Imports from the rival before, USD bn a year", "billions"),
            "share_reference": Field("Rival's share without the measures", "percent"),
            "share": Field("Rival's share at the end", "percent"),
            "landed_change": Field("Rise of its landed price", "percent"),
            "alternative": Field("Alternative"),
            "alternative_share_gain": Field("Share it gains", "percent"),
            "landed_gap": Field("Price gap to it", "percent"),
            "capacity_gap": Field("Capacity gap, USD bn a year", "billions"),
            "utilisation": Field("Its utilisation", "percent"),
            "home_sales_change": Field("Producers at home sell more, USD bn a year", "billions"),
            "moved": Field("Relationships that switched, by value", "percent"),
            "weeks_to_half": Field("Weeks until half have switched", "number"),
        },
        metrics=("exposed_goods",),
    )


def _figure(frame: pl.DataFrame, partner: str, names: Names, labelled: int) -> plain.Figure:
    rows = frame.head(_DRAWN)
    sizes = _sizes(rows)
    share, rise = rounded(rows["share_reference"], 100.0), _heights(rows)
    shade = colour(partner)
    bought = rows["landed_change"].is_not_null().to_list()
    dots = plain.Scatter(
        x=share,
        y=rise,
        mode="markers",
        text=[_hover(row, names) for row in rows.iter_rows(named=True)],
        marker={
            "size": sizes,
            "symbol": ["circle" if each else "circle-open" for each in bought],
            "color": [f"{shade}b3" if each else shade for each in bought],
            "line": {"color": [CARD.light if each else shade for each in bought], "width": 1.2},
            "opacity": 1,
        },
        hovertemplate="%{text}<extra></extra>",
    )
    zero = {"zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    still = {"range": [-1.0, 1.0]} if max(map(abs, rise)) < 0.05 else {}
    layout = base_layout(
        _HEIGHT,
        hovermode="closest",
        margin={"t": 22, "b": 48, "r": 24},
        xaxis={"showgrid": True, "ticksuffix": "%", "rangemode": "tozero", "nticks": 7, **zero},
        yaxis={"ticksuffix": "%", "nticks": 7, "rangemode": "tozero", **zero, **still},
        annotations=_labels(rows, sizes, names, labelled),
    )
    return plain.Figure(dots, layout)


def _narrow_labels(rows: pl.DataFrame, names: Names) -> list[dict[str, Any]]:
    return _labels(rows.with_columns(alternative=None), _sizes(rows), names, _LABELLED_NARROW)


def _labels(rows: pl.DataFrame, sizes: Sequence[float], names: Names, labelled: int) -> list[dict[str, Any]]:
    """Names of the largest dots, where they do not hide each other."""
    told = [
        _named(group, alternative, names) for group, alternative in rows.select("group", "alternative").rows()
    ]
    found = zip(told, rows["share_reference"], _heights(rows), sizes, strict=True)
    dots = [Dot(100.0 * share, rise, size, text) for text, share, rise, size in found]
    return free_labels(dots, labelled, INK.light)


def _named(group: str, alternative: str | None, names: Names) -> str:
    """Name of goods, and below it the third economy that gains most in them."""
    name = clipped(names.group(group), 19)
    return name if alternative is None else f"{name}<br>\u2192 {names.label(alternative)}"


def _heights(rows: pl.DataFrame) -> list[float]:
    """Rise of landed prices, percent; goods that are no longer bought stand above all others."""
    known = rounded(rows["landed_change"], 100.0)
    top = max((value for value in known if value is not None), default=_NO_PRICE)
    return [top + _ABOVE * abs(top) if value is None else value for value in known]


def _keys(frame: pl.DataFrame, partner: str, names: Names) -> list[Key]:
    keys = [Key(f"Goods from {names.phrase(partner)}", colour(partner), "dot")]
    if frame.head(_DRAWN)["landed_change"].null_count():
        keys.append(Key("Not bought any more, above all prices", colour(partner), "ring"))
    return keys


def _sizes(rows: pl.DataFrame) -> list[float]:
    """Diameters of the dots, whose areas are as imports."""
    largest = max(rows["imports_reference"].to_list(), default=1.0)
    return [
        round(max(_LARGEST_DOT * (value / largest) ** 0.5, _SMALLEST_DOT), 1)
        for value in rows["imports_reference"]
    ]


def _hover(row: dict[str, Any], names: Names) -> str:
    rise, gap = row["landed_change"], row["landed_gap"]
    lines = [
        f"<b>{names.group(row['group'])}</b>",
        f"Imports USD {billions(row['imports_reference'])} bn a year without the measures, "
        f"share {percent(row['share_reference'])}, at the end {percent(row['share'])}",
        "Not bought any more" if rise is None else f"Landed price {percent(rise, signed=True)}",
    ]
    if row["alternative"] is not None:
        won = percent(row["alternative_share_gain"], signed=True)
        name = names.label(row["alternative"])
        lines.append(f"Alternative {name}: share {won}, price gap {percent(gap, signed=True)}")
    if row["weeks_to_half"] is not None:
        lines.append(f"Half of relationships switched after {row['weeks_to_half']:,.0f} weeks")
    return "<br>".join(lines)


def _title(pair: tuple[str, str], frame: pl.DataFrame, names: Names) -> str:
    place, rival = (names.phrase(code) for code in pair)
    moved = [value for value in frame["landed_change"] if value is None or not is_nothing(value)]
    if not moved:
        return f"Goods from {rival} cost {place} what they cost without the measures"
    rows = frame.head(_DRAWN).sort(["share_reference", "group"], descending=[True, False])
    row = rows.row(0, named=True)
    goods, share = capitalised(names.group(row["group"])), percent(row["share_reference"])
    before = f"{goods}: {share} of imports of {place} came from {rival}"
    if row["landed_change"] is None:
        return f"{before}, and none are bought there any more"
    return f"{before}, whose landed price is {comparison(row['landed_change'])}"
