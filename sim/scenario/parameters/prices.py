"""How prices answer capacity and duties: congestion, exporters' margins, prices to households."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, triangular, uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.capacity.congestion", 0.2, "1", 0.0, 1.0,
        "Elasticity of the price that firms aim at to sales beyond their industry's capacity.",
        "assumed, with a supply curve that is steeper above capacity than below as in Boehm and "
        "Pandalai-Nayar (2022)",
        log_uniform(0.1, 0.4),
    ),
    Parameter(
        "behaviour.capacity.slack", 0.1, "1", 0.0, 1.0,
        "The same where sales fall short of capacity.",
        "assumed: small, because prices of taxed exports hardly fell, Fajgelbaum, Goldberg, Kennedy and "
        "Khandelwal (2020)",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "behaviour.capacity.growth_half_life", 52.0, "weeks", 4.0, 1040.0,
        "Time in which an industry that sells more than its capacity builds half of what is missing (log).",
        "assumed: plants take about a year to build, Kydland and Prescott (1982)",
        log_uniform(26.0, 104.0),
    ),
    Parameter(
        "behaviour.capacity.decline_half_life", 52.0, "weeks", 4.0, 1040.0,
        "Time in which an industry that sells less than its capacity loses half of what is idle (log).",
        "assumed: as growth",
        log_uniform(26.0, 104.0),
    ),
    Parameter(
        "behaviour.capacity.relocation", 0.5, "per year", 0.0, 5.0,
        "Part of idle export capacity, matched with capacity that is wanted in the same product group of "
        "other economies, that moves there in a year.",
        "assumed: two years to move a production line abroad",
        log_uniform(0.25, 1.0),
    ),
    Parameter(
        "behaviour.exporter_margin.absorption", 0.05, "1", 0.0, 0.9,
        "Part of the change of landed prices by a duty that exporters take off their price at once.",
        "0.055: import prices before duty 1.1 % lower a year after tariffs of 20 %, Cavallo, Gopinath, "
        "Neiman and Tang (2021); 0.06 in 2025, Gopinath and Neiman (2025)",
        triangular(
            0.0, 0.05, 0.2,
            "pass-through of about one in 2018, Amiti, Redding and Weinstein (2019), or of 0.80, Gopinath "
            "and Neiman (2025); 0.94 falling to 0.86 within 2025, Amiti, Flanagan, Heise and Weinstein "
            "(2026)",
        ),
    ),
    Parameter(
        "behaviour.exporter_margin.half_life", 52.0, "weeks", 1.0, 1040.0,
        "Time in which exporters rebuild half of the margin that a duty cost them.",
        "assumed: contracts of a year",
        log_uniform(26.0, 104.0),
    ),
    Parameter(
        "behaviour.retail.price_adjustment", 0.02, "per week", 0.001, 1.0,
        "Share of the gap between the price of a good to households and what covers distributors' cost that "
        "closes in a week.",
        "retail pass-through of tariffs of 0.17 (China alone taxed) to 0.25 (everyone) after six months; "
        "0.20 in Cavallo, Llamas and Vazquez (2025)",
        log_uniform(0.01, 0.04),
    ),
    Parameter(
        "behaviour.retail.resident_owners", 1.0, "1", 0.5, 1.0,
        "Part of the profit, or loss, that distributors make while prices to households lag cost, that "
        "residents receive or bear a week later. The rest stays in distributors' cash, whose owners are "
        "spread over the world; below a half the world does not come to rest.",
        "assumed: shops are owned where they are, docs/decisions/prices.md",
        uniform(0.8, 1.0, "assumed: a fifth of the shops owned abroad at most"),
    ),
)  # fmt: skip
