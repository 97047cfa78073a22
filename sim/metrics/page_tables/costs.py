"""Tables of prices, real spending and revenue, and of how far the agents are from their limit."""

from __future__ import annotations

from sim.metrics.declaration import GROUP, WEEK, Metric, arms, count, number, word
from sim.metrics.incidence.burden import burden_by_decile
from sim.metrics.incidence.consumer_prices import consumer_prices, retail_prices
from sim.metrics.incidence.welfare import tariff_revenue, weekly_welfare, welfare_changes
from sim.metrics.limit import gaps_by_economy, limit_gaps
from sim.metrics.page_tables.trade import LAST_WEEKS, LONG_RUN, MONEY, RATE
from sim.records.columns import Table

INDEX = "base = 1"
_ECONOMY = word("economy", "Economy", "code")
_SPENDING = "fraction of base spending"

_PRICES = Table(
    "consumer_prices",
    "Households' price index by economy and week; the numeraire is world labour income.",
    (
        _ECONOMY,
        WEEK,
        number("scenario", INDEX, "Price index"),
        number("reference", INDEX, "Price index: the same draws without the scenario's measures"),
        number("change", RATE, "Scenario over reference, less one"),
        number("benchmark_change", RATE, f"Change {LONG_RUN} against the base, the same in every week"),
    ),
)

_RETAIL = Table(
    "retail_prices",
    "What households pay for each group of goods beside what it costs at the border, largest rise first.",
    (
        GROUP,
        number("retail_change", RATE, f"Price to households against the reference, {LAST_WEEKS}"),
        number("landed_change", RATE, "Cost of all origins to distributors, duty included, likewise"),
        number("benchmark_retail_change", RATE, f"Price to households {LONG_RUN} against the base"),
        number("benchmark_landed_change", RATE, "Cost to distributors, likewise"),
    ),
)

_WELFARE = Table(
    "welfare",
    "Real consumption and real wage of each economy at the end of the run and in the long run.",
    (
        _ECONOMY,
        number("change", RATE, f"Real consumption against the reference, {LAST_WEEKS}"),
        number("benchmark_change", RATE, f"Real consumption {LONG_RUN} against the base"),
        number("real_wage_change", RATE, f"Wage over consumer price against the reference, {LAST_WEEKS}"),
        number("benchmark_real_wage_change", RATE, f"Wage over consumer price {LONG_RUN} against the base"),
    ),
)

_BURDEN = Table(
    "burden",
    "Change of real spending of each tenth of households of the two at war, and the parts that add up to it: "
    f"scenario less reference, {LAST_WEEKS}.",
    (
        _ECONOMY,
        count("decile", "Tenth of households by income, from the poorest to the richest", "1 to 10"),
        number("change", _SPENDING, "Real spending"),
        number("from_prices", _SPENDING, "Of which prices relative to the wage"),
        number("from_jobs", _SPENDING, "Of which lost jobs, benefits counted"),
        number("from_rebate", _SPENDING, "Of which tariff revenue handed back"),
        number("from_profits", _SPENDING, "Of which what firms pay their owners"),
        number("from_transfers", _SPENDING, "Of which transfers that finance the trade deficit"),
        number("approval_change", RATE, "Part of the tenth that approves of its government"),
        number("benchmark_change", _SPENDING, f"Real spending {LONG_RUN} against the base"),
        *arms("real_spending", MONEY, "Real spending of the tenth, at prices of the base"),
    ),
)

_WEEKLY = Table(
    "weekly_welfare",
    "Real consumption of each economy, averaged over the four weeks that end in each week.",
    (
        _ECONOMY,
        WEEK,
        number("scenario", INDEX, "Real consumption"),
        number("reference", INDEX, "Real consumption: the same draws without the scenario's measures"),
        number("change", RATE, "Scenario over reference, less one"),
    ),
)

_REVENUE = Table(
    "tariff_revenue",
    "What each government collects at the border.",
    (
        _ECONOMY,
        *arms("last_4_weeks", MONEY, "Duties, mean of the last four weeks"),
        *arms("last_52_weeks", MONEY, "Duties, mean of the last 52 weeks, or of all of a shorter run"),
        number("benchmark", MONEY, f"Duties {LONG_RUN}"),
    ),
)

_GAPS = Table(
    "limit_gaps",
    "How far the agents are from what their equations say of infinitely many relationships.",
    (
        WEEK,
        number("mean_welfare_gap", INDEX, "Absolute gap in real income, mean over economies"),
        number("largest_welfare_gap", INDEX, "The largest gap of any economy"),
        number(
            "flow_gap",
            RATE,
            "Absolute gaps of all goods flows across borders, by origin, destination and product group, over "
            "the sum of these flows",
        ),
    ),
)

_GAPS_BY_ECONOMY = Table(
    "limit_gaps_by_economy",
    "How far each economy's agents are from their limit, and both from the long run without frictions.",
    (
        _ECONOMY,
        number("largest_gap", INDEX, "Absolute gap in real income between agents and limit, largest week"),
        number("mean_gap", INDEX, "The same, mean over weeks"),
        number("distance", INDEX, f"Agents' distance from the long run, {LAST_WEEKS}"),
        number("limit_distance", INDEX, f"The limit's distance from the long run, {LAST_WEEKS}"),
    ),
)

COST_TABLES = (
    Metric(
        question="What does the war do to the cost of living?",
        table=_PRICES,
        compute=lambda found: consumer_prices(found.run),
    ),
    Metric(
        question="Which goods get dearer, and how much of it reaches the shops?",
        table=_RETAIL,
        compute=lambda found: retail_prices(found.run, found.focus.first),
        about="first",
        named_after=True,
    ),
    Metric(
        question="Who is better or worse off?",
        table=_WELFARE,
        compute=lambda found: welfare_changes(found.run),
    ),
    Metric(
        question="Which households bear the burden, and why?",
        table=_BURDEN,
        compute=lambda found: burden_by_decile(found.run, (found.focus.first, found.focus.second)),
        equations=(77,),
        keys=("economy", "decile"),
    ),
    Metric(
        question="How does real consumption move over time?",
        table=_WEEKLY,
        compute=lambda found: weekly_welfare(found.run),
    ),
    Metric(
        question="How much do governments collect?",
        table=_REVENUE,
        compute=lambda found: tariff_revenue(found.run),
    ),
    Metric(
        question="How much of the run is chance: how far are the agents from their limit?",
        table=_GAPS,
        compute=lambda found: limit_gaps(found.run),
    ),
    Metric(
        question="Where are the agents farthest from their limit?",
        table=_GAPS_BY_ECONOMY,
        compute=lambda found: gaps_by_economy(found.run, found.axes),
    ),
)
