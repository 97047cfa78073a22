"""The agents against their limit: sampling error in two numbers, and whether the path has come to rest."""

from __future__ import annotations

from html import escape

from sim.metrics import Metrics
from sim.metrics.limit import AgainstLimit
from sim.report.drawing.tables import facts_table, plain_table
from sim.report.drawing.wording import LONG_RUN_PHRASE, Names, count, percent, points
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded

AT_REST = 2e-4
"""Distance in welfare to the long run, two hundredths of a point, at which a path is called at rest."""

SMALL_GAP = 5e-6
"""A gap in welfare below this prints as zero and has no place worth naming."""


def limit_card(facts: Facts) -> str:
    """Write how far the agents are from their limit, and how far each economy is."""
    metrics, names = facts.metrics, facts.names
    rows = limit_facts(metrics, facts.manifest.get("relationships"))
    return card(
        "The agents against their limit",
        f"<p>{limit_words(metrics, names)}</p>{facts_table(rows)}"
        + folded("By economy", "Gaps by economy", _by_economy(metrics, names)),
    )


def _by_economy(metrics: Metrics, names: Names) -> str:
    frame = metrics.frame("limit_gaps_by_economy")
    long_run = metrics.focus.at_war
    headings = ["Economy", "Largest gap, points", "Mean gap, points"]
    headings += ["Run from the long run, points", "Limit from the long run, points"] if long_run else []
    columns = ["largest_gap", "mean_gap", *(["distance", "limit_distance"] if long_run else [])]
    rows = [
        (names.label(row["economy"]), *(points(row[column]) for column in columns))
        for row in frame.iter_rows(named=True)
    ]
    return plain_table(headings, rows)


def limit_facts(metrics: Metrics, relationships: int | None) -> list[tuple[str, str]]:
    """Figures of the card: heading and value."""
    limit = metrics.against_limit
    rows = [] if relationships is None else [("Relationships", count(relationships))]
    rows += [
        ("Gap in welfare, largest of any economy and week", f"{points(limit.welfare_gap)} points"),
        ("Gap in welfare, mean of all", f"{points(limit.mean_welfare_gap)} points"),
        ("Gap in goods flows across borders, worst week", percent(limit.flow_gap)),
        ("Gap in goods flows, last week", percent(limit.last_flow_gap)),
    ]
    if metrics.focus.at_war:
        rows += [
            (f"From the {LONG_RUN_PHRASE}, largest: run", f"{points(limit.distance)} points"),
            ("The same for the limit", f"{points(limit.limit_distance)} points"),
        ]
    return rows


def limit_words(metrics: Metrics, names: Names) -> str:
    """Say what the limit is, what its gap means, and whether the path is still under way."""
    limit = metrics.against_limit
    text = (
        "Beside the run, the agents' equations were solved for infinitely many relationships, week by week "
        "at the same tariffs. No chance is left in that limit: what separates the run from it is sampling "
        "error, which falls as the number of relationships rises (docs/model.md, the mean-field limit)."
    )
    if limit.welfare_gap >= SMALL_GAP:
        text += (
            f" The gap in welfare is largest in {names.phrase(limit.economy)} in the week of "
            f"{limit.week.isoformat()}."
        )
    if metrics.focus.at_war:
        text += f" {_rest(limit, names)}"
    return escape(text, quote=False)


def _rest(limit: AgainstLimit, names: Names) -> str:
    run, infinite = limit.distance < AT_REST, limit.limit_distance < AT_REST
    if run and infinite:
        return f"Run and limit have both come to rest on the {LONG_RUN_PHRASE}."
    if infinite:
        return (
            f"The limit has come to rest on the {LONG_RUN_PHRASE}, the run keeps a distance "
            f"in {names.phrase(limit.farthest)}."
        )
    return (
        f"After the last week the path is still on its way to the {LONG_RUN_PHRASE}, farthest in "
        f"{names.phrase(limit.farthest)}."
    )
