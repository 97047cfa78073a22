"""An equilibrium becomes the base of the next question."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sim.economy.equilibrium import Equilibrium, long_run
from sim.world.accounts import Accounts

AnyAccounts = TypeVar("AnyAccounts", bound=Accounts)

EXACT = 1e-13
"""Tolerance of an equilibrium that is to serve as a base."""


def rebased(accounts: AnyAccounts, equilibrium: Equilibrium) -> AnyAccounts:
    """Return accounts whose base is an equilibrium of the given ones.

    Technology, margins and elasticities stay; flows and tariffs are those of the equilibrium, and with
    them every other account. Solving from here or from the old base leads to the same place
    (path independence).

    Parameters
    ----------
    accounts : Accounts
        The base that the equilibrium was solved from.
    equilibrium : Equilibrium
        The new base.
    """
    return replace(accounts, expenditure=equilibrium.expenditure, base_tariff=equilibrium.tariff)


def balanced_base(accounts: AnyAccounts) -> AnyAccounts:
    """Return the accounts as they would be, at unchanged tariffs, were all trade balanced.

    The usual first step of a study that does not want deficits in its counterfactuals (Dekle,
    Eaton and Kortum 2007; Caliendo and Parro 2015).
    """
    return rebased(accounts, long_run(accounts, accounts.base_tariff, "balanced", tolerance=EXACT))
