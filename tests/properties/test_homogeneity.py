"""Only ratios matter: the unit of money, the level of prices and the size of the world do not."""

import numpy as np
import pytest
from factories import small_world
from few_or_many import holds
from hypothesis import strategies as st
from small_wars import SEEDS, after, figures, measures, pools, question, small_war
from turned_worlds import in_units

from sim.economy.equilibrium import long_run
from sim.economy.prices import cobb_douglas_index, log_unit_cost, retail_price
from sim.economy.sourcing import loss_from_staying, sourcing_shares, weekly_hazard
from sim.world.population import synthesise_population

POWERS_OF_TWO = st.integers(-10, 10).map(lambda power: 2.0**power)
UNITS = st.one_of(POWERS_OF_TWO, st.floats(1e-3, 1e3))
MONEY = {
    "account_spending", "final_spending", "final_purchases", "retail_profit", "income", "decile_income",
    "made_do", "production_cost", "distribution_labour", "use_value", "used", "customs_value", "duty",
    "routing_fee", "fees_received", "receipts", "quantity", "cell_quantity", "labour_bill", "cash",
    "distribution_cash", "treasury", "importers_gain", "capacity.size", "capacity.moved",
    "sales_at_cost", "spending", "inventories.on_hand", "inventories.in_transit", "inventories.use",
}  # fmt: skip
"""Figures that are amounts of money, or quantities at base prices; all others are ratios."""

DIFFERENCES = {
    "cash", "distribution_cash", "retail_profit", "importers_gain", "capacity.moved", "routing_fee",
    "fees_received",
}  # fmt: skip
"""What is left of amounts, or hangs on what is left of prices: as exact as the flows that it is a part of."""


def is_money(name):
    return name in MONEY or name.startswith(("inventories.shipped[", "inventories.shipped_value["))


def unlike(one, other, scale, tolerance):
    """Figures that are not the same, money in its unit: to a part of the largest, of one for ratios."""
    one, other = figures(one), figures(other)
    assert one.keys() == other.keys()
    found = []
    for name, figure in one.items():
        if figure is None or isinstance(figure, str):
            assert figure == other[name], name
            continue
        value = np.asarray(figure, dtype=float) * (scale if is_money(name) else 1.0)
        size = np.abs(value).max(initial=0.0)
        if not is_money(name):
            size = max(size, 1.0)
        elif name in DIFFERENCES:
            size = max(size, scale * np.abs(one["customs_value"]).max())
        if not (np.abs(value - np.asarray(other[name], dtype=float)) <= tolerance * size).all():
            found.append(name)
    return found


def exactness(scale):
    """No rounding where the factor is a power of two; some where it is not."""
    return 0.0 if np.frexp(scale)[0] == 0.5 else 1e-12


@holds(10, seed=SEEDS, unit=UNITS, acts=measures())
def test_agents_do_not_see_the_unit_of_money(seed, unit, acts):
    """``state(k X) = k state(X)`` for amounts, ``state(X)`` for prices, shares and decisions, week by week.

    To the bit where ``k`` is a power of two: the same firms are laid, reviewed and chosen.
    """
    world, scenario = small_world(seed), question(*acts, seed=seed)
    model, other = small_war(scenario, world), small_war(scenario, in_units(world, unit))
    for _ in range(2):
        assert unlike(model.state, other.state, unit, exactness(unit)) == []
        after(model, 4), after(other, 4)
    assert unlike(model.state, other.state, unit, exactness(unit)) == []


@holds(8, seed=SEEDS, unit=UNITS, acts=measures())
def test_pools_do_not_see_the_unit_of_money(seed, unit, acts):
    """``S(k X) = k S(X)`` for amounts and ``S(X)`` for the rest: to the bit where ``k`` is a power of two."""
    world, scenario = small_world(seed), question(*acts, weeks=6)
    for one, other in zip(pools(scenario, world), pools(scenario, in_units(world, unit)), strict=True):
        assert unlike(one, other, unit, exactness(unit)) == []


