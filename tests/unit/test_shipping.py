"""Two accounts in one market, followed by hand."""

import numpy as np
import pytest

from sim.economy.shipping import ship


def followed(final_part=(0.0, 0.0)):
    """Origins 0 and 1 with a firm each; an account on both of them, another on the second alone."""
    spending, weight = np.array([30.0, 10.0]), np.array([0.25, 0.25, 0.5])
    scale = spending / np.array([0.5, 0.5]) / spending.sum()
    tariff_power = np.ones((2, 2, 1))
    tariff_power[1] = 1.5**0.4
    out = {
        "receipts": np.zeros(2),
        "sold": np.zeros(2),
        "use_value": np.full((2, 2, 1), -1.0),
        "used": np.zeros((2, 2)),
        "worth": np.full((2, 2, 1), -1.0),
        "kept_part": np.full((2, 1), -1.0),
        "account_power": np.zeros(2),
        "mass": np.full((2, 2, 1), -1.0),
    }
    ship(
        np.array([0]),
        np.array([0, 2, 2]),
        np.array([0, 2, 3]),
        np.array([0.5, 0.5]),
        spending,
        scale,
        weight,
        weight.copy(),
        np.array([0, 1, 1]),
        np.array([0, 1]),
        np.ones(2),
        tariff_power,
        np.array([1.0, 1 / 1.5])[:, None, None] * np.ones((2, 2, 1)),
        np.array([1.0, 1.2])[:, None, None] * np.ones((2, 2, 1)),
        np.array([1.0, 1 / 0.8])[:, None, None] * np.ones((2, 2, 1)),
        np.array(final_part),
        np.array([[1.0, 1.0], [0.5, 1.0]]),
        np.array([0, 1]),
        True,
        *out.values(),
    )
    return out


@pytest.fixture
def shipped():
    return followed()


def test_spending_follows_the_short_run_ces(shipped):
    dear = 1.5**0.4
    from_first = 30.0 / (1.0 + dear)
    assert shipped["use_value"][:, 0, 0] == pytest.approx([from_first, (30.0 - from_first + 10.0) / 1.5])
    assert shipped["receipts"] == pytest.approx(shipped["use_value"][:, 0, 0] * [1.0, 1.2])
    assert shipped["used"] == pytest.approx(np.array([[from_first, 30.0 - from_first], [0.0, 10.0]]))
    assert shipped["account_power"] == pytest.approx([(1.0 + dear) / 2.0, dear])


def test_origins_hold_what_their_relationships_stand_for_at_present_spending(shipped):
    assert shipped["mass"][:, 0, 0] == pytest.approx([0.5 * 30 / 40, 0.5 * 30 / 40 + 10 / 40])
    assert shipped["mass"][:, 0, 0].sum() == pytest.approx(1.0)
    # What they hold, each at what it costs: the second origin's landed price is 1.5.
    assert shipped["worth"][:, 0, 0] == pytest.approx(shipped["mass"][:, 0, 0] * [1.0, 1.5**0.4])


def test_goods_sold_below_the_list_price_count_at_the_list_price(shipped):
    assert shipped["sold"] == pytest.approx(shipped["receipts"] / np.array([1.0, 0.8]))


def test_a_boycott_diverts_final_spending_within_an_account_and_leaves_prices_alone(shipped):
    diverted = followed((0.5, 0.5))
    dear = 1.5**0.4
    # half of the 30 is spread as before, half with the second origin at half its weight
    from_first = 15.0 / (1.0 + dear) + 15.0 / (1.0 + 0.5 * dear)
    expected = [from_first, (30.0 - from_first + 10.0) / 1.5]
    assert diverted["use_value"][:, 0, 0] == pytest.approx(expected)
    assert diverted["receipts"] == pytest.approx(np.array(expected) * [1.0, 1.2])
    assert diverted["account_power"] == pytest.approx(shipped["account_power"])
    assert diverted["mass"] == pytest.approx(shipped["mass"])
