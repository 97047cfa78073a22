"""What a war costs a government, and what it says of talks: figures of each government."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "governments.*.politics.welfare", 0.5, "1", 0.0, 10.0,
        "Weight of the real consumption lost so far, as statistics have it.",
        "assumed: half of it; together with the next sets the unit",
        uniform(0.0, 1.0, "not identified: between its staff alone and statistics alone"),
    ),
    Parameter(
        "governments.*.politics.outlook", 0.5, "1", 0.0, 10.0,
        "Weight of the real consumption that its staff expects to be lost in the end if tariffs stay.",
        "assumed: half of it. In its first years a war brings the United States revenue and better terms "
        "of trade",
        uniform(0.0, 1.0, "not identified: between statistics alone and its staff alone"),
    ),
    Parameter(
        "governments.*.politics.revenue", 0.0, "1", 0.0, 10.0,
        "Weight of tariff revenue beyond what it does to households' income, in percent of GDP.",
        "none by default: revenue is in real consumption already",
    ),
    Parameter(
        "governments.*.politics.relative_gains", 0.0, "1", 0.0, 10.0,
        "Weight of the rival's loss of real consumption, in percent of its own GDP.",
        "not identified: 0 to 0.5 is plausible",
        uniform(0.0, 0.5, "not identified: 0 to 0.5 is plausible"),
    ),
    Parameter(
        "governments.*.politics.pressure", 1.0, "1", 0.0, 10.0,
        "Weight of domestic pressure in the cost of a war.",
        "sets the unit of the weights below",
    ),
    Parameter(
        "governments.*.politics.market", 0.4, "1", 0.0, 10.0,
        "Pressure for a percent of GDP that traders expect to pay in duties on goods of the pair.",
        "assumed; the pause of 9 April and the words of 22 April 2025 followed falls of markets",
        uniform(0.1, 0.8, "assumed: only the sign is known"),
    ),
    Parameter(
        "governments.*.politics.exports", 0.4, "1", 0.0, 10.0,
        "Pressure for a percent of GDP of exports to the rival lost, political weights applied.",
        "assumed",
        uniform(0.1, 0.8, "assumed: only the sign is known"),
    ),
    Parameter(
        "governments.*.politics.prices", 0.5, "1", 0.0, 10.0,
        "Pressure for a percent by which goods that became dearer raise the cost of living; cheaper ones go "
        "unnoticed.",
        "assumed",
        uniform(0.0, 1.0, "assumed: only the sign is known"),
    ),
    Parameter(
        "governments.*.politics.shortage", 1.0, "1", 0.0, 10.0,
        "Pressure for a percent of GDP of goods of the rival that buyers want in stock and do not have.",
        "assumed",
        log_uniform(0.5, 2.0),
    ),
    Parameter(
        "governments.*.politics.approval", 0.05, "1", 0.0, 1.0,
        "Pressure for a point of approval below the usual; a rally takes pressure off.",
        "assumed",
        uniform(0.0, 0.15, "assumed: only the sign is known"),
    ),
    Parameter(
        "governments.*.politics.half_life", 2.0, "weeks", 0.1, 104.0,
        "Half-life of pressure.",
        "assumed: one to two weeks passed between the falls of markets and the change of tone in April 2025",
        log_uniform(1.0, 6.0, "assumed: the tone of April 2025 changed in one to two weeks; one war"),
    ),
    Parameter(
        "governments.*.politics.patience", 0.5, "percent of GDP, weeks", 0.01, 1e6,
        "What a government is ready to bear on average rather than yield in public.",
        "so that embargo-level spells like that of 2025 (33 days) last 31 days on average, with the rates of "
        "the pair; one observation, and only the sum with audience costs is identified",
        log_uniform(0.1, 2.0, "assumed: one spell of 33 days tells only its sum with audience costs"),
    ),
    Parameter(
        "governments.*.politics.audience", 1.0, "percent of GDP, weeks", 0.0, 1e4,
        "What a unit of audience stock adds to that: the cost of backing down in public.",
        "not identified: 0 to 5 is plausible; Fearon (1994) for the direction",
        uniform(0.0, 5.0, "not identified: 0 to 5 is plausible"),
    ),
    Parameter(
        "governments.*.politics.audience_rise", 1.0, "1", 0.0, 100.0,
        "Audience stock for one hundred points of tariff put on the rival in public.",
        "sets the unit",
    ),
    Parameter(
        "governments.*.politics.audience_demand", 0.5, "1", 0.0, 100.0,
        "Audience stock for a precondition posted in public.",
        "assumed: half of what a hundred points do",
        log_uniform(0.25, 1.0),
    ),
    Parameter(
        "governments.*.politics.audience_exposed", 0.1, "1", 0.0, 100.0,
        "Audience stock for a week in which the rival says in public that talks are under way and it is "
        "not denied.",
        "assumed",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "governments.*.politics.audience_half_life", 26.0, "weeks", 1.0, 1040.0,
        "Half-life of audience stock.",
        "assumed: half a year",
        log_uniform(13.0, 52.0),
    ),
    Parameter(
        "governments.*.politics.private_cost", 0.5, "percent of GDP, weeks", 0.0, 1e4,
        "What it costs a government to open a channel that nobody hears of.",
        "assumed: as much as its patience",
        log_uniform(0.1, 2.0, "assumed: as of patience"),
    ),
    Parameter(
        "governments.*.politics.relief", 0.0, "fraction", 0.0, 1.0,
        "Part of the loss of exporters that is made good out of taxes: takes that part off the pressure "
        "and costs a "
        "fraction more than it pays.",
        "none by default; the Market Facilitation Program of 2018 and 2019 paid about the losses of US "
        "farmers",
    ),
    Parameter(
        "governments.*.politics.cost_of_funds", 0.3, "1", 0.0, 2.0,
        "What a dollar of such relief costs beyond the dollar.",
        "marginal cost of public funds of 1.2 to 1.4, from memory",
    ),
    Parameter(
        "governments.*.politics.claim_at", 0.5, "percent of GDP", -100.0, 100.0,
        "Weighted pressure at which a government says in half of the weeks that talks are under way.",
        "assumed",
        log_uniform(0.25, 1.0),
    ),
    Parameter(
        "governments.*.politics.deny_at", 2.0, "percent of GDP, weeks", -100.0, 100.0,
        "Weighted audience stock at which a government denies talks in half of the weeks.",
        "assumed",
        log_uniform(1.0, 4.0),
    ),
    Parameter(
        "governments.*.politics.speech_spread", 0.5, "1", 0.01, 100.0,
        "How much more, or less, of either turns that half into about three quarters, or a quarter.",
        "assumed",
        log_uniform(0.25, 1.0),
    ),
)  # fmt: skip
