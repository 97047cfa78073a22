"""The page on prices and households: what goods cost, and what households can afford."""

from sim.report.chapter import Chapter
from sim.report.prices.burden_chart import income_burden
from sim.report.prices.price_charts import consumer_prices, retail_prices
from sim.report.prices.welfare_chart import real_consumption
from sim.report.prices.welfare_parts_chart import welfare_parts

PRICES = Chapter(
    "prices",
    "Prices and households",
    lambda facts: "What households pay, and what they can afford.",
    (consumer_prices, retail_prices, real_consumption, welfare_parts, income_burden),
)
