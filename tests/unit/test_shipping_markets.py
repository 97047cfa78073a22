"""Every market of a shipment at once, against the equations written out relationship by relationship."""

import numpy as np
import pytest

from sim.economy.shipping import ship

ECONOMIES, GROUPS, FIRMS, ACCOUNTS = 3, 2, 2, 4
FLOWS = ECONOMIES, ECONOMIES, GROUPS
MARKETS = ECONOMIES * GROUPS


def drawn(boycotts):
    """Six markets of four accounts, of which one spends nothing and one very little; two firms a cell."""
    draws = np.random.default_rng(5)
    sizes = draws.integers(1, 6, MARKETS * ACCOUNTS)
    sizes[-1] = 9  # the longest account is in the last market
    account_start = np.concatenate([[0], np.cumsum(sizes)])
    account = np.repeat(np.arange(len(sizes)), sizes)
    market = account // ACCOUNTS
    origin = draws.integers(0, ECONOMIES, len(account))
    supplier = (origin * GROUPS + market % GROUPS) * FIRMS + draws.integers(0, FIRMS, len(account))
    weight, strength = draws.uniform(0.1, 1.0, (2, len(account)))
    spending = draws.uniform(2.0, 9.0, len(sizes))
    spending[1::ACCOUNTS], spending[2::ACCOUNTS] = 0.0, 0.1
    scale = draws.uniform(0.5, 2.0, len(sizes)) * (spending > 0.0)
    return {
        "market_start": ACCOUNTS * np.arange(MARKETS + 1),
        "account_start": account_start,
        "account_weight": np.bincount(account, weight),
        "account_spending": spending,
        "account_scale": scale,
        "weight": weight,
        "strength": strength,
        "supplier": supplier,
        "supplier_origin": np.repeat(np.arange(ECONOMIES), GROUPS * FIRMS),
        "price_power": draws.uniform(0.5, 2.0, ECONOMIES * GROUPS * FIRMS),
        "tariff_power": draws.uniform(0.5, 2.0, FLOWS),
        "customs_part": draws.uniform(0.5, 1.0, FLOWS),
        "order": draws.uniform(0.5, 1.5, FLOWS),
        "list_part": draws.uniform(0.5, 1.5, FLOWS),
        "final_part": np.where(draws.uniform(size=len(sizes)) < 0.5, boycotts, 0.0),
        "kept": draws.uniform(0.3, 1.0, (ECONOMIES, ECONOMIES)),
        "user": np.arange(len(sizes)),
    }


def shipped(given, selection=True):
    firms = len(given["price_power"])
    out = {
        "receipts": np.zeros(firms),
        "sold": np.zeros(firms),
        "use_value": np.full(FLOWS, -1.0),
        "used": np.zeros((len(given["user"]), ECONOMIES)),
        "worth": np.full(FLOWS, -1.0),
        "kept_part": np.full((ECONOMIES, GROUPS), -1.0),
        "account_power": np.zeros(len(given["user"])),
        "mass": np.full(FLOWS, -1.0),
    }
    ship(np.arange(GROUPS), *given.values(), selection, *out.values())
    return out


def written_out(given):
    """The same by whole arrays: every sum over relationships is one of its equation."""
    account = np.repeat(np.arange(len(given["user"])), np.diff(given["account_start"]))
    destination, group = account // ACCOUNTS // GROUPS, account // ACCOUNTS % GROUPS
    supplier, origin = given["supplier"], given["supplier_origin"][given["supplier"]]
    flow = origin, destination, group
    pull = given["strength"] * given["price_power"][supplier] * given["tariff_power"][flow]
    kept = pull * given["kept"][origin, destination]
    part, total, left = given["final_part"][account], np.bincount(account, pull), np.bincount(account, kept)
    usual, diverted = pull / total[account], kept / left[account]
    value = given["account_spending"][account] * ((1.0 - part) * usual + part * diverted)
    size = given["account_scale"][account]
    paid = value * given["customs_part"][flow] * given["order"][flow]

    def over(place, what, shape):
        found = np.zeros(shape)
        np.add.at(found, place, what)
        return found

    return {
        "receipts": over(supplier, paid, len(given["price_power"])),
        "sold": over(supplier, paid * given["list_part"][flow], len(given["price_power"])),
        "use_value": over(flow, value * given["customs_part"][flow], FLOWS),
        "used": over((account, origin), value, (len(total), ECONOMIES)),
        "worth": over(flow, size * pull, FLOWS),
        "account_power": total / given["account_weight"],
        "mass": over(flow, size * given["weight"], FLOWS),
    }


@pytest.mark.parametrize("boycotts", [0.0, 0.4])
def test_all_that_is_written_is_the_sum_of_its_equation_over_relationships(boycotts):
    given = drawn(boycotts)
    found = shipped(given)
    for name, expected in written_out(given).items():
        assert found[name] == pytest.approx(expected), name


def test_all_that_is_spent_is_spread_whether_households_boycott_or_not():
    given = drawn(0.7)
    assert shipped(given)["used"].sum(axis=1) == pytest.approx(given["account_spending"])


def test_nothing_is_kept_from_a_market_in_which_nobody_boycotts():
    assert (shipped(drawn(0.0))["kept_part"] == 1.0).all()


def test_what_boycotts_leave_of_a_market_is_a_part_of_its_pulls():
    """One account a market: what is left is the mean of what is kept, weighted by the pulls."""
    given = drawn(0.0)
    given["account_spending"][:] = np.tile([5.0, 0.0, 0.0, 0.0], MARKETS)
    given["final_part"][:] = 0.6
    account = np.repeat(np.arange(len(given["user"])), np.diff(given["account_start"]))
    first = account % ACCOUNTS == 0
    market, supplier = (account // ACCOUNTS)[first], given["supplier"][first]
    flow = given["supplier_origin"][supplier], market // GROUPS, market % GROUPS
    pull = given["strength"][first] * given["price_power"][supplier] * given["tariff_power"][flow]
    left = np.bincount(market, pull * given["kept"][flow[:2]]) / np.bincount(market, pull)
    assert shipped(given)["kept_part"].ravel() == pytest.approx(left)


def test_worth_is_left_out_where_nobody_asks_for_it():
    assert (shipped(drawn(0.0), selection=False)["worth"] == 0.0).all()
