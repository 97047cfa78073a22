"""What is simulated: world, horizon, size, draws."""

from __future__ import annotations

from sim.scenario.parameters.prior import uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "world.elasticities.mean", 1.25, "1", 0.1, 20.0,
        "Trade-weighted mean over goods imports that the chosen set of trade elasticities is scaled to; "
        "null keeps the set as published.",
        "tariff elasticity of -1.75 to -2.25 after 7 to 10 years, Boehm, Levchenko and Pandalai-Nayar (2023)",
        uniform(
            0.9, 1.5,
            "-1.72 to -2.24 in the eighth year with the other defaults, of -1.75 to -2.25, Boehm, "
            "Levchenko and Pandalai-Nayar (2023); textbook values are outside, "
            "docs/decisions/trade_elasticity_and_reviews.md",
        ),
    ),
    Parameter(
        "horizon.weeks", 104, "weeks", 1, 2610,
        "Number of weeks that are simulated.",
        "assumed: two years show most of the re-sourcing",
    ),
    Parameter(
        "population.producers", 20_000, "firms", 500, 5_000_000,
        "Producer firms in the whole world, shared out by economy and product group.",
        "assumed: firms of a sampled population, each standing for many",
    ),
    Parameter(
        "population.relationships", 1_000_000, "relationships", 10_000, 50_000_000,
        "Buyer-supplier relationships in the whole world; sampling error falls with their number.",
        "assumed: about 20 for a flow that a reader looks at",
    ),
    Parameter(
        "population.distributors", None, "firms", 25, 1_000_000,
        "Distributor firms in the whole world; null lets the program choose.",
        "assumed",
    ),
    Parameter(
        "ensemble.replications", 1, "runs", 1, 10_000,
        "Number of runs that differ in their random draws only.",
        "assumed",
    ),
    Parameter(
        "ensemble.seed", 1, "1", 0, 2**63 - 1,
        "Root of all named random streams; the same seed gives the same bytes.",
        "assumed",
    ),
    Parameter(
        "ensemble.bargains", 0, "draws", 0, 100_000,
        "How often governments that decide for themselves are played again with other draws, on the "
        "mean-field "
        "economy; the table `outcomes` has how each time ended.",
        "none by default; 200 give shares to within 7 points",
    ),
)  # fmt: skip
