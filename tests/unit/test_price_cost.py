"""What decoupling costs: price indices with lost varieties, and prices for each point of share."""

import numpy as np
import pytest
from factories import small_world
from hand_made import evidence, filled, mondays
from two_rests import accounts_of, evidence_of

from sim.economy.equilibrium import long_run
from sim.metrics.incidence.price_cost import PRICE_COST, PRICE_COST_BY_GROUP, WEEKLY_PRICE_COST
from sim.metrics.incidence.price_index import (
    log_mean,
    log_of,
    over_groups,
    price_of_some_origins,
    price_of_varieties,
    price_per_point,
    sato_vartia_weights,
    variety_term,
    weighted,
)

PARTS = ("from_duty", "from_exporters", "from_variety")


def ces(taste, price, sigma, bought=None):
    """Price index of utility with constant elasticity, and spending on each variety of a unit of money."""
    pull = taste * price ** (1.0 - sigma) * (1.0 if bought is None else bought)
    return pull.sum(axis=0) ** (1.0 / (1.0 - sigma)), pull / pull.sum(axis=0)


def made_up(seed=0, varieties=5, groups=3):
    draw = np.random.default_rng(seed)
    shape = (varieties, groups, 1)
    taste, price, duty = (
        draw.uniform(0.5, 2.0, shape),
        draw.uniform(0.5, 2.0, (2, *shape)),
        draw.uniform(0.0, 1.5, shape),
    )
    return taste, price, duty


def test_logarithmic_mean_by_hand():
    mean = log_mean(np.array([2.0, 3.0, 0.0, 1.0]), np.array([1.0, 3.0, 5.0, 1.0 + 1e-9]))
    assert mean == pytest.approx([1.0 / np.log(2.0), 3.0, 0.0, 1.0 + 5e-10], rel=1e-15)


def test_two_varieties_by_hand():
    """Half and half before, 0.6 and 0.4 after: logarithmic means of 0.5485 and 0.4481."""
    after, before = np.array([60.0, 40.0]), np.array([10.0, 10.0])
    means = [0.1 / np.log(1.2), 0.1 / np.log(1.25)]
    weights = sato_vartia_weights(after, before)
    assert weights == pytest.approx([means[0] / sum(means), means[1] / sum(means)])
    assert weights == pytest.approx([0.55034, 0.44966], abs=1e-5)
    assert weighted(weights, np.array([0.0, 0.2])) == pytest.approx(0.08993, abs=1e-5)


def test_lost_variety_by_hand():
    """A quarter of spending goes to what is lost; with theta of 2 that is half the log of 4/3."""
    after, before = np.array([50.0, 50.0, 0.0]), np.array([30.0, 45.0, 25.0])
    assert variety_term(after, before, np.array(2.0)) == pytest.approx(np.log(4.0 / 3.0) / 2.0)
    assert variety_term(before, after, np.array(2.0)) == pytest.approx(-np.log(4.0 / 3.0) / 2.0)
    assert sato_vartia_weights(after, before)[2] == 0.0


@pytest.mark.parametrize("sigma", [1.6, 2.25, 6.0])
def test_index_is_exact_for_fixed_tastes(sigma):
    taste, price, _ = made_up()
    (index, after), (base, before) = (ces(taste, each, sigma) for each in price)
    weights = sato_vartia_weights(after, before)
    assert weighted(weights, np.log(price[0] / price[1])) == pytest.approx(np.log(index / base), abs=1e-12)


@pytest.mark.parametrize("sigma", [1.6, 2.25, 6.0])
def test_index_is_exact_when_varieties_are_lost_and_won(sigma):
    taste, price, duty = made_up()
    landed = np.stack([price[0] * (1.0 + duty), price[1]])
    now, then = (np.array(each, float)[:, None, None] for each in ([1, 1, 1, 0, 1], [1, 1, 1, 1, 0]))
    (index, after), (base, before) = (
        ces(taste, p, sigma, b) for p, b in zip(landed, (now, then), strict=True)
    )
    theta = np.full(3, sigma - 1.0)
    found = price_of_varieties(after, before, np.log(1.0 + duty), np.log(price[0] / price[1]), theta)
    assert sum(found[part] for part in PARTS) == pytest.approx(np.log(index / base), abs=1e-12)
    assert np.abs(found["from_variety"]).min() > 1e-3


