"""Trade between economies on a map, week by week, over the tariffs of the two at war."""

from __future__ import annotations

import numpy as np

from sim.report.drawing.charts import Chart, Key, View
from sim.report.drawing.theme import BEFORE, colour
from sim.report.drawing.wording import Names, capitalised, comparison, percent, several
from sim.report.drawing.world_map.edge_rows import EDGE_FIELDS, edge_rows
from sim.report.drawing.world_map.edges import CLASS_KEYS, NOTABLE, Edges, largest_edges
from sim.report.facts import Facts
from sim.report.flows.event_line import event_captions, tariff_keys
from sim.report.flows.trade_map_figure import weekly_map

_NAMED_ORIGINS = 4


def trade_map(facts: Facts) -> Chart | None:
    """Trade between economies on a map, week by week, over the tariffs of the two at war."""
    edges = largest_edges(facts.metrics)
    if not edges.pairs:
        return None
    focus, names = facts.metrics.focus, facts.names
    below = (
        f"below, tariffs of {names.label(focus.first)} and {names.label(focus.second)} on each other, percent"
    )
    tariffs, captions = tariff_keys(facts), event_captions(facts)
    level, change = weekly_map(facts, edges, "level"), weekly_map(facts, edges, "change")
    views = (
        View(
            "",
            f"Goods from economy to economy in the week shown: width is value, colour the origin; {below}",
            level.figure,
            level.narrow,
            "level",
            (*_origin_keys(names, edges), *tariffs),
            captions,
            level.frames,
            redrawn=False,
        ),
        View(
            "",
            "Goods from economy to economy: colour is the change in the week shown against the run without "
            f"the measures, width the value in that run; {below}",
            change.figure,
            change.narrow,
            "change",
            (*CLASS_KEYS, *tariffs),
            captions,
            change.frames,
            redrawn=False,
        ),
    )
    return Chart(
        identifier="trade-map",
        title=_title(facts, edges),
        description="Map of the largest flows of goods between economies, above the tariffs of the two at "
        "war; a slider goes through the weeks.",
        views=views,
        note=f"{capitalised(several(len(edges.pairs), 'flow'))} that are largest or change most: "
        f"{percent(edges.covered)} of goods trade without the measures. Arrows show the direction; a dot's "
        "area is the economy's goods trade. The map is cut in the Atlantic, so lines that leave it on one "
        "side come back on the other. The rest of the world has no place on it.",
        data=edge_rows(facts, edges),
        fields=EDGE_FIELDS,
        metrics=("bilateral_means", "bilateral_trade", "tariff_paths"),
        method="Customs values of each week at annual rate, from the table trade in the folder of the run, "
        "added up over products. Lines are bent as ways over the globe are; they are not routes of ships.",
    )


def _origin_keys(names: Names, edges: Edges) -> list[Key]:
    """Legend of the origins that send most, and of the grey lines under them."""
    sent: dict[str, float] = {}
    for (origin, _), value in zip(edges.pairs, edges.closing[1].tolist(), strict=True):
        sent[origin] = sent.get(origin, 0.0) + value
    most = sorted(sent, key=lambda code: (-sent[code], code))[:_NAMED_ORIGINS]
    keys = [Key(f"From {names.phrase(code)}", colour(code), "line") for code in most]
    return [*keys, Key("Without the measures", BEFORE.light, "line")]


def _title(facts: Facts, edges: Edges) -> str:
    focus, names = facts.metrics.focus, facts.names
    pair = {focus.first, focus.second}
    change = np.nan_to_num([
        change for ends, change in zip(edges.pairs, edges.change.tolist(), strict=True) if set(ends) != pair
    ])  # fmt: skip
    more, less = int((change > NOTABLE).sum()), int((change < -NOTABLE).sum())
    opening = (
        f"Goods trade between {names.phrase(focus.first)} and {names.phrase(focus.second)} is "
        f"{comparison(facts.metrics.headline.trade.run)}"
    )
    others = f"of the {several(len(change), 'other flow')} on the map"
    if not more + less:
        return f"{opening}; none {others} changes by more than 2%"
    return (
        f"{opening}; {others}, {_counted(more, 'is', 'are')} more than 2% higher and "
        f"{_counted(less, 'is', 'are')} more than 2% lower"
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number or 'none'} {one if number == 1 else many}"
