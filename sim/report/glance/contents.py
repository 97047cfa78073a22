"""The first page: key figures and findings."""

from sim.report.chapter import Chapter
from sim.report.drawing.wording import LONG_RUN_EXPLAINED
from sim.report.glance.findings import findings_markup
from sim.report.glance.tiles import tiles_markup
from sim.report.glance.trade_maps import trade_before_after

GLANCE = Chapter(
    "glance",
    "At a glance",
    lambda facts: f"The last four weeks of the run; small lines show the way there. {LONG_RUN_EXPLAINED}",
    drawings=(trade_before_after,),
    before=lambda facts: tiles_markup(facts) + findings_markup(facts),
)
