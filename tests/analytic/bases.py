"""Bases to solve from, from the textbook's to the shipped one, and tariffs to put on them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import numpy as np
from factories import small_world

from sim.world import build_world
from sim.world.accounts import Accounts
from sim.world.plain_accounts import armington, caliendo_parro

CLOSURES = ("fixed", "balanced", "gdp_share")
THREE_ECONOMIES = [[820.0, 60.0, 70.0], [110.0, 900.0, 120.0], [90.0, 60.0, 1500.0]]
BASE_TARIFFS = [[0.0, 0.05, 0.04], [0.03, 0.0, 0.05], [0.02, 0.06, 0.0]]
EXACT = 1e-14


def textbook():
    """Three economies, one good, deficits, tariffs in the base."""
    return armington(THREE_ECONOMIES, 5.0, BASE_TARIFFS)


@cache
def linked(seed=0):
    """Four economies and three sectors that buy from each other; services are taxed like the rest."""
    draw = np.random.default_rng([seed, 7])
    count, sectors = 4, 3
    flows = draw.uniform(2.0, 12.0, (count, count, sectors))
    home = np.arange(count)
    flows[home, home] = draw.uniform(80.0, 120.0, (count, sectors))
    tariff = draw.uniform(0.0, 0.2, flows.shape)
    tariff[home, home] = 0.0
    inputs = draw.uniform(0.05, 0.2, (count, sectors, sectors))
    return caliendo_parro(flows, draw.uniform(1.0, 5.0, sectors), tariff, inputs)


@cache
def small(seed=0):
    """Distribution, services, product groups in sectors: every part of the model, made up."""
    return plain(small_world(seed))


@cache
def shipped():
    """The shipped base of 2024 with all but three economies merged."""
    return plain(build_world(2024, ["USA", "CHN", "EU"]))


def every_base():
    """One base of each kind."""
    return {"textbook": textbook(), "linked": linked(), "small": small(), "shipped": shipped()}


def plain(world):
    """The accounts alone of a world."""
    return Accounts(**{field.name: getattr(world, field.name) for field in fields(Accounts)})


def abroad(accounts):
    """(N, N, 1) one where origin and destination differ."""
    return 1.0 - np.eye(len(accounts.economies))[:, :, None]


def war(accounts, seed=0, most=0.6):
    """Base tariffs and as much as ``most`` more on every foreign good, services spared."""
    more = np.random.default_rng([seed, 8]).uniform(0.0, most, accounts.expenditure.shape)
    return accounts.base_tariff + more * abroad(accounts) * accounts.is_goods


def raised(accounts, rate, economy=0):
    """Base tariffs and ``rate`` more on all goods that one economy imports."""
    more = np.zeros_like(accounts.base_tariff)
    more[:, economy] = rate
    return accounts.base_tariff + more * abroad(accounts) * accounts.is_goods
