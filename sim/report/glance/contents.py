"""The first page: key figures and findings."""

from sim.report.chapter import Chapter
from sim.report.drawing.fans import has_fan
from sim.report.drawing.wording import LONG_RUN_EXPLAINED
from sim.report.facts import Facts
from sim.report.glance.findings import findings_markup
from sim.report.glance.tiles import tiles_markup
from sim.report.glance.trade_maps import trade_before_after


def _lead(facts: Facts) -> str:
    ranges = " Ranges hold nine of ten draws of chance." if has_fan(facts.draws) else ""
    return f"The last four weeks of the run; small lines show the way there.{ranges} {LONG_RUN_EXPLAINED}"


GLANCE = Chapter(
    "glance",
    "At a glance",
    _lead,
    drawings=(trade_before_after,),
    before=lambda facts: tiles_markup(facts) + findings_markup(facts),
)
