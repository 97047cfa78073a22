"""Accounts and tariffs that no equilibrium can have are refused, and every fault is named with its place."""

from dataclasses import fields, replace

import numpy as np
import pytest
from factories import small_world

from sim.economy.equilibrium import long_run
from sim.world.accounts import Accounts
from sim.world.accounts_check import BadAccountsError, check_accounts, check_tariff
from sim.world.plain_accounts import armington, caliendo_parro

USA, CHN, ROW = range(3)
SOYBEANS, GRAINS, STEEL, PHONES, CHIPS, SERVICES = range(6)


@pytest.fixture
def accounts():
    world = small_world()
    return Accounts(**{field.name: getattr(world, field.name) for field in fields(Accounts)})


def spoilt(accounts, name, place, value):
    """The accounts with one entry, or all of one slice, of an array changed."""
    array = np.array(getattr(accounts, name), dtype=float)
    array[place] = value
    return replace(accounts, **{name: array})


def complaint(accounts, **keys):
    with pytest.raises(BadAccountsError) as caught:
        check_accounts(accounts, **keys)
    return str(caught.value)


def test_sound_accounts_pass(accounts):
    check_accounts(accounts)
    check_tariff(accounts, accounts.base_tariff)
    check_tariff(accounts, np.full_like(accounts.base_tariff, -0.999))


@pytest.mark.parametrize(
    ("name", "place", "value", "message"),
    [
        ("expenditure", (USA, CHN, STEEL), -1.0, "negative expenditure: USA to CHN, steel"),
        ("expenditure", (ROW, USA, PHONES), np.nan, "expenditure is not a number: ROW to USA, phones"),
        ("expenditure", (ROW, USA, PHONES), np.inf, "expenditure is not a number: ROW to USA, phones"),
        ("base_tariff", (CHN, USA, PHONES), np.nan, "base_tariff is not a number: CHN to USA, phones"),
        ("base_tariff", (CHN, USA, PHONES), -1.0, "tariff at or below -100 %: CHN to USA, phones"),
        ("base_tariff", (CHN, USA, PHONES), -1.5, "tariff at or below -100 %: CHN to USA, phones"),
        ("input_share", (CHN, STEEL, 2), np.nan, "input_share is not a number: CHN, steel in C26"),
        ("input_share", (CHN, STEEL, 2), -0.01, "negative input share: CHN, steel in C26"),
        ("margin_share", ROW, -0.1, "margin_share outside 0 to 1: ROW"),
        ("margin_share", ROW, 1.1, "margin_share outside 0 to 1: ROW"),
        ("margin_share", ROW, np.nan, "margin_share outside 0 to 1: ROW"),
        ("margin_labour_share", USA, -0.1, "margin_labour_share outside 0 to 1: USA"),
        ("margin_labour_share", USA, 1.1, "margin_labour_share outside 0 to 1: USA"),
        ("theta", CHIPS, np.nan, "no positive trade elasticity: semiconductors"),
        ("theta", CHIPS, np.inf, "no positive trade elasticity: semiconductors"),
        ("theta", CHIPS, 0.0, "no positive trade elasticity: semiconductors"),
        ("theta", CHIPS, -2.0, "no positive trade elasticity: semiconductors"),
        ("input_share", (CHN, slice(None), 1), 0.2, "inputs above the value of output: CHN, C24A"),
        ("input_share", (CHN, STEEL, 3), 0.5, "negative final demand: CHN, steel"),
    ],
)
def test_each_fault_is_named_with_its_place(accounts, name, place, value, message):
    assert message in complaint(spoilt(accounts, name, place, value)).split("; ")


def test_one_fault_makes_one_complaint(accounts):
    assert complaint(spoilt(accounts, "theta", CHIPS, 0.0)) == "no positive trade elasticity: semiconductors"


def test_an_economy_that_buys_or_sells_nothing_is_named(accounts):
    idle = accounts.expenditure.copy()
    idle[CHN], idle[:, ROW] = 0.0, 0.0
    faults = complaint(replace(accounts, expenditure=idle)).split("; ")
    assert "sells nothing: CHN" in faults
    assert "buys nothing: ROW" in faults
    assert "no final demand: ROW" in faults


