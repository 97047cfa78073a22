"""What buyers believe of tariffs to come, and how hard suppliers are to replace."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform, whole
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.beliefs.contract_weeks", 52, "weeks", 1, 520,
        "Weeks ahead that a buyer looks at when it reconsiders a supplier.",
        "assumed: supply contracts are mostly renewed once a year",
        whole(26, 104),
    ),
    Parameter(
        "behaviour.beliefs.half_life", 26.0, "weeks", 1.0, 520.0,
        "Weeks after which an act or a statement counts half.",
        "assumed: the rises of 2018 and 2019 came one to eight months apart",
        log_uniform(13.0, 52.0),
    ),
    Parameter(
        "behaviour.beliefs.full_act", 0.02, "1", 0.0001, 1.0,
        "Revision of the mean log tariff of a pair, over the contract, that counts as a whole act; smaller "
        "ones count in part.",
        "assumed: two points",
        log_uniform(0.01, 0.04),
    ),
    Parameter(
        "behaviour.beliefs.statement_weight", 2.0, "1", 0.0, 50.0,
        "Acts that a statement of a government that is always as good as its word counts for.",
        "assumed: a word that is believed by half, as at first, counts like one act",
        log_uniform(1.0, 4.0),
    ),
    Parameter(
        "behaviour.beliefs.credibility_weeks", 13, "weeks", 1, 104,
        "Weeks within which a statement has to come true to count as kept.",
        "assumed: a quarter, the length of the truces of 2018 and 2025",
        whole(7, 26),
    ),
    Parameter(
        "behaviour.beliefs.revealed_weeks", 4, "weeks", 1, 104,
        "Weeks after which it is known whether what a government said about talks was true.",
        "assumed: the talks behind the contradictory words of 24 April 2025 were known on 12 May",
        whole(2, 8),
    ),
    Parameter(
        "behaviour.beliefs.threatened_rise", 0.1, "1", 0.0, 2.0,
        "Log rise of the tariff factor that a threat stands for where no rise is remembered.",
        "assumed: 10 points, the first steps of September 2018 and February 2025",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "behaviour.beliefs.withdrawn_share", 0.5, "fraction", 0.0, 1.0,
        "Share of what tariffs stand above the base that a de-escalation is expected to take away, in logs.",
        "assumed: between phase one of 2020 (a tenth) and Geneva 2025 (seven tenths)",
        uniform(0.1, 0.7, "a tenth in phase one of 2020, seven tenths in Geneva in 2025"),
    ),
    Parameter(
        "behaviour.beliefs.delay", 2.0, "1", 0.0, 50.0,
        "Fall of the log rate of reconsidering for a unit of uncertainty (standard deviation of the expected "
        "log landed price): waiting has value.",
        "assumed: at the uncertainty after one rise of 25 points a fifth of the reviews wait; direction from "
        "Handley and Limao (2017)",
        log_uniform(1.0, 4.0),
    ),
    Parameter(
        "behaviour.stickiness.spread", 0.35, "1", 0.0, 2.0,
        "Log rate of reconsidering of goods with a reference price over that of differentiated goods, and of "
        "goods traded on exchanges over that of goods with a reference price.",
        "assumed: exchange goods at twice the rate of differentiated ones; Besedes and Prusa (2006) find at "
        "least 1.2 for trade flows, in which several relationships hide",
        uniform(
            0.09, 0.55,
            "assumed: exchange goods at 1.2 times the rate of differentiated ones, the least of Besedes "
            "and Prusa (2006), to three times",
        ),
    ),
)  # fmt: skip
