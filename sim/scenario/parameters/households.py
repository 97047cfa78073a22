"""How households earn, spend, feel and judge."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform, uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.rebate_per_head", 0.0, "1", 0.0, 1.0,
        "Part of the tariff revenue above that of the base that is paid out in equal amounts to all "
        "households; the rest goes to them in proportion to income. Matters for who bears the burden.",
        "assumed: revenue stands in for other taxes, which are not on heads",
    ),
    Parameter(
        "behaviour.ownership", 3.0, "1", 0.0, 5.0,
        "Elasticity of a tenth's share in what firms pay their owners to its share in income: with 3, the "
        "richest tenth of the US gets three quarters.",
        "Distributional Financial Accounts, Federal Reserve: the richest tenth holds about nine tenths of "
        "equities, less of other businesses; from memory",
        uniform(2.0, 4.0, "assumed: one less to one more than the default"),
    ),
    Parameter(
        "behaviour.engel.strength", 1.0, "1", 0.0, 2.0,
        "Part of the distance of income elasticities from one that takes effect when real incomes move.",
        "elasticities by product group after Muhammad, Seale, Meade and Regmi (2011), from memory",
        uniform(0.5, 1.25, "assumed: half of the distance to a quarter more"),
    ),
    Parameter(
        "behaviour.unemployment.layoffs", 0.08, "per week", 0.0, 1.0,
        "Part of the gap between idle labour and unemployment that closes in a week while it rises.",
        "assumed: two thirds of those no longer needed are laid off within a quarter",
        log_uniform(0.04, 0.16),
    ),
    Parameter(
        "behaviour.unemployment.hires", 0.06, "per week", 0.001, 1.0,
        "Part of the gap between idle labour and unemployment that closes in a week while it falls.",
        "job-finding rates of 0.2 to 0.3 a month, Shimer (2012), from memory",
        uniform(0.05, 0.08, "job-finding rates of 0.2 to 0.3 a month, Shimer (2012), from memory"),
    ),
    Parameter(
        "behaviour.unemployment.replacement", 0.55, "1", 0.4, 1.0,
        "Benefit over wage of those out of work, paid out of employers' contributions. Its inverse bounds "
        "the multiplier of a fall of spending over the whole world.",
        "OECD net replacement rates early in unemployment, about 0.55, from memory",
        uniform(0.45, 0.65, "assumed: ten points less to ten points more than the default"),
    ),
    Parameter(
        "behaviour.unemployment.gradient", 1.0, "1", 0.0, 1.25,
        "By how much more, relative to the mean, labour at the bottom of the distribution loses its jobs "
        "than labour at its top.",
        "assumed after Hoynes, Miller and Schaller (2012): the cyclical risk of the least skilled is two to "
        "three times that of the most skilled",
        uniform(
            0.5, 1.25,
            "assumed: a quarter above at most, where the bottom has more than twice the mean risk",
        ),
    ),
    Parameter(
        "behaviour.unemployment.wage_fall", 0.5, "1", 0.05, 1.0,
        "Speed at which idle labour lowers wages over the speed at which scarce labour raises them.",
        "assumed: wages are rigid downwards, Schmitt-Grohé and Uribe (2016)",
        uniform(0.25, 0.75, "assumed: a quarter to three quarters as fast downwards as upwards"),
    ),
    Parameter(
        "behaviour.sentiment.attack", 1.0, "1", 0.0, 5.0,
        "Hostility of households for a log rise of the tariffs that another government puts on their goods.",
        "sets the unit",
    ),
    Parameter(
        "behaviour.sentiment.own_war", 0.25, "1", 0.0, 5.0,
        "Hostility of households for a log rise of the tariffs that their own government levies.",
        "assumed: governments lead their publics, less than attacks do",
        log_uniform(0.125, 0.5),
    ),
    Parameter(
        "behaviour.sentiment.memory", 8.0, "weeks", 0.5, 520.0,
        "Half-life of hostility.",
        "assumed: attention to an affair lasts some months",
        log_uniform(4.0, 16.0),
    ),
    Parameter(
        "behaviour.sentiment.spark", 0.05, "per week", 0.0, 1.0,
        "Part of the households not yet avoiding that a unit of hostility angers in a week by itself.",
        "assumed",
        log_uniform(0.025, 0.1),
    ),
    Parameter(
        "behaviour.sentiment.contagion", 0.4, "per week", 0.0, 5.0,
        "The same by contagion, for each household that avoids. Below a hostility of about 0.13 anger dies "
        "out by itself.",
        "assumed: boycotts peak within weeks, Chavis and Leslie (2009)",
        log_uniform(0.2, 0.8),
    ),
    Parameter(
        "behaviour.sentiment.fading", 13.0, "weeks", 1.0, 520.0,
        "Half-life of avoidance.",
        "gone within a year: Heilmann (2016), China and Japan 2012; Chavis and Leslie (2009), France "
        "2003; from memory",
        log_uniform(6.5, 26.0, "assumed: half to twice the default; gone within a year at either end"),
    ),
    Parameter(
        "behaviour.sentiment.avoidance", 0.4, "1", 0.0, 0.9,
        "Part of their purchases of a country's goods that those who avoid them give up.",
        "falls of 13 to 26 % in sales at the peak of boycotts, Chavis and Leslie (2009), and 19 % in a "
        "year's exports, Heilmann (2016), with half of the households taking part; from memory",
        uniform(
            0.26, 0.52,
            "falls of 13 to 26 % at the peak, Chavis and Leslie (2009), with half of the households "
            "taking part; from memory",
        ),
    ),
    Parameter(
        "behaviour.sentiment.lasting", 0.0, "1", 0.0, 1.0,
        "Part of the highest avoidance so far that never fades. Above 0 the rest point is no longer the "
        "benchmark.",
        "assumed: no lasting effects found, Heilmann (2016)",
    ),
    Parameter(
        "behaviour.approval.usual", 0.5, "1", 0.05, 0.95,
        "Part of households that approve of their government in the base.",
        "assumed",
        uniform(0.4, 0.6, "assumed: ten points less to ten points more than the default"),
    ),
    Parameter(
        "behaviour.approval.weight_of_prices", 4.0, "1", 0.0, 100.0,
        "Fall of the log odds of approval for a log unit by which noticed prices are above what households "
        "are used to: with 4, a point of approval for a per cent.",
        "assumed: a point of inflation costs 0.5 to 1.5 points, Gronke and Newman (2003), from memory",
        uniform(
            2.0, 6.0,
            "0.5 to 1.5 points for a point of inflation, Gronke and Newman (2003), from memory",
        ),
    ),
    Parameter(
        "behaviour.approval.weight_of_jobs", 10.0, "1", 0.0, 100.0,
        "Fall of the log odds of approval for the part of labour out of work: with 10, 2.5 points for a "
        "per cent.",
        "assumed: a point of unemployment costs 2 to 4 points, Gronke and Newman (2003), from memory",
        uniform(
            8.0, 16.0,
            "2 to 4 points for a point of unemployment, Gronke and Newman (2003), from memory",
        ),
    ),
    Parameter(
        "behaviour.approval.rally", 0.4, "1", 0.0, 5.0,
        "Rise of the log odds of approval when every household is angry at somebody: with 0.4, at most 10 "
        "points.",
        "assumed: rallies of 5 to 10 points that fade within a year, Baker and Oneal (2001), from memory",
        uniform(0.2, 0.4, "5 to 10 points, Baker and Oneal (2001), from memory"),
    ),
    Parameter(
        "behaviour.approval.habituation", 52.0, "weeks", 1.0, 520.0,
        "Weeks in which households get used to higher prices (time constant).",
        "assumed: inflation is felt over a year",
        log_uniform(26.0, 104.0),
    ),
)  # fmt: skip
