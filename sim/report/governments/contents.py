"""The page on governments: what they do, say and bear, and how it ends."""

from sim.report.chapter import Chapter
from sim.report.governments.ending_charts import standoff_by_week, standoff_endings
from sim.report.governments.exemption_chart import standoff_exemptions
from sim.report.governments.standoff_costs import standoff_costs
from sim.report.governments.standoff_page import remark
from sim.report.governments.swim_lanes import standoff_lanes

GOVERNMENTS = Chapter(
    "governments",
    "Governments",
    lambda facts: "What the two governments do, say and bear, and how it ends.",
    (standoff_lanes, standoff_costs, standoff_by_week, standoff_endings, standoff_exemptions),
    after=remark,
)
