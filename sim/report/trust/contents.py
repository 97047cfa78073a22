"""The page on trust: what was checked, what the model does, with what, and how to repeat it."""

from sim.report.chapter import Chapter
from sim.report.trust.history_chart import replayed_history
from sim.report.trust.trust import trust_markup

TRUST = Chapter(
    "trust",
    "Trust",
    lambda facts: "What was checked, what the model does, and how to repeat this page.",
    (replayed_history,),
    after=trust_markup,
)
