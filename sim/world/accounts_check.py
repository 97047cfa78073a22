"""Accounts and tariffs that no equilibrium can have are named and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

ROUNDING = 1e-9
"""Residual accounts may be this far below zero, as a share of the market's spending."""

MOST_NAMED = 3


class BadAccountsError(ValueError):
    """Base accounts or tariffs are not usable; the message names every fault and where it is."""


def check_accounts(accounts: Accounts, with_final_demand: bool = True) -> None:
    """Refuse accounts with holes, negative entries, idle economies or missing elasticities.

    Parameters
    ----------
    accounts : Accounts
        What to check.
    with_final_demand : bool
        Whether final demand, which is a residual, has to be positive too.

    Raises
    ------
    BadAccountsError
        With one line a fault.
    """
    _refuse(_wrong_shapes(accounts))
    _refuse(_bad_entries(accounts))
    _refuse(_bad_totals(accounts, with_final_demand))


def check_tariff(accounts: Accounts, tariff: Floats) -> None:
    """Refuse tariffs that are not numbers or at or below minus 100 %, and a wrong shape.

    Raises
    ------
    BadAccountsError
        Naming origin, destination and product group.
    """
    if tariff.shape != accounts.expenditure.shape:
        raise BadAccountsError(f"tariffs have shape {tariff.shape}, not {accounts.expenditure.shape}")
    _refuse(_places(accounts, ~np.isfinite(tariff), "tariff is not a number", _flow))
    _refuse(_places(accounts, tariff <= -1.0, "tariff at or below -100 %", _flow))


def check_taste(accounts: Accounts, taste: Floats) -> None:
    """Refuse shares in final spending that are negative, do not add up, or buy what nobody sells.

    Raises
    ------
    BadAccountsError
        Naming the economy, or the economy and the product group.
    """
    if np.shape(taste) != accounts.absorption.shape:
        raise BadAccountsError(f"taste has shape {np.shape(taste)}, not {accounts.absorption.shape}")
    _refuse(_places(accounts, ~(taste >= 0.0), "taste is not a share", _market))
    _refuse(
        _places(accounts, np.abs(taste.sum(axis=1) - 1.0) > ROUNDING, "taste does not sum to one", _economy)
    )
    unsold = (taste > 0.0) & (accounts.absorption <= 0.0)
    _refuse(_places(accounts, unsold, "taste for what nobody sells", _market))


def _refuse(faults: Iterator[str]) -> None:
    found = list(faults)
    if found:
        raise BadAccountsError("; ".join(found))


def _wrong_shapes(accounts: Accounts) -> Iterator[str]:
    economies, sectors, groups = len(accounts.economies), len(accounts.sectors), len(accounts.groups)
    shapes = {
        "expenditure": (economies, economies, groups),
        "base_tariff": (economies, economies, groups),
        "input_share": (economies, groups, sectors),
        "sector_of_group": (groups,),
        "margin_share": (economies,),
        "margin_labour_share": (economies,),
        "theta": (groups,),
    }
    for name, wanted in shapes.items():
        found = np.shape(getattr(accounts, name))
        if found != wanted:
            yield f"{name} has shape {found}, not {wanted}"


def _bad_entries(accounts: Accounts) -> Iterator[str]:
    for name, place in (("expenditure", _flow), ("base_tariff", _flow), ("input_share", _input)):
        yield from _places(accounts, ~np.isfinite(getattr(accounts, name)), f"{name} is not a number", place)
    yield from _places(accounts, accounts.expenditure < 0.0, "negative expenditure", _flow)
    yield from _places(accounts, accounts.base_tariff <= -1.0, "tariff at or below -100 %", _flow)
    yield from _places(accounts, accounts.input_share < 0.0, "negative input share", _input)
    margin, labour = accounts.margin_share, accounts.margin_labour_share
    yield from _places(accounts, ~((margin >= 0.0) & (margin < 1.0)), "margin_share outside 0 to 1", _economy)
    yield from _places(
        accounts, ~((labour >= 0.0) & (labour <= 1.0)), "margin_labour_share outside 0 to 1", _economy
    )
    sector = accounts.sector_of_group
    yield from _places(accounts, (sector < 0) | (sector >= len(accounts.sectors)), "no such sector", _group)
    no_margin_without_services = accounts.is_goods.all() & (accounts.margin_share > 0.0)
    yield from _places(accounts, no_margin_without_services, "a margin, but no group services", _economy)
    missing = ~(accounts.theta > 0.0) | ~np.isfinite(accounts.theta)
    yield from _places(accounts, missing, "no positive trade elasticity", _group)


def _bad_totals(accounts: Accounts, with_final_demand: bool) -> Iterator[str]:
    yield from _places(accounts, accounts.absorption.sum(axis=1) <= 0.0, "buys nothing", _economy)
    yield from _places(accounts, accounts.output.sum(axis=1) <= 0.0, "sells nothing", _economy)
    idle = (accounts.output > 0.0) & (accounts.value_added_share < -ROUNDING)
    yield from _places(accounts, idle, "inputs above the value of output", _sector)
    yield from _places(accounts, accounts.labour_income <= 0.0, "no labour income", _economy)
    if with_final_demand:
        floor = -ROUNDING * accounts.absorption
        services = ~accounts.is_goods
        demand = accounts.final_goods + np.where(services, accounts.final_services[:, None], 0.0)
        yield from _places(accounts, demand < floor, "negative final demand", _market)
        yield from _places(accounts, accounts.consumption <= 0.0, "no final demand", _economy)


def _places(
    accounts: Accounts, wrong: NDArray[np.bool_], what: str, name: Callable[..., str]
) -> Iterator[str]:
    found = np.argwhere(wrong)
    if len(found):
        named = ", ".join(name(accounts, *(int(each) for each in place)) for place in found[:MOST_NAMED])
        more = len(found) - MOST_NAMED
        yield f"{what}: {named}" + (f" and {more} more" if more > 0 else "")


def _flow(accounts: Accounts, origin: int, destination: int, group: int) -> str:
    return f"{accounts.economies[origin]} to {accounts.economies[destination]}, {accounts.groups[group]}"


def _input(accounts: Accounts, economy: int, group: int, sector: int) -> str:
    return f"{accounts.economies[economy]}, {accounts.groups[group]} in {accounts.sectors[sector]}"


def _market(accounts: Accounts, economy: int, group: int) -> str:
    return f"{accounts.economies[economy]}, {accounts.groups[group]}"


def _sector(accounts: Accounts, economy: int, sector: int) -> str:
    return f"{accounts.economies[economy]}, {accounts.sectors[sector]}"


def _economy(accounts: Accounts, economy: int) -> str:
    return accounts.economies[economy]


def _group(accounts: Accounts, group: int) -> str:
    return accounts.groups[group]
