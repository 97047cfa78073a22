"""The page on policy: who taxes whom, and since when."""

from sim.report.chapter import Chapter
from sim.report.policy.event_lists import event_lists
from sim.report.policy.tariff_chart import tariff_timeline

POLICY = Chapter(
    "policy",
    "Policy",
    lambda facts: "Who taxes whom, and since when.",
    (tariff_timeline,),
    after=event_lists,
)
