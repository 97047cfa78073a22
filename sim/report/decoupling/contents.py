"""The page on decoupling: how far, in which ties, what other inputs hide, whether it comes back."""

from sim.report.chapter import Chapter
from sim.report.decoupling.channels_chart import channels
from sim.report.decoupling.exposure_chart import sector_exposure
from sim.report.decoupling.hysteresis_chart import hysteresis
from sim.report.decoupling.survival_chart import supplier_survival
from sim.report.decoupling.ties_chart import lost_ties
from sim.report.decoupling.trade_chart import bilateral_trade

DECOUPLING = Chapter(
    "decoupling",
    "Decoupling",
    lambda facts: (
        "How far trade between the two falls, which ties are gone, what other inputs hide, and "
        "whether it comes back."
    ),
    (bilateral_trade, lost_ties, channels, sector_exposure, supplier_survival, hysteresis),
)
