"""The page on flows: where trade goes instead."""

from sim.report.chapter import Chapter
from sim.report.facts import Facts
from sim.report.flows.partner_charts import export_gains, export_shares, import_gains, import_shares
from sim.report.flows.product_charts import replacements, trade_diversion


def _lead(facts: Facts) -> str:
    focus, names = facts.metrics.focus, facts.names
    first, second = names.phrase(focus.first), names.phrase(focus.second)
    return f"Where {first} buys instead, and where the goods of {second} go instead."


FLOWS = Chapter(
    "flows",
    "Flows",
    _lead,
    (import_shares, import_gains, export_shares, export_gains, trade_diversion, replacements),
)
