"""How firms and wages move, with every other friction off."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.short_run_elasticity", 0.6, "1", 0.3, 5.0,
        "Elasticity of substitution across a buyer's present suppliers of one product group.",
        "trade elasticity of -0.76 within a year, Boehm, Levchenko and Pandalai-Nayar (2023)",
        uniform(
            0.5, 0.76,
            "at most the -0.76 of a year, Boehm, Levchenko and Pandalai-Nayar (2023), as if no supplier "
            "were replaced within it; assumed at the other end: below 0.5 wages may swing for long where "
            "a surplus is large",
        ),
    ),
    Parameter(
        "behaviour.resourcing_hazard", 0.25, "per year", 0.0, 52.0,
        "Rate at which a buyer reconsiders a relationship that costs no more than the alternatives.",
        "with the short-run elasticity gives -0.83 in the first and -2.05 in the eighth year; "
        "links of 0.92 to 0.93 annual survival, Mizuno, Souma and Watanabe (2014)",
        log_uniform(
            0.15, 0.43,
            "-1.75 to -2.20 in the eighth year with the other defaults, of -1.75 to -2.25, Boehm, "
            "Levchenko and Pandalai-Nayar (2023)",
        ),
    ),
    Parameter(
        "behaviour.hazard_loss_response", 30_000.0, "1", 0.0, 1e6,
        "Response of the rate of reconsidering to the log loss from staying with a supplier, taken to the "
        "power below.",
        "imports taxed at 20 % fall by 28 % within a year, by 32 % in 2018 according to Fajgelbaum, "
        "Goldberg, Kennedy and Khandelwal (2020)",
        log_uniform(
            15_000.0, 60_000.0,
            "assumed: half to twice the default; searches on 2018 and 2019 end between 52,000 and "
            "100,000, docs/decisions/trade_elasticity_and_reviews.md",
        ),
    ),
    Parameter(
        "behaviour.hazard_loss_power", 4.0, "1", 1.0, 8.0,
        "Power of the log loss in the rate of reconsidering: the higher, the more small tariffs differ from "
        "large ones.",
        "with 2, at most 1.6 within a year of 20 % while small tariffs stay at -0.83; with 4, 2.1, "
        "of 2.5 in Fajgelbaum, Goldberg, Kennedy and Khandelwal (2020)",
    ),
    Parameter(
        "behaviour.fastest_resourcing", 4.0, "per year", 0.0, 1e6,
        "Rate of reconsidering that no loss exceeds: suppliers have to be found, tried and signed.",
        "assumed: three months on average",
        log_uniform(2.0, 8.0, "assumed: six weeks to half a year"),
    ),
    Parameter(
        "behaviour.expectation_smoothing", 0.2, "per week", 0.01, 1.0,
        "Share of the gap between expected and present landed prices that closes in a week.",
        "assumed: stable for every published set of elasticities, "
        "docs/decisions/transition_closure.md",
        log_uniform(0.1, 0.4),
    ),
    Parameter(
        "behaviour.price_adjustment", 0.25, "per week", 0.01, 1.0,
        "Share of the gap between a supplier's price and its unit cost that closes in a week.",
        "assumed: leaves the long run where it is",
        log_uniform(0.125, 0.5),
    ),
    Parameter(
        "behaviour.wage_adjustment", 0.02, "1", 0.001, 0.15,
        "Weekly proportional change of the wage for a given proportional excess demand for labour. "
        "Above 0.15 the world is not stable; above 0.03 the steepest set of elasticities needs a larger "
        "response to changes.",
        "assumed: a gap of 1 % moves wages by 1 % a year, the order of estimated Phillips curves; "
        "docs/decisions/transition_closure.md",
        log_uniform(0.01, 0.03, "assumed: half the default to what the steepest set of elasticities bears"),
    ),
    Parameter(
        "behaviour.wage_response_to_change", 0.2, "1", 0.0, 1.0,
        "Weekly proportional change of the wage for a given proportional change, since last week, of the "
        "demand for labour.",
        "assumed: twice what makes every published set of elasticities stable; "
        "docs/decisions/transition_closure.md",
        log_uniform(0.1, 0.4),
    ),
    Parameter(
        "behaviour.dividend_rate", 0.0, "per week", 0.0, 1.0,
        "Share of the cash of an economy's firms, positive or negative, that is paid out to its own "
        "residents in a week. With 0, owners are spread over the world, where the profits and "
        "losses of the transition cancel.",
        "assumed: above 0.005 profits chase each other round the world for decades, "
        "docs/decisions/transition_closure.md",
    ),
)  # fmt: skip
