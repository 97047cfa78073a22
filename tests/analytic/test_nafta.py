"""The North American Free Trade Agreement with the data of Caliendo and Parro (2015)."""

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from sim.economy.equilibrium import Equilibrium, long_run
from sim.economy.rebasing import rebased
from sim.economy.welfare_parts import terms_of_trade, volume_of_trade
from sim.world.accounts import Accounts
from sim.world.plain_accounts import caliendo_parro

RAW = Path(os.environ.get("TRADEWAR_RAW_DATA", Path(__file__).parents[3] / "shared" / "data"))
MODEL = RAW / "published" / "cp2015_nafta.npz"
MEMBERS = ("Mexico", "Canada", "USA")

pytestmark = [
    pytest.mark.raw,
    pytest.mark.skipif(not MODEL.is_file(), reason="the raw data folder is not here"),
]


class Agreement(NamedTuple):
    base: Accounts
    after: Equilibrium
    members: np.ndarray


@pytest.fixture(scope="module")
def nafta():
    """Trade balanced at the tariffs of 1993; then those of 2005 inside the bloc and nowhere else."""
    with np.load(MODEL) as stored:
        model = dict(stored)
    economies = tuple(str(name) for name in model["names"])
    inputs = np.maximum(model["io_share"], 0.0)  # one share is -0.0006
    observed = caliendo_parro(model["X"], model["theta"], model["t1993"], inputs, economies)
    # final demand is negative in 185 markets; the authors' shares of spending have these at zero
    balanced = long_run(observed, model["t1993"], "balanced", taste=model["alpha"], tolerance=1e-13)
    base = rebased(observed, balanced)
    members = np.array([economies.index(name) for name in MEMBERS])
    inside = np.ix_(members, members)
    tariff = model["t1993"].copy()
    tariff[inside] = model["t2005"][inside]
    return Agreement(base, long_run(base, tariff, "balanced", tolerance=1e-13), members)


def test_data_are_as_the_recipe_takes_them():
    with np.load(MODEL) as stored:
        shares = stored["io_share"]
        observed = caliendo_parro(stored["X"], stored["theta"], stored["t1993"], np.maximum(shares, 0.0))
    assert (shares < 0.0).sum() == 1
    assert shares.min() == pytest.approx(-0.0006, abs=5e-5)
    assert (observed.final_goods < 0.0).sum() == 185


def test_exact_change_of_real_income(nafta):
    percent = 100.0 * (nafta.after.welfare[nafta.members] - 1.0)
    assert percent == pytest.approx([0.007, -0.110, 0.074], abs=0.0005)


def test_published_change_of_welfare_is_the_first_order_formula(nafta):
    """The paper's table of welfare effects; its figures have two decimals."""
    terms, volume = (
        100.0 * part(nafta.base, nafta.after)[nafta.members] for part in (terms_of_trade, volume_of_trade)
    )
    assert terms + volume == pytest.approx([1.31, -0.06, 0.08], abs=0.005)
    assert terms == pytest.approx([-0.41, -0.11, 0.04], abs=0.005)
    assert volume == pytest.approx([1.72, 0.04, 0.04], abs=0.005)


def test_published_growth_of_imports_inside_the_bloc(nafta):
    inside = np.ix_(nafta.members, nafta.members)
    foreign = 1.0 - np.eye(3)[:, :, None]
    before, after = (
        (value[inside] * foreign).sum(axis=(0, 2))
        for value in (nafta.base.customs_value, nafta.after.customs_value)
    )
    assert 100.0 * (after / before - 1.0) == pytest.approx([118.0, 11.0, 41.0], abs=0.5)
