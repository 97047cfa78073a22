"""Where a change of real consumption comes from: pay, jobs, revenue, profits, transfers, and prices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, WEEKS_PER_YEAR, Floats, over
from sim.metrics.declaration import ECONOMY, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.books import books_of_the_long_run, long_run_of_economies
from sim.metrics.incidence.price_index import log_mean, log_of
from sim.metrics.incidence.states import by_economy
from sim.records.columns import Table

SOURCES = ("rebate", "dividends", "transfer")
IN_THE_LONG_RUN = ("change", "wages", "rebate", "transfer", "prices")


def income_parts(income: Mapping[str, Floats], labour: Floats, price: Floats) -> dict[str, Floats]:
    """Return the log change of real consumption by source of income, and less by what prices rise.

    Equation (166). With ``Y`` the sum of the sources ``y_k`` and ``L`` the logarithmic mean,
    ``ln(Y'/P') - ln(Y/P) = sum_k (y'_k - y_k) / L(Y', Y) - dln P``: sources may be negative.
    Equation (167). Pay is the wage times work: ``L(y', y) / L(Y', Y) (dln w + dln(y / w))``.

    Parameters
    ----------
    income : mapping of str to (2, ...) float
        ``pay``, benefits included, ``rebate``, ``dividends`` and ``transfer`` after and before, in any unit.
    labour : (2, ...) float
        Pay if all of the labour force had work.
    price : (2, ...) float
        Consumer price.

    Returns
    -------
    dict of str to (...) float
        ``change``, and what adds up to it: ``wages``, ``jobs``, the other sources, ``prices``.

    References
    ----------
    Vartia (1976), Scandinavian Journal of Statistics 3(3), for changes of sums in logs.
    """
    total = np.sum(list(income.values()), axis=0)
    size = log_mean(*total)
    of_pay = over(log_mean(*income["pay"]), size)
    wage, worked = log_of(labour), log_of(income["pay"]) - log_of(labour)
    found = {"wages": of_pay * (wage[0] - wage[1]), "jobs": of_pay * (worked[0] - worked[1])}
    found |= {name: over(income[name][0] - income[name][1], size) for name in SOURCES}
    log_price, real = log_of(price), log_of(total) - log_of(price)
    return {**found, "prices": log_price[1] - log_price[0], "change": real[0] - real[1]}


def _of_run(evidence: Evidence) -> tuple[dict[str, Floats], Floats]:
    """(2, N, W) income by source, and pay if all of the labour force had work; USD mn a week."""
    pay, benefits, unemployed, *others = by_economy(
        evidence, "households", "labour_income", "benefits", "unemployment", *SOURCES
    )
    return {"pay": pay + benefits, **dict(zip(SOURCES, others, strict=True))}, pay / (1.0 - unemployed)


def _in_the_long_run(evidence: Evidence) -> dict[str, Floats]:
    """(N,) the parts of the long run without frictions, against the base."""
    books, late = books_of_the_long_run(evidence), evidence.axes.closing(CLOSING_WEEKS)
    usual = by_economy(evidence, "households", "rebate")[0][1, :, late].mean(axis=1)
    rebate = WEEKS_PER_YEAR * np.stack([long_run_of_economies(evidence, "revenue"), usual])
    spending, transfer, price = (each[..., 0] for each in (books.spending, books.transfer, books.price))
    pay = spending - rebate - transfer
    income = {"pay": pay, "rebate": rebate, "dividends": np.zeros_like(pay), "transfer": transfer}
    return income_parts(income, pay, price)


def closing_sources(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the parts for every economy, mean of the last four weeks, and those of the long run."""
    late = evidence.axes.closing(CLOSING_WEEKS)
    weekly, weekly_labour = _of_run(evidence)
    income = {name: each[..., late].mean(axis=-1) for name, each in weekly.items()}
    real = by_economy(evidence, "welfare", "real_consumption")[0][..., late].mean(axis=-1)
    # The price at which mean spending buys mean real consumption, so that their change is that of welfare.
    price = over(np.sum(list(income.values()), axis=0), real)
    found = income_parts(income, weekly_labour[..., late].mean(axis=-1), price)
    rest = _in_the_long_run(evidence)
    benchmark = {f"{name}_benchmark": rest[name] for name in IN_THE_LONG_RUN}
    return pl.DataFrame({"economy": evidence.axes.economies, **found, **benchmark})


def weekly_sources(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the parts for the economies asked for, week by week."""
    weeks, subjects = np.array(evidence.axes.weeks, dtype="datetime64[D]"), evidence.subjects
    home = [evidence.axes.economy(code) for code in subjects]
    income, labour = _of_run(evidence)
    (price,) = by_economy(evidence, "prices", "consumer_price")
    of_subjects = {name: each[:, home] for name, each in income.items()}
    found = income_parts(of_subjects, labour[:, home], price[:, home])
    keys = {"economy": np.repeat(subjects, len(weeks)), "week": np.tile(weeks, len(subjects))}
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in found.items()}})


_LOG = "log change"
_PARTS = (
    number("change", _LOG, "Real consumption against the reference: the sum of the parts"),
    number("wages", _LOG, "From the wage, in units of world labour income"),
    number("jobs", _LOG, "From jobs found or lost, benefits counted"),
    number("rebate", _LOG, "From tariff revenue handed back, fees of routing included"),
    number("dividends", _LOG, "From what firms pay owners at home, losses of shops included"),
    number("transfer", _LOG, "From what finances the trade deficit"),
    number("prices", _LOG, "From consumer prices: minus their rise"),
)
_LONG_RUN = tuple(
    number(f"{each.name}_benchmark", _LOG, f"{each.description}; in the long run without frictions")
    for each in (
        number("change", _LOG, "Real consumption against the base"),
        *(each for each in _PARTS[1:] if each.name in IN_THE_LONG_RUN),
    )
)
_SOURCES = ("Vartia (1976), Ideal log-change index numbers, Scandinavian Journal of Statistics 3(3)",)

INCOME_PARTS = Metric(
    question="What do households of an economy live on more, or less, than without the measures?",
    table=Table(
        "income_parts",
        "Change of real consumption by source of income and prices, mean of the last four weeks.",
        (ECONOMY, *_PARTS, *_LONG_RUN),
    ),
    compute=closing_sources,
    equations=(166, 167),
    sources=_SOURCES,
)

WEEKLY_INCOME_PARTS = Metric(
    question="What do households live on more, or less, week by week?",
    table=Table(
        "weekly_income_parts",
        "Change of real consumption by source of income and prices, by week.",
        (ECONOMY, WEEK, *_PARTS),
    ),
    compute=weekly_sources,
    equations=(166, 167),
    sources=_SOURCES,
)
