"""The page on flows: where trade goes instead."""

from sim.report.chapter import Chapter
from sim.report.facts import Facts
from sim.report.flows.pair_changes import pair_changes
from sim.report.flows.partner_charts import export_gains, import_gains
from sim.report.flows.partner_share_slopes import partner_share_slopes
from sim.report.flows.product_charts import replacements, trade_diversion
from sim.report.flows.trade_creation import trade_creation
from sim.report.flows.trade_map import trade_map
from sim.report.flows.trade_sankey import trade_sankey


def _lead(facts: Facts) -> str:
    focus, names = facts.metrics.focus, facts.names
    first, second = names.phrase(focus.first), names.phrase(focus.second)
    return f"Where {first} buys instead, and where the goods of {second} go instead."


FLOWS = Chapter(
    "flows",
    "Flows",
    _lead,
    (
        trade_map,
        trade_sankey,
        partner_share_slopes,
        import_gains,
        export_gains,
        trade_creation,
        trade_diversion,
        replacements,
        pair_changes,
    ),
)
