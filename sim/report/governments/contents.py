"""The page on governments: what they do, say, collect and bear, and how it ends."""

from sim.report.chapter import Chapter
from sim.report.facts import Facts
from sim.report.governments.acts_lanes import acts_lanes
from sim.report.governments.approval_chart import approval_by_income
from sim.report.governments.ending_charts import standoff_by_week, standoff_endings
from sim.report.governments.exemption_chart import standoff_exemptions
from sim.report.governments.home_front_chart import political_pressure
from sim.report.governments.revenue_chart import tariff_revenue
from sim.report.governments.standoff_costs import standoff_costs
from sim.report.governments.standoff_page import remark
from sim.report.governments.swim_lanes import standoff_lanes


def _lead(facts: Facts) -> str:
    if facts.metrics.standoff is not None:
        return "What the two governments do, say, collect and bear, and how it ends."
    return "What governments do and say by the script, what they collect, and what they hear of at home."


GOVERNMENTS = Chapter(
    "governments",
    "Governments",
    _lead,
    (
        acts_lanes,
        standoff_lanes,
        standoff_costs,
        standoff_by_week,
        standoff_endings,
        standoff_exemptions,
        political_pressure,
        tariff_revenue,
        approval_by_income,
    ),
    after=remark,
)
