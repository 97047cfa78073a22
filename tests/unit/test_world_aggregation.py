"""Merging economies: every account of a merged economy is the sum of its members'."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.world import DEFAULT_ECONOMIES, build_world
from sim.world.aggregation import aggregate, members_of
from sim.world.base import load_base, stored_economies
from sim.world.build.closeness import largest_imbalance, least_account

ACCOUNTS = (
    "gdp", "labour_income", "revenue", "deficit", "consumption",
    "margin", "margin_services", "final_services",
)  # fmt: skip
GROUP_ACCOUNTS = ("group_output", "absorption", "intermediate", "final_goods", "output")


def assert_sums(merged, world, members):
    """Every account of the merged economies is the sum over their members, to 1e-12 of its size.

    A balance (a deficit) is as exact as the gross flows that it is the difference of: GDP is its size.
    """
    for code, names in members.items():
        rows = [world.position(name) for name in names]
        for account in ACCOUNTS + GROUP_ACCOUNTS:
            parts = getattr(world, account)[rows]
            whole = getattr(merged, account)[merged.position(code)]
            scale = world.gdp[rows].sum() if account == "deficit" else np.abs(parts).sum(axis=0) + 1e-3
            assert (np.abs(whole - parts.sum(axis=0)) <= 1e-12 * scale).all(), (code, account)


@pytest.mark.parametrize("base", [2017, 2024])
def test_default_economies_are_sums_of_their_members(base):
    world = load_base(base)
    members = members_of(DEFAULT_ECONOMIES)
    assert_sums(aggregate(world, members), world, members)


def test_bilateral_flows_and_duties_are_sums_of_their_members():
    world, merged = load_base(2024), build_world(2024)
    union = [world.position(code) for code in merged.members[merged.position("EU")]]
    china, united = world.position("CHN"), merged.position("EU")
    for account in ("expenditure", "customs_value", "duty"):
        parts, whole = getattr(world, account), getattr(merged, account)
        np.testing.assert_allclose(
            whole[merged.position("CHN"), united], parts[china][union].sum(axis=0), rtol=1e-12, atol=1e-9
        )
        np.testing.assert_allclose(
            whole[united, united], parts[np.ix_(union, union)].sum(axis=(0, 1)), rtol=1e-12, atol=1e-9
        )


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=81, max_size=81), st.sampled_from([2017, 2024]))
def test_any_partition_preserves_every_account(labels, base):
    world = load_base(base)
    members: dict[str, tuple[str, ...]] = {}
    for code, label in zip(world.economies, labels, strict=True):
        members[f"part {label}"] = (*members.get(f"part {label}", ()), code)
    merged = aggregate(world, members)
    assert_sums(merged, world, members)
    assert largest_imbalance(merged) < 1e-9
    assert min(least_account(merged).values()) >= 0.0


def test_merging_merged_economies_is_merging_at_once():
    once = build_world(2024, ["USA", "CHN", "EU"])
    members = members_of(["USA", "CHN", "EU"])
    default = members_of(DEFAULT_ECONOMIES)
    steps = {
        code: tuple(name for name, singles in default.items() if set(singles) <= set(names))
        for code, names in members.items()
    }
    twice = aggregate(aggregate(load_base(2024), default), steps)
    assert twice.economies == once.economies
    for account in ("expenditure", "base_tariff", "input_share", "margin_share", "distance"):
        np.testing.assert_allclose(getattr(twice, account), getattr(once, account), rtol=1e-9, atol=1e-12)
    assert [set(names) for names in twice.members] == [set(names) for names in once.members]


def test_order_of_the_request_is_the_order_of_the_world():
    world = build_world(2024, ["CHN", "ROW", "USA"])
    assert world.economies == ("CHN", "ROW", "USA")
    other = build_world(2024, ["USA", "CHN"])
    assert other.economies == ("USA", "CHN", "ROW")
    assert world.gdp[world.position("USA")] == pytest.approx(other.gdp[other.position("USA")], rel=1e-14)


def test_all_keeps_every_stored_economy_apart():
    world = build_world(2024, "all")
    assert world.economies == tuple(economy.code for economy in stored_economies())
    assert all(len(members) == 1 for members in world.members)


def test_every_stored_economy_is_in_exactly_one_of_the_default():
    members = [single for names in members_of(DEFAULT_ECONOMIES).values() for single in names]
    assert sorted(members) == sorted(economy.code for economy in stored_economies())
    assert len(members_of(DEFAULT_ECONOMIES)["EU"]) == 27


@pytest.mark.parametrize(
    ("economies", "message"),
    [
        (["USA", "CHM"], "unknown economy 'CHM'; did you mean CHN"),
        (["usa"], "did you mean USA"),
        (["USA", "USA"], "USA is named twice"),
        (["EU", "DEU"], "DEU is a member of the EU"),
    ],
)
def test_bad_requests_say_what_was_meant(economies, message):
    with pytest.raises(ValueError, match=message):
        build_world(2024, economies)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"A": ("USA",)}, "left out"),
        ({"A": ("USA", "USA")}, "more than one"),
        ({"A": ("XYZ",)}, "unknown economy"),
    ],
)
def test_a_partition_must_be_whole(members, message):
    with pytest.raises(ValueError, match=message):
        aggregate(load_base(2024), members)


def test_products_of_a_merged_economy_are_weighted_by_all_members():
    merged = build_world(2024)
    world = load_base(2024)
    union = merged.members[merged.position("EU")]
    parts = sum(world.products.united_states_imports[world.position(code)] for code in union)
    whole = merged.products.united_states_imports[merged.position("EU")]
    np.testing.assert_allclose(whole, parts, rtol=1e-12)
