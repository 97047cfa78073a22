"""Who pays a tariff, and when: at the border, at retail, and in the long run."""

from collections import deque
from itertools import repeat

import numpy as np
import pytest
from bases import linked, raised, small

from sim.economy.equilibrium import long_run
from sim.economy.mean_field import mean_field_path, welfare
from sim.scenario.schema import Behaviour
from sim.world import build_world

OFF = {"on": False}
QUICK = {"resourcing_hazard": 2.0, "wage_adjustment": 0.05}
MECHANISMS = {
    "capacity": {"growth_half_life": 26.0, "decline_half_life": 26.0, "congestion": 0.4, "slack": 0.2},
    "exporter_margin": {"absorption": 0.3},
    "retail": {},
}
PLAIN_HOUSEHOLDS = {"engel": OFF, "unemployment": OFF, "sentiment": OFF}
"""Unemployment and boycotts move demand, and with it prices where capacity is short or idle."""
NONE = {**dict.fromkeys(MECHANISMS, OFF), **PLAIN_HOUSEHOLDS}


def path(accounts, tariff, weeks, **behaviour):
    return list(
        mean_field_path(accounts, Behaviour.model_validate(behaviour), "fixed", repeat(tariff, weeks))
    )


def only(name, **keys):
    """Of the mechanisms of this file only one, with plain households."""
    one = {each: {**MECHANISMS[each], **keys} if each == name else OFF for each in MECHANISMS}
    return {**one, **PLAIN_HOUSEHOLDS}


@pytest.fixture(scope="module")
def world():
    return build_world(2024)


@pytest.mark.parametrize("everyone", [False, True], ids=["on China", "on everyone"])
def test_a_fifth_on_imports_passes_the_border_whole_and_a_fifth_of_it_reaches_shops_in_six_months(
    world, everyone
):
    america = world.economies.index("USA")
    taxed = np.ones(len(world.economies), bool) if everyone else np.array(world.economies) == "CHN"
    taxed[america] = False
    tariff = world.base_tariff.copy()
    tariff[:, america] += 0.2 * taxed[:, None] * world.is_goods
    spent = world.expenditure[:, america] * world.is_goods
    step = np.log((1.0 + tariff) / (1.0 + world.base_tariff))[:, america]
    at_border, taste = spent * taxed[:, None], world.taste[america] * world.is_goods
    absorbed = (spent * step).sum(axis=0) / np.where(spent.sum(axis=0) > 0.0, spent.sum(axis=0), 1.0)
    border, retail = [], []
    for state in path(world, tariff, 52):
        charged = (state.log_supplier_price[:, None] + state.exporter_margin)[:, america] + step
        border.append((at_border * charged).sum() / (at_border * step).sum())
        retail.append(float(taste @ state.log_retail_price[america] / (taste @ absorbed)))
    assert min(border) > 0.9
    assert max(border) < 1.0
    assert 0.15 < retail[25] < 0.35
    assert retail == sorted(retail)


@pytest.mark.parametrize("name", MECHANISMS)
@pytest.mark.parametrize("make", [small, linked])
def test_each_mechanism_leaves_the_rest_point_where_it_is(make, name):
    accounts = make()
    tariff = raised(accounts, 0.25)
    rest = long_run(accounts, tariff)
    quick = only(name, price_adjustment=0.1) if name == "retail" else only(name)
    run = mean_field_path(
        accounts, Behaviour.model_validate({**QUICK, **quick}), "fixed", repeat(tariff, 30 * 52)
    )
    state = deque(run, maxlen=1).pop()
    assert welfare(accounts, state) == pytest.approx(rest.welfare, abs=2e-6)
    assert state.quantity == pytest.approx(state.capacity.size, rel=1e-4) or name != "capacity"
    assert state.retail_profit == pytest.approx(0.0, abs=1e-4)
    assert state.exporter_margin == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("name", MECHANISMS)
def test_each_mechanism_moves_the_path(name):
    accounts = small()
    tariff = raised(accounts, 0.25)
    still = path(accounts, tariff, 13, **NONE)[-1]
    moved = path(accounts, tariff, 13, **only(name))[-1]
    assert np.abs(moved.customs_value / still.customs_value - 1.0).max() > 1e-4


@pytest.mark.parametrize("residents", [0.5, 1.0])
def test_money_is_neither_made_nor_lost_while_shops_absorb_a_tariff(residents):
    accounts = small()
    states = path(
        accounts,
        raised(accounts, 0.25),
        60,
        **only("retail", resident_owners=residents, price_adjustment=0.02),
    )
    held = [float(state.cash.sum() + state.treasury.sum()) for state in states]
    assert held == pytest.approx([accounts.revenue.sum() / 52] * 60, rel=1e-10)


def test_shops_owned_by_residents_do_not_make_a_tariff_a_gift_from_abroad():
    """Losses that nobody at home bears raise consumption of the taxing economy; those of residents do not."""
    accounts = small()
    tariff = raised(accounts, 0.25)
    without = path(accounts, tariff, 52, **NONE)
    gain = {
        residents: np.mean(
            [
                welfare(accounts, state)[0] - welfare(accounts, reference)[0]
                for state, reference in zip(
                    path(accounts, tariff, 52, **only("retail", resident_owners=residents)),
                    without,
                    strict=True,
                )
            ]
        )
        for residents in (0.5, 1.0)
    }
    assert gain[0.5] > 0.002
    assert abs(gain[1.0]) < 0.2 * gain[0.5]


def test_an_exporter_that_is_hit_charges_less_and_its_rivals_more():
    accounts = small()
    tariff = accounts.base_tariff.copy()
    tariff[1, 0, accounts.is_goods] += 1.0
    off = path(accounts, tariff, 26, **NONE)[-1]
    on = path(accounts, tariff, 26, **only("capacity"))[-1]
    change = on.log_supplier_price - off.log_supplier_price
    goods = accounts.is_goods
    assert change[1, goods].mean() < 0.0 < change[0, goods].mean()
    assert (on.capacity.size[1, goods] * 52 < accounts.group_output[1, goods]).all()
    assert on.capacity.moved[1, 0].sum() > 0.0
