"""How governments retaliate, what they see and what they exempt: figures of each government."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform, whole
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
        uniform(0.5, 2.0, "none to two days in 2025"),
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
        uniform(
            0.5, 1.0,
            "balanced for the EU to high for China, Fetzer and Schwarz (2021); the figures are assumed",
        ),
    ),
    Parameter(
        "governments.*.dead_trade", 0.05, "fraction", 0.0, 1.0,
        "Imports from the rival, over those of the base, below which its staff expects so little that no "
        "rate "
        "is raised any further.",
        "China stopped at 125: its staff model leaves 5.3 % at 84 and 2.4 % at 125 points",
        uniform(
            0.024, 0.053,
            "China went on at 84 points (5.3 % left, says its staff model) and stopped at 125 (2.4 %): "
            "anything between would do",
        ),
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
        uniform(0.25, 0.75, "assumed: a quarter to three quarters"),
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
        whole(2, 4, "assumed: flash figures come two to four weeks late"),
    ),
    Parameter(
        "governments.*.error", 0.10, "1", 0.0, 2.0,
        "Standard deviation of the error of those figures, over their size.",
        "assumed: first estimates are revised by about a tenth",
        log_uniform(0.05, 0.2),
    ),
    # --- Exemptions ---
    Parameter(
        "governments.*.exemptions.share", 0.223, "fraction", 0.0, 1.0,
        "Part of the imports from the rival that its exemptions free in all.",
        "22.3 % of US imports from China on 11 April 2025; about 24 % of China's from the US (unofficial)",
        uniform(0.2, 0.25, "22.3 % (US) and about 24 % (China, unofficial) in April 2025"),
    ),
    Parameter(
        "governments.*.exemptions.threshold", 0.05, "log", 0.0, 2.0,
        "Dependence times price rise above which a product group may be exempted: the rival's share in "
        "imports "
        "times the log rise of landed prices.",
        "chips of the United States, an eighth of what China imports, were exempt at 125 points (0.09)",
        log_uniform(0.025, 0.09, "at most 0.09, at which chips were exempt; assumed at the other end"),
    ),
    Parameter(
        "governments.*.exemptions.home_weight", 1.0, "1", 0.0, 2.0,
        "How much less a good is worth exempting for being made at home: score times one less this times the "
        "home share of goods that rivals do not supply.",
        "assumed: duties are meant to protect",
        uniform(0.5, 1.5, "assumed: half more or less than the default"),
    ),
    Parameter(
        "governments.*.exemptions.relief_weeks", 4.0, "weeks", 0.0, 104.0,
        "Weeks of pressure that a public exemption is reckoned to take off, against its audience cost.",
        "assumed: a month",
        log_uniform(2.0, 8.0),
    ),
    Parameter(
        "governments.*.exemptions.delay_days", 7.0, "days", 0.0, 365.0,
        "Mean days between embargo-level rates and the first exemptions, drawn from a geometric "
        "distribution.",
        "2 days (US) and 14 days (China) in April 2025",
        log_uniform(2.0, 14.0, "2 days (US) and 14 days (China) in April 2025"),
    ),
)  # fmt: skip
