"""The mean-field path, week after week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from sim.economy.beliefs import News
from sim.economy.deficits import Closure
from sim.economy.foresight import NOTHING_KNOWN, Outlook
from sim.economy.inventories import stockholding
from sim.economy.mean_field.state import MeanField, mean_field_base
from sim.economy.mean_field.week import mean_field_week
from sim.economy.route_checks import RouteChecks
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def mean_field_path(
    accounts: Accounts,
    behaviour: Behaviour,
    deficits: Closure,
    tariffs: Iterable[Floats],
    start: MeanField | None = None,
    outlooks: Iterable[Outlook] | None = None,
    news: Iterable[News] | None = None,
    barred: Iterable[Floats | None] | None = None,
    checks: Iterable[RouteChecks | None] | None = None,
) -> Iterator[MeanField]:
    """Yield the economy after each week.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    deficits : str
        Closure of the trade deficits.
    tariffs : iterable of (N, N, G) float
        Rates in force, week by week.
    start : MeanField, optional
        Where to start; the base where left out.
    outlooks : iterable of Outlook, optional
        What is known in each of these weeks of tariffs to come; nothing ever where left out.
    news : iterable of News, optional
        Announcements and statements, week by week; where left out tariffs come unannounced and are
        taken to stay.
    barred : iterable of (N, N, G) float or None, optional
        Share of each flow that bans keep out, week by week; nothing ever where left out.
    checks : iterable of RouteChecks or None, optional
        What customs finds out by route, week by week; as the parameters say where left out.
    """
    holding = stockholding(accounts, behaviour.inventories)
    state = mean_field_base(accounts, behaviour) if start is None else start
    known = repeat(NOTHING_KNOWN) if outlooks is None else outlooks
    heard = repeat(None) if news is None else news
    bans = repeat(None) if barred is None else barred
    searches = repeat(None) if checks is None else checks
    for tariff, outlook, told, ban, check in zip(tariffs, known, heard, bans, searches, strict=False):
        state = mean_field_week(
            accounts, behaviour, deficits, tariff, state, holding, outlook, told, ban, check
        )
        yield state