@holds(8, seed=SEEDS, unit=UNITS, rate=st.floats(0.0, 2.0), closure=st.sampled_from(["fixed", "gdp_share"]))
def test_the_long_run_does_not_see_the_unit_of_money(seed, unit, rate, closure):
    """``w(k X) = w(X)``, ``P(k X) = P(X)``, ``W(k X) = W(X)``, ``flows(k X) = k flows(X)``."""
    world = small_world(seed)
    tariff = world.base_tariff.copy()
    tariff[1, 0, world.is_goods] += rate
    one, other = (long_run(each, tariff, closure) for each in (world, in_units(world, unit)))
    assert one.rounds == other.rounds
    for figure in ("wage", "unit_cost", "price", "consumer_price", "welfare"):
        assert getattr(other, figure) == pytest.approx(getattr(one, figure), rel=exactness(unit) or 1e-15)
    assert other.customs_value == pytest.approx(unit * one.customs_value, rel=exactness(unit) or 1e-15)


@holds(20, many=500, seed=SEEDS, scale=POWERS_OF_TWO)
def test_prices_are_homogeneous_of_degree_one_in_costs_and_demand_of_degree_zero(seed, scale):
    """``c(k w, k P) = k c(w, P)``, ``e(k p) = k e(p)``, ``retail(k p, k w) = k retail(p, w)``,
    ``index(k P) = k index(P)``; ``pi(k p) = pi(p)``, ``loss(k p) = loss(p)`` and so the hazard."""
    world, draw = small_world(seed), np.random.default_rng(seed)
    n, g = len(world.economies), len(world.groups)
    landed, wage = draw.uniform(0.3, 3.0, (n, n, g)), draw.uniform(0.5, 2.0)
    price = draw.uniform(0.5, 2.0, g)
    shift = np.log(scale)
    cost = log_unit_cost(world.value_added_share[0], world.input_share[0], np.log(wage), np.log(price))
    dearer = log_unit_cost(
        world.value_added_share[0], world.input_share[0], np.log(scale * wage), np.log(scale * price)
    )
    assert dearer == pytest.approx(cost + shift, abs=1e-13)
    share, obtained = sourcing_shares(world.base_share, landed, world.theta)
    same_share, dearer_price = sourcing_shares(world.base_share, scale * landed, world.theta)
    assert same_share == pytest.approx(share, rel=1e-12)
    assert dearer_price == pytest.approx(scale * obtained, rel=1e-12)
    loss, same_loss = (
        loss_from_staying(*each) for each in ((landed, obtained), (scale * landed, dearer_price))
    )
    assert same_loss == pytest.approx(loss, abs=1e-12)
    hazards = [weekly_hazard(each, 0.25, 20.0, 2.0, 8.0) for each in (loss, same_loss)]
    assert hazards[1] == pytest.approx(hazards[0], rel=1e-10)
    paid = [retail_price(k * price, k * wage, k * 1.1, 0.25, 0.6) for k in (1.0, scale)]
    assert paid[1] == pytest.approx(scale * paid[0], rel=1e-12)
    index = [cobb_douglas_index(k * price, world.taste[0]) for k in (1.0, scale)]
    assert index[1] == pytest.approx(scale * index[0], rel=1e-12)


def test_accounts_in_another_unit_are_the_same_accounts_and_firms_are_as_large_as_before():
    """``account(2 X) = 2 account(X)``, ``share(2 X) = share(X)``, ``sales(2 X) = 2 sales(X)`` to the bit."""
    world = small_world()
    double = in_units(world, 2.0)
    for account in ("customs_value", "labour_income", "consumption", "margin", "deficit", "output"):
        assert np.array_equal(getattr(double, account), 2.0 * getattr(world, account)), account
    for share in ("base_share", "taste", "value_added_share", "weight_of_goods"):
        assert np.array_equal(getattr(double, share), getattr(world, share)), share
    firms, larger = (synthesise_population(each, 72, 1500, 18, 1) for each in (world, double))
    assert np.array_equal(larger.producers.base_sales, 2.0 * firms.producers.base_sales)
    assert np.array_equal(larger.producers.size, firms.producers.size)
    assert np.array_equal(larger.relationships.weight, firms.relationships.weight)