def test_a_row_of_nothing_in_plain_accounts_is_named():
    faults = complaint(armington([[1.0, 1.0], [0.0, 0.0]], 4.0)).split("; ")
    assert faults == ["sells nothing: 2", "no labour income: 2"]


def test_an_economy_without_value_added_is_named():
    flows = np.full((2, 2, 1), 1.0)
    inputs = np.array([[[0.5]], [[1.0]]])
    faults = complaint(caliendo_parro(flows, [4.0], np.zeros_like(flows), inputs)).split("; ")
    assert "no labour income: 2" in faults


def test_an_economy_that_lends_all_it_earns_is_named():
    """It sells 2, uses 1 as input and buys 1: nothing is left for households."""
    flows = np.array([[[3.0], [0.5]], [[1.5], [0.5]]])
    inputs = np.array([[[0.5]], [[0.5]]])
    assert complaint(caliendo_parro(flows, [4.0], np.zeros_like(flows), inputs)) == "no final demand: 2"


def test_technology_of_what_is_not_made_does_not_matter(accounts):
    """A sector without output may have any input shares."""
    idle = accounts.expenditure.copy()
    idle[CHN, :, STEEL] = 0.0
    idle = replace(accounts, expenditure=idle)
    check_accounts(spoilt(idle, "input_share", (CHN, slice(None), 1), 0.5))


def test_a_margin_needs_services_to_buy():
    flows = np.full((2, 2, 1), 1.0)
    bare = caliendo_parro(flows, [4.0], np.zeros_like(flows), np.zeros((2, 1, 1)))
    check_accounts(bare)
    with_margin = replace(bare, margin_share=np.array([0.0, 0.2]))
    assert complaint(with_margin) == "a margin, but no group services: 2"


def test_faults_of_several_kinds_are_named_together(accounts):
    bad = spoilt(accounts, "expenditure", (USA, CHN, STEEL), -1.0)
    bad = spoilt(bad, "base_tariff", (CHN, USA, PHONES), -2.0)
    bad = spoilt(bad, "input_share", (ROW, SERVICES, 0), -0.5)
    bad = spoilt(bad, "margin_share", USA, 2.0)
    bad = spoilt(bad, "theta", [SOYBEANS, GRAINS], 0.0)
    assert complaint(bad).split("; ") == [
        "negative expenditure: USA to CHN, steel",
        "tariff at or below -100 %: CHN to USA, phones",
        "negative input share: ROW, services in A01",
        "margin_share outside 0 to 1: USA",
        "no positive trade elasticity: soybeans, grains",
    ]


def test_three_places_are_named_and_the_rest_counted(accounts):
    three = spoilt(accounts, "theta", [SOYBEANS, GRAINS, STEEL], 0.0)
    assert complaint(three) == "no positive trade elasticity: soybeans, grains, steel"
    four = spoilt(three, "theta", PHONES, 0.0)
    assert complaint(four) == "no positive trade elasticity: soybeans, grains, steel and 1 more"
    every = spoilt(accounts, "expenditure", (USA,), -1.0)
    assert complaint(every) == (
        "negative expenditure: USA to USA, soybeans, USA to USA, grains, USA to USA, steel and 15 more"
    )


@pytest.mark.parametrize(
    ("name", "shape", "wanted"),
    [
        ("expenditure", (3, 3, 5), "(3, 3, 6)"),
        ("base_tariff", (3, 6), "(3, 3, 6)"),
        ("input_share", (3, 4, 6), "(3, 6, 4)"),
        ("margin_share", (2,), "(3,)"),
        ("margin_labour_share", (), "(3,)"),
        ("theta", (4,), "(6,)"),
        ("sector_of_group", (4,), "(6,)"),
    ],
)
def test_wrong_shapes_are_named(accounts, name, shape, wanted):
    bad = replace(accounts, **{name: np.zeros(shape)})
    assert complaint(bad) == f"{name} has shape {shape}, not {wanted}"


