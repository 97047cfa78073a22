"""The first page: key figures and findings."""

from sim.report.chapter import Chapter
from sim.report.drawing.draw_words import drawn_in_words
from sim.report.drawing.fans import has_fan
from sim.report.drawing.wording import LONG_RUN_EXPLAINED
from sim.report.facts import Facts
from sim.report.glance.findings import findings_markup
from sim.report.glance.tiles import tiles_markup
from sim.report.glance.trade_maps import trade_before_after


def _lead(facts: Facts) -> str:
    draws = facts.draws
    of = "" if draws is None or not has_fan(draws) else drawn_in_words(draws)
    ranges = f" Ranges hold nine of ten draws of {of}." if of else ""
    return f"The last four weeks of the run; small lines show the way there.{ranges} {LONG_RUN_EXPLAINED}"


GLANCE = Chapter(
    "glance",
    "At a glance",
    _lead,
    drawings=(trade_before_after,),
    before=lambda facts: tiles_markup(facts) + findings_markup(facts),
)
