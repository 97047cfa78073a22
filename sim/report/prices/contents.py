"""The page on prices and households: what goods cost, who pays, and what households can afford."""

from sim.report.chapter import Chapter
from sim.report.prices.burden_chart import income_burden
from sim.report.prices.consumer_price_chart import consumer_prices
from sim.report.prices.pass_through_chart import retail_pass_through
from sim.report.prices.sector_price_chart import sector_prices
from sim.report.prices.welfare_chart import real_consumption
from sim.report.prices.welfare_parts_chart import welfare_parts
from sim.report.prices.who_pays_chart import who_pays

PRICES = Chapter(
    "prices",
    "Prices and households",
    lambda facts: "What goods cost, who bears the duty, and what households can afford.",
    (
        consumer_prices, sector_prices, who_pays, retail_pass_through, real_consumption, welfare_parts,
        income_burden,
    ),
)  # fmt: skip