def test_all_wrong_shapes_are_named_at_once(accounts):
    bad = replace(accounts, theta=np.ones(4), margin_share=np.zeros(1))
    assert complaint(bad).split("; ") == [
        "margin_share has shape (1,), not (3,)",
        "theta has shape (4,), not (6,)",
    ]


def test_final_demand_is_not_asked_for_where_tastes_are_given(accounts):
    bad = spoilt(accounts, "input_share", (CHN, STEEL, 3), 0.5)
    assert complaint(bad) == "negative final demand: CHN, steel"
    check_accounts(bad, with_final_demand=False)
    taste = np.full((3, 6), 1.0 / 6.0)
    assert np.isfinite(long_run(bad, bad.base_tariff, taste=taste).welfare).all()


def test_rounding_in_a_residual_is_no_fault():
    """All of sector two is used up by sector one; what is left is rounding, of either sign."""
    flows = np.array([[[90.0, 30.0], [10.0, 5.0]], [[10.0, 5.0], [90.0, 30.0]]])
    inputs = np.zeros((2, 2, 2))
    inputs[:, 1, 0] = 0.35
    for share in (0.35 * (1.0 + 1e-12), 0.35 * (1.0 - 1e-12)):
        inputs[0, 1, 0] = share
        check_accounts(caliendo_parro(flows, [4.0, 4.0], np.zeros_like(flows), inputs))
    inputs[0, 1, 0] = 0.35 * (1.0 + 1e-6)
    assert complaint(caliendo_parro(flows, [4.0, 4.0], np.zeros_like(flows), inputs)) == (
        "negative final demand: 1, sector 2"
    )


def test_new_tariffs_are_checked_too(accounts):
    tariff = accounts.base_tariff.copy()
    tariff[CHN, USA, PHONES] = np.nan
    with pytest.raises(BadAccountsError, match=r"^tariff is not a number: CHN to USA, phones$"):
        check_tariff(accounts, tariff)
    tariff[CHN, USA, PHONES] = -1.0
    with pytest.raises(BadAccountsError, match=r"^tariff at or below -100 %: CHN to USA, phones$"):
        long_run(accounts, tariff)
    tariff[CHN] = -1.0
    with pytest.raises(BadAccountsError, match=r"and 15 more$"):
        check_tariff(accounts, tariff)
    with pytest.raises(BadAccountsError, match=r"tariffs have shape \(3, 6\), not \(3, 3, 6\)"):
        check_tariff(accounts, tariff[0])


def test_the_solver_refuses_bad_accounts_before_it_starts(accounts):
    with pytest.raises(BadAccountsError, match="no positive trade elasticity: soybeans"):
        long_run(spoilt(accounts, "theta", SOYBEANS, -1.0), accounts.base_tariff)
    assert issubclass(BadAccountsError, ValueError)


@pytest.mark.parametrize(
    "changes",
    [
        {"margin_share": np.array([1.0, 0.2, 0.2])},  # the margin on nothing is divided by nothing
        {"sector_of_group": np.array([0, 0, 1, 2, 2, 9])},
        {"sector_of_group": np.array([0, 0, 1, 2, 2, -1])},
    ],
)
def test_entries_beyond_their_range_are_refused(accounts, changes):
    with pytest.raises(BadAccountsError):
        check_accounts(replace(accounts, **changes))


@pytest.mark.parametrize(
    "taste",
    [
        np.full((3, 6), 0.2),
        np.full(6, 1.0 / 6.0),
        np.tile([-0.2, 0.2, 0.2, 0.2, 0.2, 0.4], (3, 1)),
    ],
    ids=["sum above one", "shape", "negative"],
)
def test_tastes_that_are_no_shares_are_refused(accounts, taste):
    with pytest.raises(ValueError, match="taste"):
        long_run(accounts, accounts.base_tariff, taste=taste)


def test_a_taste_for_what_nobody_sells_is_refused(accounts):
    unsold = spoilt(accounts, "expenditure", (slice(None), USA, SOYBEANS), 0.0)
    unsold = spoilt(unsold, "input_share", (USA, SOYBEANS), 0.0)
    with pytest.raises(ValueError, match=r"USA, soybeans"):
        long_run(unsold, unsold.base_tariff, taste=accounts.taste)
