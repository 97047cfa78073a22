"""Tables of what governments do, say, collect and hear of at home, in any run."""

from __future__ import annotations

from sim.metrics.declaration import WEEK, Metric, arms, number, word
from sim.metrics.incidence.home_front import weekly_home_front
from sim.metrics.incidence.welfare import weekly_revenue
from sim.metrics.negotiation.written_acts import government_acts
from sim.metrics.page_tables.trade import LONG_RUN, MONEY
from sim.records.columns import Column, Table

_ECONOMY = word("economy", "Economy", "code")

_ACTS = Table(
    "government_acts",
    "What governments announce, do and say by the measures and statements of a run, day by day. Tariffs "
    "count as raised or lowered by what the average on goods of the other side does on the day, base-year "
    "customs values as weights, from a twentieth of a point on.",
    (
        word("economy", "Economy whose government acts", "code"),
        Column("date", WEEK.dtype, "date", "Day"),
        word(
            "act",
            "`announced`, `raised`, `lowered`, `exempted`, `exemption_ended`, `barred`, `ban_lifted`, "
            "`controlled`, `control_lifted`, `checked_origin`, `checks_ended` or `said`",
        ),
        word("toward", "The other one at war where it is concerned, or `rest`; empty for third economies"),
        word("detail", "Titles, of those that end where none starts"),
        word("source", "Where they are written down"),
    ),
)

_REVENUE = Table(
    "weekly_revenue",
    "What each government collects at the border, by week.",
    (
        _ECONOMY,
        WEEK,
        number("scenario", MONEY, "Duties"),
        number("reference", MONEY, "Duties: the same draws without the scenario's measures"),
        number("change", MONEY, "Scenario less reference"),
        number("benchmark", MONEY, f"Duties {LONG_RUN}, the same in every week"),
    ),
)

_HOME = Table(
    "weekly_home_front",
    "What the governments of the two at war hear of at home, by week.",
    (
        _ECONOMY,
        WEEK,
        *arms("approval", "fraction", "Households that approve of their government"),
        *arms("unemployment", "fraction", "Labour force out of work, above that of the base"),
        *arms("real_wage", "base = 1", "Wage over consumer price"),
        *arms("exports", MONEY, "Goods sold to all other economies, customs values"),
    ),
)

GOVERNMENT_TABLES = (
    Metric(
        question="What did every government announce, do and say, and when?",
        table=_ACTS,
        compute=government_acts,
        applies=lambda found: "tariff_days" in found.run.tables,
        keys=("economy", "date", "act", "toward"),
    ),
    Metric(
        question="How do tariff revenues move over time?",
        table=_REVENUE,
        compute=lambda found: weekly_revenue(found.run),
    ),
    Metric(
        question="What do the governments of the two at war hear of at home?",
        table=_HOME,
        compute=lambda found: weekly_home_front(
            found.run, found.flows, (found.focus.first, found.focus.second)
        ),
        equations=(76,),
    ),
)