def test_tastes_that_move_are_read_as_prices():
    """A buyer that leaves a dear origin for its own reasons makes the index rise by less."""
    weights = sato_vartia_weights(np.array([0.9, 0.1]), np.array([0.5, 0.5]))
    kept = sato_vartia_weights(np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    rise = np.array([0.0, 0.5])
    assert weighted(weights, rise) < weighted(kept, rise) == pytest.approx(0.25)


def figures(after, before, duty, price, theta=(1.0, 2.0, 3.0)):
    return price_of_varieties(after, before, duty, price, np.array(theta))


def random_case(seed=1):
    draw = np.random.default_rng(seed)
    after, before = draw.uniform(1.0, 9.0, (2, 5, 3, 1))
    after[0], before[1] = 0.0, 0.0
    return after, before, *draw.normal(0.0, 0.3, (2, 5, 3, 1))


def test_backwards_every_part_has_the_other_sign():
    after, before, duty, price = random_case()
    there, back = figures(after, before, duty, price), figures(before, after, -duty, -price)
    for part in PARTS:
        assert back[part] == pytest.approx(-there[part], abs=1e-14)


def test_units_and_order_do_not_matter():
    after, before, duty, price = random_case()
    order = [4, 2, 0, 3, 1]
    found = figures(after, before, duty, price)
    other = figures(1e6 * after[order], 0.01 * before[order], duty[order], price[order])
    for part in PARTS:
        assert other[part] == pytest.approx(found[part], abs=1e-13)


def test_varieties_of_one_price_can_be_merged():
    """Two origins whose prices move alike are one for the index; with fixed tastes it is exact either way."""
    taste, price, _ = made_up()
    price[:, 1] = price[:, 0]
    sigma = 2.25
    (index, after), (base, before) = (ces(taste, each, sigma) for each in price)
    merged = [np.concatenate([each[:2].sum(axis=0, keepdims=True), each[2:]]) for each in (after, before)]
    change = np.log(price[0] / price[1])[1:]
    assert weighted(sato_vartia_weights(*merged), change) == pytest.approx(np.log(index / base), abs=1e-12)


def test_without_a_change_nothing_comes_out():
    spending = np.random.default_rng(2).uniform(1.0, 9.0, (5, 3, 1))
    spending[0] = 0.0
    found = figures(spending, spending, 0.0 * spending, 0.0 * spending)
    assert all((each == 0.0).all() for each in found.values())


def test_group_that_is_not_bought_has_no_price():
    after, before, duty, price = random_case()
    after[:, 1] = 0.0
    found = figures(after, before, duty, price)
    total = sum(found[part] for part in PARTS)
    assert np.isnan(total[1])
    spent = after.sum(axis=0), before.sum(axis=0)
    without = over_groups(total[[0, 2]], *(each[[0, 2]] for each in spent))
    assert over_groups(total, *spent) == pytest.approx(without)
    swapped = over_groups(total, spent[0] + np.array([[0.0], [50.0], [0.0]]), spent[1])
    assert swapped == pytest.approx(without)  # bought in both, but of other origins
    assert np.isnan(over_groups(np.full((3, 1), np.nan), *spent))


def test_groups_whose_prices_move_alike_move_all_together():
    after, before = np.random.default_rng(4).uniform(1.0, 9.0, (2, 3, 1))
    assert over_groups(np.full((3, 1), 0.07), after, before) == pytest.approx(0.07)


def test_price_for_each_point_by_hand():
    per_point = price_per_point(np.array([0.03, 0.03, 0.03]), np.array([0.02, 0.0, -0.01]), least=1e-4)
    assert per_point == pytest.approx([1.5, np.nan, np.nan], nan_ok=True)


def test_price_of_some_origins_follows_from_their_share():
    taste, price, _ = made_up()
    base, before = ces(taste, np.ones_like(price[0]), 2.25)
    index, after = ces(taste, price[0], 2.25)
    some, some_base = (
        ces(taste[1:], price[0][1:], 2.25)[0],
        ces(taste[1:], np.ones_like(price[0][1:]), 2.25)[0],
    )
    found = price_of_some_origins(np.log(index / base), after[1:].sum(axis=0), before[1:].sum(axis=0), 1.25)
    assert found == pytest.approx(np.log(some / some_base), abs=1e-12)
    assert np.isnan(price_of_some_origins(np.zeros(1), np.zeros(1), np.ones(1), 1.25))


@pytest.mark.parametrize("banned", [False, True])
def test_index_over_all_origins_is_the_price_of_the_benchmark(banned):
    """Two definitions of what buyers pay, one from prices and shares and one that the solver found."""
    world = small_world()
    barred = np.zeros_like(world.base_tariff)
    barred[1, 0, 0] = float(banned)
    more = 0.6 * (1.0 - np.eye(3))[:, :, None] * world.is_goods
    rest = long_run(world, world.base_tariff + more, tolerance=1e-14, barred=barred)
    bought = accounts_of(world, rest).bought
    change = [each[0] - each[1] for each in (bought.log_duty, bought.log_price)]
    found = price_of_varieties(bought.spending[0], bought.spending[1], *change, world.theta)
    assert sum(found[part] for part in PARTS)[..., 0] == pytest.approx(log_of(rest.price), abs=1e-11)
    assert (found["from_variety"][0, 0, 0] > 0.01) == banned


def test_table_of_a_run_at_rest_is_that_of_its_long_run():
    world = small_world()
    more = 0.6 * (1.0 - np.eye(3))[:, :, None] * world.is_goods
    rest = long_run(world, world.base_tariff + more)
    run = evidence_of(world, rest)
    frame, groups = PRICE_COST.frame(run), PRICE_COST_BY_GROUP.frame(run)
    goods = [place for place, group in enumerate(world.groups) if group != "services"]
    assert groups["goods_price"].to_numpy() == pytest.approx(np.log(rest.price[:, goods]).ravel(), abs=1e-6)
    for table in (frame, groups):
        for name in ("goods_price", "import_price"):
            assert table[f"{name}_benchmark"].to_numpy() == pytest.approx(table[name].to_numpy(), abs=1e-6)
        assert table["goods_cost"].to_numpy() == pytest.approx(table["goods_price"].to_numpy(), abs=1e-6)
        assert sum(table[part] for part in PARTS).to_numpy() == pytest.approx(
            table["import_price"].to_numpy()
        )


def hand_made_run(after, before, duty, quantity, cost=1.1):
    """Three economies and one good; what they pay is given for four weeks."""
    economies = ("USA", "CHN", "VNM")
    flows = [np.asarray(each, float)[..., None] for each in (after, before)]
    held = np.repeat(
        np.divide(quantity, before, out=np.zeros((3, 3)), where=np.asarray(before) > 0)[..., None, None], 4, 3
    )
    tables = {
        "retail_prices": filled(
            "retail_prices",
            {
                "arm": np.repeat(["scenario", "reference"], 12),
                "economy": np.tile(np.repeat(economies, 4), 2),
                "group": ["toys"] * 24,
                "week": mondays(4) * 6,
                "landed_price": np.repeat([cost, 1.0], 12),
            },
        )
    }
    of_duty = np.repeat(np.asarray(duty, float)[..., None, None], 4, 3)
    others = {"quantity_index": (held, np.ones_like(held)), "duty": (of_duty, 0.0 * of_duty)}
    return evidence(economies, ("toys",), *flows, tables=tables, theta=2.0, **others)


BEFORE = np.array([[50.0, 4.0, 1.0], [30.0, 90.0, 5.0], [30.0, 6.0, 6.0]])


def test_table_by_hand():
    """The US taxes China's toys by half: half of them are bought, at 2 % less, and more of Vietnam's."""
    after, quantity, duty = BEFORE.copy(), BEFORE.copy(), np.zeros((3, 3))
    after[1, 0], quantity[1, 0], duty[1, 0] = 14.7, 15.0, 7.35
    after[2, 0], quantity[2, 0] = 45.0, 45.0
    row = PRICE_COST.frame(hand_made_run(after, BEFORE, duty, quantity)).row(0, named=True)
    shares = np.array([22.05, 45.0]) / 67.05, np.array([0.5, 0.5])
    means = [(a - b) / np.log(a / b) for a, b in zip(*shares, strict=True)]
    weight = means[0] / sum(means)
    assert row["from_duty"] == pytest.approx(weight * np.log(1.5), rel=1e-6)
    assert row["from_exporters"] == pytest.approx(weight * np.log(0.98), rel=1e-5)
    assert row["from_variety"] == 0.0
    assert row["import_price"] == pytest.approx(row["from_duty"] + row["from_exporters"])
    lost = 0.5 - 14.7 / 59.7
    assert row["partner"] == "CHN"
    assert row["import_share_lost"] == pytest.approx(lost, rel=1e-6)
    assert row["import_price_per_point"] == pytest.approx(row["import_price"] / lost, rel=1e-6)
    assert row["goods_cost"] == pytest.approx(np.log(1.1), rel=1e-6)
    weekly = WEEKLY_PRICE_COST.frame(hand_made_run(after, BEFORE, duty, quantity))
    assert weekly.height == 2 * 4
    assert weekly["import_price"][3] == pytest.approx(row["import_price"])


def test_flow_that_ends_is_a_lost_variety():
    after = BEFORE.copy()
    after[1, 0] = 0.0
    row = PRICE_COST_BY_GROUP.frame(hand_made_run(after, BEFORE, np.zeros((3, 3)), after)).row(0, named=True)
    assert row["from_variety"] == pytest.approx(
        np.log(2.0) / 2.0, rel=1e-6
    )  # theta of 2, half of imports gone
    assert row["import_price"] == pytest.approx(row["from_variety"])
    assert row["goods_price"] == pytest.approx(np.log(110.0 / 80.0) / 2.0, rel=1e-6)


def test_importer_of_nothing_has_no_price_of_imports():
    closed = np.diag([50.0, 90.0, 6.0])
    closed[0, 1] = 1.0  # so that the second economy imports something
    row = PRICE_COST.frame(hand_made_run(closed, closed, np.zeros((3, 3)), closed)).row(2, named=True)
    assert row["import_price"] is None
    assert row["from_variety"] is None
    assert row["goods_price"] == 0.0


def test_identical_arms_move_no_price_and_cost_nothing_a_point():
    frame = PRICE_COST.frame(hand_made_run(BEFORE, BEFORE, np.zeros((3, 3)), BEFORE, cost=1.0))
    for name in ("import_price", *PARTS, "goods_price", "goods_cost"):
        assert (frame[name] == 0.0).all()
    assert frame["import_price_per_point"].null_count() == 3
