"""The page on decoupling: how far, in which ties, what is hidden in other inputs."""

from sim.report.chapter import Chapter
from sim.report.decoupling.exposure_chart import sector_exposure
from sim.report.decoupling.ties_chart import lost_ties
from sim.report.decoupling.trade_chart import bilateral_trade

DECOUPLING = Chapter(
    "decoupling",
    "Decoupling",
    lambda facts: "How far trade between the two falls, which ties are gone, and what other inputs hide.",
    (bilateral_trade, lost_ties, sector_exposure),
)
