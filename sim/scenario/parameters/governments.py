"""How governments retaliate, exempt and weigh what a war costs: figures of each government."""

from __future__ import annotations

from sim.scenario.parameters.record import Parameter

RECORDS = (
    # --- Retaliation ---
    Parameter(
        "governments.*.ratio", 1.0, "1", 0.0, 10.0,
        "Points of tariff that answer one point of the rival's.",
        "1.0 in April 2025: 34, 50 and 41 points on either side",
    ),
    Parameter(
        "governments.*.coverage", 1.0, "fraction", 0.0, 1.0,
        "Part of the imports from the rival that an answer falls on; which goods is for `targeting` to say.",
        "1.0 in April 2025; 0.3 of what was hit in value in February 2025, lists of 50 and 60 bn in 2018",
    ),
    Parameter(
        "governments.*.lag_days", 1.0, "days", 0.0, 365.0,
        "Mean days between a rival's announcement and the answer, drawn from a geometric distribution.",
        "2, 1 and 2 days in April 2025, none in February and March",
    ),
    Parameter(
        "governments.*.notice_days", 1, "days", 0, 365,
        "Days between the announcement of an answer and its coming into force.",
        "6, 1 and 1 days in April 2025",
    ),
    Parameter(
        "governments.*.targeting", 0.8, "1", 0.0, 1.0,
        "Weight of the rival's political pain against the own cost when a list of goods is chosen.",
        "high for China, balanced for the EU, Fetzer and Schwarz (2021); the figure is assumed",
    ),
    Parameter(
        "governments.*.dead_trade", 0.05, "fraction", 0.0, 1.0,
        "Imports from the rival, over those of the base, below which its staff expects so little that no "
        "rate "
        "is raised any further.",
        "China stopped at 125: its staff model leaves 5.3 % at 84 and 2.4 % at 125 points",
    ),
    Parameter(
        "governments.*.highest_rate", 5.0, "fraction", 0.0, 9.99,
        "Rate that no answer exceeds.",
        "assumed: far above any rate of either war",
    ),
    Parameter(
        "governments.*.misreading", 0.0, "probability", 0.0, 1.0,
        "Probability in a week of answering a rise of the rival's that never was.",
        "none by default; Molander (1985) for what it does to tit for tat",
    ),
    Parameter(
        "governments.*.misread_points", 0.10, "fraction", 0.0, 5.0,
        "Size of the rise that is misread.",
        "assumed: 10 points, the first steps of 2018 and 2025",
    ),
    Parameter(
        "governments.*.forgiveness", 0.0, "probability", 0.0, 1.0,
        "Probability of leaving a rise of the rival's unanswered.",
        "none by default; generous tit for tat, Nowak and Sigmund (1992)",
    ),
    Parameter(
        "governments.*.punishment", 1.0, "fraction", 0.0, 9.99,
        "Rate to which a grim government goes for good after the first rise of the rival's.",
        "assumed",
    ),
    Parameter(
        "governments.*.origin_checks", 0.5, "fraction", 0.0, 1.0,
        "Part of the goods routed through a connector that it finds out itself once its leader taxes it.",
        "assumed; Vietnam promised its own checks of origin in April 2025",
    ),
    Parameter(
        "governments.*.review_weeks", 4, "weeks", 1, 520,
        "Weeks between two looks of a best-responding government at its tariffs.",
        "assumed: a month",
    ),
    # --- What it sees ---
    Parameter(
        "governments.*.delay_weeks", 2, "weeks", 0, 52,
        "Weeks by which what a government knows of its economy is old; acts and words are known on the day.",
        "assumed: flash figures on trade and prices come two to four weeks late",
    ),
    Parameter(
        "governments.*.error", 0.10, "1", 0.0, 2.0,
        "Standard deviation of the error of those figures, over their size.",
        "assumed: first estimates are revised by about a tenth",
    ),
    # --- Exemptions ---
    Parameter(
        "governments.*.exemptions.share", 0.223, "fraction", 0.0, 1.0,
        "Part of the imports from the rival that its exemptions free in all.",
        "22.3 % of US imports from China on 11 April 2025; about 24 % of China's from the US (unofficial)",
    ),
    Parameter(
        "governments.*.exemptions.threshold", 0.05, "log", 0.0, 2.0,
        "Dependence times price rise above which a product group may be exempted: the rival's share in "
        "imports "
        "times the log rise of landed prices.",
        "chips of the United States, an eighth of what China imports, were exempt at 125 points (0.09)",
    ),
    Parameter(
        "governments.*.exemptions.home_weight", 1.0, "1", 0.0, 2.0,
        "How much less a good is worth exempting for being made at home: score times one less this times the "
        "home share of goods that rivals do not supply.",
        "assumed: duties are meant to protect",
    ),
    Parameter(
        "governments.*.exemptions.relief_weeks", 4.0, "weeks", 0.0, 104.0,
        "Weeks of pressure that a public exemption is reckoned to take off, against its audience cost.",
        "assumed: a month",
    ),
    Parameter(
        "governments.*.exemptions.delay_days", 7.0, "days", 0.0, 365.0,
        "Mean days between embargo-level rates and the first exemptions, drawn from a geometric "
        "distribution.",
        "2 days (US) and 14 days (China) in April 2025",
    ),
    # --- What a war costs it ---
    Parameter(
        "governments.*.politics.welfare", 0.5, "1", 0.0, 10.0,
        "Weight of the real consumption lost so far, as statistics have it.",
        "assumed: half of it; together with the next sets the unit",
    ),
    Parameter(
        "governments.*.politics.outlook", 0.5, "1", 0.0, 10.0,
        "Weight of the real consumption that its staff expects to be lost in the end if tariffs stay.",
        "assumed: half of it. In its first years a war brings the United States revenue and better terms "
        "of trade",
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
    ),
    Parameter(
        "governments.*.politics.exports", 0.4, "1", 0.0, 10.0,
        "Pressure for a percent of GDP of exports to the rival lost, political weights applied.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.prices", 0.5, "1", 0.0, 10.0,
        "Pressure for a percent by which goods that became dearer raise the cost of living; cheaper ones go "
        "unnoticed.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.shortage", 1.0, "1", 0.0, 10.0,
        "Pressure for a percent of GDP of goods of the rival that buyers want in stock and do not have.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.approval", 0.05, "1", 0.0, 1.0,
        "Pressure for a point of approval below the usual; a rally takes pressure off.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.half_life", 2.0, "weeks", 0.1, 104.0,
        "Half-life of pressure.",
        "assumed: one to two weeks passed between the falls of markets and the change of tone in April 2025",
    ),
    Parameter(
        "governments.*.politics.patience", 0.5, "percent of GDP, weeks", 0.01, 1e6,
        "What a government is ready to bear on average rather than yield in public.",
        "so that embargo-level spells like that of 2025 (33 days) last 31 days on average, with the rates of "
        "the pair; one observation, and only the sum with audience costs is identified",
    ),
    Parameter(
        "governments.*.politics.audience", 1.0, "percent of GDP, weeks", 0.0, 1e4,
        "What a unit of audience stock adds to that: the cost of backing down in public.",
        "not identified: 0 to 5 is plausible; Fearon (1994) for the direction",
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
    ),
    Parameter(
        "governments.*.politics.audience_exposed", 0.1, "1", 0.0, 100.0,
        "Audience stock for a week in which the rival says in public that talks are under way and it is "
        "not denied.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.audience_half_life", 26.0, "weeks", 1.0, 1040.0,
        "Half-life of audience stock.",
        "assumed: half a year",
    ),
    Parameter(
        "governments.*.politics.private_cost", 0.5, "percent of GDP, weeks", 0.0, 1e4,
        "What it costs a government to open a channel that nobody hears of.",
        "assumed: as much as its patience",
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
    ),
    Parameter(
        "governments.*.politics.deny_at", 2.0, "percent of GDP, weeks", -100.0, 100.0,
        "Weighted audience stock at which a government denies talks in half of the weeks.",
        "assumed",
    ),
    Parameter(
        "governments.*.politics.speech_spread", 0.5, "1", 0.01, 100.0,
        "How much more, or less, of either turns that half into about three quarters, or a quarter.",
        "assumed",
    ),
)  # fmt: skip
