"""The page on policy: who taxes whom, since when, how much of trade, and which goods."""

from sim.report.chapter import Chapter
from sim.report.policy.event_lists import event_lists
from sim.report.policy.sector_chart import sector_tariffs
from sim.report.policy.tariff_chart import tariff_timeline
from sim.report.policy.taxed_chart import taxed_trade

POLICY = Chapter(
    "policy",
    "Policy",
    lambda facts: "Who taxes whom, since when, how much of trade, and which goods.",
    (tariff_timeline, taxed_trade, sector_tariffs),
    after=event_lists,
)
