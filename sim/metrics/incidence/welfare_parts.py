"""Where a change of real consumption comes from: prices and volumes of trade, relationships, work."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import ECONOMY, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.accounts import Accounts, accounts_of_run, accounts_of_the_long_run
from sim.metrics.incidence.books import Books
from sim.metrics.incidence.price_index import log_mean, log_of, sato_vartia_weights, variety_term, weighted
from sim.metrics.incidence.purchases import closing_purchases, weekly_purchases
from sim.records.columns import Table

PARTS = (
    "export_prices",
    "import_prices",
    "volume_of_trade",
    "variety",
    "matches",
    "transfers",
    "jobs",
    "hours",
    "profits_abroad",
    "stocks",
)
IN_THE_LONG_RUN = ("change", "terms_of_trade", "volume_of_trade", "variety", "transfers", "other_frictions")


def effect_of_prices(value: Floats, log_price: Floats) -> Floats:
    """Return what a change of prices adds to the value of flows.

    Equation (168). ``L(v', v) dln p``: along the path on which prices and quantities grow at
    constant rates. With the effect of quantities, ``L(v', v) dln q``, it adds up to ``v' - v``.

    Parameters
    ----------
    value, log_price : (2, ...) float
        Values, in any unit, and log prices, after and before.

    Returns
    -------
    (...) float
        In the unit of the values; zero for flows that are zero in either state: their quantity changes.

    References
    ----------
    Vartia (1976), Scandinavian Journal of Statistics 3(3).
    """
    return np.asarray(log_mean(*value) * (log_price[0] - log_price[1]))


def duty_by_rates(value: Floats, landed: Floats, log_price: Floats, log_landed: Floats) -> Floats:
    """Return the change of duty that is due to rates and prices: a transfer of buyers to their treasury.

    Equation (169). ``L(V', V) dln P - L(v', v) dln p`` with landed values and prices in capitals.

    Parameters
    ----------
    value, landed, log_price, log_landed : (2, ...) float
        Customs values and landed values in one unit, log prices before and after duty; after and before.
    """
    return effect_of_prices(landed, log_landed) - effect_of_prices(value, log_price)


def volume_of_trade(duty: Floats, by_rates: Floats) -> Floats:
    """Return what is gained as more is imported of what is worth more than it costs.

    Equation (170). The rest of the change of duty, ``(L(V', V) - L(v', v)) dln q``: the wedge
    between landed price and price, along the path. To first order it is ``t p dq``.

    Parameters
    ----------
    duty : (2, ...) float
        Duty after and before.
    by_rates : (...) float
        Change that is due to rates and prices.
    """
    return np.asarray(duty[0] - duty[1] - by_rates)


def index_gap(spending: Floats, change_of_index: Floats, change_of_prices: Floats) -> Floats:
    """Return what buyers gain as an index of their cost rises by less than prices do.

    Equation (171). ``L(E', E) (dln P - dln P_index)``.

    Parameters
    ----------
    spending : (2, ...) float
        Spending after and before.
    change_of_index, change_of_prices : (...) float
        Log changes.
    """
    return np.asarray(log_mean(*spending) * (change_of_prices - change_of_index))


def parts(accounts: Accounts) -> dict[str, Floats]:
    """Return the change of real consumption, its parts, and what no part explains.

    Equation (172). All money is in units of the own consumer basket, so that no part depends on
    the numeraire. What each part is stands in docs/model.md.

    Parameters
    ----------
    accounts : Accounts
        Accounts of ``I`` economies in ``T`` weeks, after and before.

    Returns
    -------
    dict of str to (I, T) float
        ``change``, ``PARTS``, ``other_frictions``, ``duty_by_rates``; real consumption ``before``.
        USD million a year at prices of the base.
    """
    books, bought = accounts.books, accounts.bought
    deflator = books.price[:, None, :, None]
    log_deflator = log_of(deflator)
    value, duty, landed = (each / deflator for each in (bought.value, bought.duty, bought.spending))
    log_price = bought.log_price - log_deflator
    by_rates = duty_by_rates(value, landed, log_price, log_price + bought.log_duty)
    of_exports = effect_of_prices(accounts.sold / deflator, accounts.sold_log_price - log_deflator)
    of_imports = effect_of_prices(value, log_price)
    flows = {
        "export_prices": of_exports * accounts.abroad,
        "import_prices": -of_imports * accounts.abroad,
        # What a merged economy buys from itself may carry duty too.
        "volume_of_trade": volume_of_trade(duty, by_rates),
        "duty_by_rates": by_rates,
    }
    real = {name: each / books.price for name, each in _money(accounts).items()}
    found = {
        **{name: each.sum(axis=(0, 2)) for name, each in flows.items()},
        **{name: each[0] - each[1] for name, each in real.items()},
        **_of_relationships(accounts, landed, log_price + bought.log_duty),
        **_of_work(books),
    }
    found["stocks"] = found["stocks"] + _drawn(accounts)
    found["change"] = found.pop("consumption")
    found["other_frictions"] = found["change"] - np.sum([found[name] for name in PARTS], axis=0)
    return found | {"before": real["consumption"][1]}


def _money(accounts: Accounts) -> dict[str, Floats]:
    """(2, I, T) amounts of which the change is a part as it is."""
    books, imports = accounts.books, (accounts.bought.value * accounts.abroad).sum(axis=(1, 3))
    received = books.transfer + books.fees
    kept = received + accounts.sold.sum(axis=(1, 3)) - accounts.paid
    return {
        "consumption": books.spending,
        "transfers": received,
        "profits_abroad": -kept,
        "stocks": imports - accounts.paid + books.ahead,
    }


def _drawn(accounts: Accounts) -> Floats:
    """(I, T) what is used beyond what arrives, at the mean of its landed prices after and before."""
    price = accounts.landed_price / accounts.books.price[:, None]
    mean = log_mean(*np.where(price > 0.0, price, price[::-1]))  # nothing may arrive in one of the two
    total: Floats = (mean * (accounts.drawn[0] - accounts.drawn[1])).sum(axis=0)
    return total


def _of_relationships(accounts: Accounts, landed: Floats, log_landed: Floats) -> dict[str, Floats]:
    """(I, T) what varieties add, and the gap between what buyers pay in the model and the prices of flows."""
    spending, theta = landed.sum(axis=1), accounts.theta[:, None]
    prices = weighted(sato_vartia_weights(*landed), log_landed[0] - log_landed[1])
    varieties = variety_term(landed[0], landed[1], theta)
    cost = accounts.log_cost - log_of(accounts.books.price)[:, :, None]
    gaps = {
        "variety": index_gap(spending, varieties, np.zeros_like(varieties)),
        "matches": index_gap(spending, cost[0] - cost[1], prices + varieties),
    }
    return {name: np.nansum(each, axis=1) for name, each in gaps.items()}


def _of_work(books: Books) -> dict[str, Floats]:
    """(I, T) what labour adds that found or lost its job, and what it works more than it is paid for."""
    bill = books.labour * books.at_work / books.price
    jobs, used = log_of(books.employed), log_of(books.at_work)
    return {"jobs": effect_of_prices(bill, jobs), "hours": effect_of_prices(bill, used - jobs)}


def _shares(found: Mapping[str, Floats]) -> dict[str, Floats]:
    """Everything as fractions of real consumption before, and the terms of trade."""
    shares = {name: over(each, found["before"]) for name, each in found.items() if name != "before"}
    return shares | {"terms_of_trade": shares["export_prices"] + shares["import_prices"]}


def _together(found: Mapping[str, Floats]) -> dict[str, Floats]:
    """(I,) the same of all weeks together."""
    return _shares({name: each.mean(axis=-1) for name, each in found.items()})


def closing_parts(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the parts for every economy, mean of the last four weeks, and those of the long run."""
    economies, weeks = evidence.axes.economies, evidence.axes.closing(CLOSING_WEEKS)
    accounts = accounts_of_run(evidence, closing_purchases(evidence), range(len(economies)), weeks)
    found, rest = (_together(parts(each)) for each in (accounts, accounts_of_the_long_run(evidence)))
    # At rest, what buyers pay leaves the index of prices only where bans keep out a part of a flow.
    rest["other_frictions"] = rest["other_frictions"] + rest["matches"]
    benchmark = {f"{name}_benchmark": rest[name] for name in IN_THE_LONG_RUN}
    return pl.DataFrame({"economy": economies, **found, **benchmark})


def weekly_parts(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the parts for the economies asked for, week by week."""
    weeks, subjects = np.array(evidence.axes.weeks, dtype="datetime64[D]"), evidence.subjects
    home = [evidence.axes.economy(code) for code in subjects]
    every = slice(0, len(weeks))
    found = _shares(parts(accounts_of_run(evidence, weekly_purchases(evidence), home, every)))
    keys = {"economy": np.repeat(subjects, len(weeks)), "week": np.tile(weeks, len(subjects))}
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in found.items()}})


_PARTS = (
    number("change", "fraction", "Real consumption against the reference: the sum of all parts"),
    number("terms_of_trade", "fraction", "From dearer exports and cheaper imports, before duty"),
    number("export_prices", "fraction", "Of which exports"),
    number("import_prices", "fraction", "Of which imports"),
    number("volume_of_trade", "fraction", "From imports that are worth their duty on top of what they cost"),
    number("variety", "fraction", "From origins lost or won, love of variety at the long-run elasticity"),
    number(
        "transfers", "fraction", "From what finances the trade deficit and fees of routing, in real terms"
    ),
    number("matches", "fraction", "From relationships: buyers' cost in the model rises by less than prices"),
    number("jobs", "fraction", "From jobs found or lost"),
    number("hours", "fraction", "From labour that works more than it is paid for, or less"),
    number("profits_abroad", "fraction", "From losses that owners abroad bear, less profits that they get"),
    number(
        "stocks", "fraction", "From goods in store or at sea, and output of which inputs are bought later"
    ),
    number("other_frictions", "fraction", "What is left"),
    number(
        "duty_by_rates", "fraction", "Beside the parts: duty that buyers pay their treasury as rates rise"
    ),
)
_LONG_RUN = (
    number(
        "change_benchmark", "fraction", "Real consumption in the long run without frictions, against the base"
    ),
    number("terms_of_trade_benchmark", "fraction", "Its terms of trade"),
    number("volume_of_trade_benchmark", "fraction", "Its volume of trade"),
    number("variety_benchmark", "fraction", "Its origins lost or won"),
    number("transfers_benchmark", "fraction", "Its transfers"),
    number("other_frictions_benchmark", "fraction", "What is left: large changes, bans on parts of flows"),
)
_SOURCES = (
    "Caliendo and Parro (2015), Review of Economic Studies 82(1), for terms and volume of trade",
    "Vartia (1976), Ideal log-change index numbers, Scandinavian Journal of Statistics 3(3)",
    "Feenstra (1994), New product varieties and the measurement of international prices, AER 84(1)",
)

WELFARE_PARTS = Metric(
    question="Why does an economy gain or lose: prices, volumes, relationships, work, or profits?",
    table=Table(
        "welfare_parts",
        "Parts of the change of real consumption against the reference, mean of the last four weeks.",
        (ECONOMY, *_PARTS, *_LONG_RUN),
    ),
    compute=closing_parts,
    equations=(168, 169, 170, 171, 172),
    sources=_SOURCES,
)

WEEKLY_WELFARE_PARTS = Metric(
    question="Why does an economy gain or lose, week by week?",
    table=Table(
        "weekly_welfare_parts",
        "Parts of the change of real consumption against the reference, by week.",
        (ECONOMY, WEEK, *_PARTS),
    ),
    compute=weekly_parts,
    equations=(168, 169, 170, 171, 172),
    sources=_SOURCES,
    on_request=True,
)
