"""Tariffs by day and week: what stacking, exemptions, coverage, expiry and order of measures mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from factories import exemption, small_world, tariff
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.economy.tariff_steps import tariff_spells, tariff_steps, tariff_weeks
from sim.economy.tariffs import TariffSchedule

WORLD = small_world()
USA, CHN, ROW = (WORLD.position(code) for code in ("USA", "CHN", "ROW"))
BEFORE, DURING = date(2025, 3, 3), date(2025, 3, 10)


def added(*measures, world=WORLD, day=DURING):
    return TariffSchedule(world, measures).at(day) - world.base_tariff


def group(code):
    return WORLD.groups.index(code)


def test_without_measures_the_base_tariffs_hold():
    schedule = TariffSchedule(WORLD, [])
    assert schedule.changes == ()
    assert np.array_equal(schedule.at(DURING), WORLD.base_tariff)
    assert np.array_equal(schedule.week(DURING), WORLD.base_tariff)


def test_a_tariff_on_all_goods_adds_its_rate_to_every_good_of_the_pair_alone():
    change = added(tariff(0.25))
    assert change[CHN, USA, WORLD.is_goods] == pytest.approx(0.25)
    assert change[CHN, USA, WORLD.services] == 0.0
    change[CHN, USA] = 0.0
    assert not change.any()


def test_all_means_every_other_economy_but_the_exceptions():
    change = added(tariff(0.25, exporter="all", excluded="CHN"))
    assert change[ROW, USA, WORLD.is_goods] == pytest.approx(0.25)
    assert not change[[USA, CHN], USA].any()


def test_duties_of_different_authority_add():
    change = added(tariff(0.2, authority="fentanyl"), tariff(1.25, authority="reciprocal"))
    assert change[CHN, USA, WORLD.is_goods] == pytest.approx(1.45)


def test_products_are_hit_in_proportion_to_their_weight_in_the_group():
    catalogue = WORLD.products
    weights = catalogue.weights("CHN", "USA")
    inside = np.array([code.startswith("7208") for code in catalogue.codes])
    steel = catalogue.group_of_code == group("steel")
    expected = 0.25 * weights[inside].sum() / weights[steel].sum()
    change = added(tariff(0.25, hs="72.08"))
    assert change[CHN, USA, group("steel")] == pytest.approx(expected)
    assert change[CHN, USA, group("phones")] == 0.0


def test_a_sector_is_all_its_groups():
    by_sector = added(tariff(0.25, products="C26"))
    by_group = added(tariff(0.25, products=("phones", "semiconductors")))
    assert np.array_equal(by_sector, by_group)


def test_a_list_hits_the_share_of_a_code_that_it_covers():
    whole = added(tariff(0.25, hs="7208"))
    half = added(tariff(0.25, lists="half_of_steel"))
    assert half[CHN, USA] == pytest.approx(whole[CHN, USA] / 2)


def test_a_listed_rate_comes_from_the_list_and_may_cut_a_duty_to_zero_and_no_further():
    schedule = TariffSchedule(WORLD, [tariff("listed", lists="chips")])
    points = schedule.additional("USA", "CHN", DURING)
    codes = WORLD.products.codes
    assert points[codes.index("854231")] == pytest.approx(0.1)
    assert points[codes.index("854232")] == pytest.approx(-0.02)
    cut = added(*(tariff("listed", lists="chips", authority=f"a{n}") for n in range(2)), tariff(-1.0))
    assert (WORLD.base_tariff + cut >= 0.0).all()
    assert (WORLD.base_tariff + cut)[CHN, USA, WORLD.is_goods] == pytest.approx(0.0)


def test_an_exemption_frees_from_the_named_authorities_only():
    both = tariff(0.2, authority="fentanyl"), tariff(1.25, authority="reciprocal")
    change = added(*both, exemption(products="phones", authorities="reciprocal"))
    assert change[CHN, USA, group("phones")] == pytest.approx(0.2)
    assert change[CHN, USA, group("steel")] == pytest.approx(1.45)


def test_a_full_exemption_is_as_if_there_were_no_measure():
    change = added(tariff(0.25, authority="a"), exemption(authorities="a"))
    assert not change.any()


def test_an_exemption_of_a_share_leaves_the_rest():
    change = added(tariff(0.25, authority="a"), exemption(authorities="a", coverage=0.6))
    assert change[CHN, USA, WORLD.is_goods] == pytest.approx(0.10)


def test_a_whole_exemption_frees_whatever_a_partial_one_does():
    whole = exemption(authorities="a", products="steel")
    partial = exemption(authorities="a", coverage=0.3)
    change = added(tariff(0.25, authority="a"), whole, partial)
    assert change[CHN, USA, group("steel")] == 0.0
    assert change[CHN, USA, group("phones")] == pytest.approx(0.175)


def test_coverage_multiplies():
    assert added(tariff(0.25, coverage=0.35)) == pytest.approx(added(tariff(0.25 * 0.35)))


def test_two_halves_are_one_whole():
    halves = added(tariff(0.25, coverage=0.5, authority="a"), tariff(0.25, coverage=0.5, authority="b"))
    assert halves == pytest.approx(added(tariff(0.25)), abs=1e-15)


def test_a_measure_that_expires_returns_the_base_exactly():
    schedule = TariffSchedule(WORLD, [tariff(0.25, end="2025-04-04")])
    assert not np.array_equal(schedule.at(date(2025, 4, 3)), WORLD.base_tariff)
    assert np.array_equal(schedule.at(date(2025, 4, 4)), WORLD.base_tariff)
    assert np.array_equal(schedule.week(date(2025, 4, 7)), WORLD.base_tariff)


def test_a_replaced_measure_stops_when_the_other_starts():
    first = tariff(0.10, id="ten")
    second = tariff(0.20, start="2025-04-04", replaces="ten", id="twenty")
    schedule = TariffSchedule(WORLD, [first, second])
    assert schedule.at(date(2025, 4, 3))[CHN, USA, 0] - WORLD.base_tariff[CHN, USA, 0] == pytest.approx(0.10)
    assert schedule.at(date(2025, 4, 4))[CHN, USA, 0] - WORLD.base_tariff[CHN, USA, 0] == pytest.approx(0.20)


def test_a_week_is_the_mean_of_its_days():
    schedule = TariffSchedule(
        WORLD,
        [tariff(0.7, start="2025-03-05", end="2025-03-08"), tariff(0.1, start="2025-03-07", authority="b")],
    )
    monday = date(2025, 3, 3)
    days = [schedule.at(monday + timedelta(days=day)) for day in range(7)]
    assert schedule.week(monday) == pytest.approx(np.mean(days, axis=0))
    assert schedule.week(monday)[CHN, USA, 0] - WORLD.base_tariff[CHN, USA, 0] == pytest.approx(
        0.3 + 0.1 * 3 / 7
    )
    untouched = schedule.week(monday)[ROW, USA]
    assert np.array_equal(untouched, WORLD.base_tariff[ROW, USA])


def test_arrays_cannot_be_changed_by_their_readers():
    schedule = TariffSchedule(WORLD, [tariff(0.25)])
    with pytest.raises(ValueError, match="read-only"):
        schedule.at(DURING)[0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        schedule.week(BEFORE)[0] = 0.0


def test_the_average_weighs_groups_by_their_base_customs_value():
    schedule = TariffSchedule(WORLD, [tariff(0.25, products="steel")])
    value = WORLD.customs_value[CHN, USA, WORLD.is_goods]
    base = WORLD.base_tariff[CHN, USA, WORLD.is_goods] @ value / value.sum()
    share = WORLD.customs_value[CHN, USA, group("steel")] / value.sum()
    assert schedule.average("USA", "CHN", BEFORE) == pytest.approx(base)
    assert schedule.average("USA", "CHN", DURING) == pytest.approx(base + 0.25 * share)


MEASURES = (
    tariff(0.2, authority="a", id="1"),
    tariff(1.25, authority="b", exporter="all", id="2", start="2025-03-06"),
    tariff(
        0.15, authority="b", importer=("CHN", "ROW"), exporter="USA", hs=("72", "8542"), id="3", coverage=0.4
    ),
    tariff("listed", authority="c", lists="chips", id="4"),
    tariff(0.1, authority="d", id="7"),
    tariff(0.7, authority="d", id="8"),
    tariff(0.3, authority="d", id="9", coverage=0.9),
    exemption(authorities=("a", "b"), exporter="all", lists="half_of_steel", id="5"),
    exemption(authorities="b", products=("phones", "grains"), coverage=0.7, id="6", start="2025-03-05"),
)


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(MEASURES), week=st.integers(min_value=0, max_value=3))
def test_the_order_of_measures_does_not_matter(order, week):
    monday = date(2025, 3, 3) + timedelta(weeks=week)
    assert np.array_equal(
        TariffSchedule(WORLD, order).week(monday), TariffSchedule(WORLD, MEASURES).week(monday)
    )


@settings(max_examples=30, deadline=None)
@given(
    rate=st.floats(min_value=-1.0, max_value=9.0),
    coverage=st.floats(min_value=0.0, max_value=1.0),
    freed=st.floats(min_value=0.0, max_value=1.0),
)
def test_no_tariff_is_negative_and_an_exemption_never_raises_a_duty(rate, coverage, freed):
    duty = tariff(rate, coverage=coverage, authority="a")
    with_duty = TariffSchedule(WORLD, [duty]).at(DURING)
    freed_from = TariffSchedule(WORLD, [duty, exemption(authorities="a", coverage=freed)]).at(DURING)
    assert (with_duty >= 0.0).all()
    assert (np.abs(freed_from - WORLD.base_tariff) <= np.abs(with_duty - WORLD.base_tariff) + 1e-12).all()


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        (tariff(exporter="VNM"), "no economy `VNM`"),
        (tariff(products="steal"), "no sector or product group `steal`"),
        (tariff(hs="99"), "no product under the HS code `99`"),
        (tariff(lists="none"), "no product list `none`"),
        (tariff("listed", lists="half_of_steel"), "carries no rates"),
    ],
)
def test_what_the_world_does_not_have_is_refused(measure, message):
    with pytest.raises(ValueError, match=message):
        TariffSchedule(WORLD, [measure])


def test_steps_name_the_measures_that_begin_and_cease():
    first = tariff(0.10, id="ten")
    second = tariff(0.20, start="2025-04-04", replaces="ten", id="twenty")
    schedule = TariffSchedule(WORLD, [first, second])
    steps = tariff_steps(schedule).rows(named=True)
    assert [(step["importer"], step["exporter"], step["measures"]) for step in steps] == [
        ("USA", "CHN", "+ten"),
        ("USA", "CHN", "+twenty, -ten"),
    ]
    assert steps[0]["after"] == pytest.approx(steps[0]["before"] + 0.10)
    weeks = tariff_weeks(schedule, [date(2025, 3, 3), date(2025, 3, 31)])
    assert weeks["average"][1] - weeks["average"][0] == pytest.approx(0.10 / 7 + 3 / 7 * 0.10)


def test_weeks_of_one_rate_are_put_together():
    day = date(2025, 1, 6)
    averages = {("USA", "CHN"): [0.1, 0.1, 0.3, 0.1], ("CHN", "USA"): [0.1, 0.1, 0.1, 0.1]}
    rows = [
        {"week": day + timedelta(weeks=week), "importer": importer, "exporter": exporter, "average": rate}
        for week in range(4)
        for (importer, exporter), rates in averages.items()
        for rate in rates[week : week + 1]
    ]
    spells = tariff_spells(pl.DataFrame(rows)).rows()
    assert spells == [
        ("CHN", "USA", day, day + timedelta(weeks=3), 0.1),
        ("USA", "CHN", day, day + timedelta(weeks=1), 0.1),
        ("USA", "CHN", day + timedelta(weeks=2), day + timedelta(weeks=2), 0.3),
        ("USA", "CHN", day + timedelta(weeks=3), day + timedelta(weeks=3), 0.1),
    ]


def test_a_pair_that_does_not_trade_has_the_mean_over_its_goods():
    tariff_of_groups = WORLD.base_tariff.copy()
    tariff_of_groups[CHN, USA] = np.arange(len(WORLD.groups))
    expenditure = WORLD.expenditure.copy()
    expenditure[CHN, USA] = 0.0
    world = replace(WORLD, expenditure=expenditure)
    schedule = TariffSchedule(world, [])
    assert schedule.mean_over_goods(tariff_of_groups, "USA", "CHN") == pytest.approx(2.0)


def test_a_pair_that_no_measure_names_pays_nothing_more_and_nobody_is_responsible():
    schedule = TariffSchedule(WORLD, [tariff(0.25)])
    assert (schedule.additional("CHN", "USA", DURING) == 0.0).all()
    assert schedule.responsible("CHN", "USA", DURING) == ()
    assert [each.id for each in schedule.responsible("USA", "CHN", DURING)] == [tariff(0.25).id]
    assert schedule.responsible("USA", "CHN", BEFORE) == ()


def test_an_average_step_is_told_with_what_the_pair_pays_on_average_before_and_after():
    schedule = TariffSchedule(WORLD, [tariff(0.25), tariff(0.1, importer="CHN", exporter="USA", id="answer")])
    steps = tariff_steps(schedule).filter(pl.col("importer") == "USA")
    base = schedule.average("USA", "CHN", BEFORE)
    assert steps["before"].to_list() == pytest.approx([base])
    assert steps["after"].to_list() == pytest.approx([base + 0.25])
    assert steps["measures"].to_list() == [f"+{tariff(0.25).id}"]


def test_a_part_of_a_merged_economy_cannot_act_alone():
    merged = replace(WORLD, members=(("USA",), ("CHN",), ("DEU", "FRA")))
    with pytest.raises(ValueError, match="DEU cannot act alone: it is part of ROW"):
        TariffSchedule(merged, [tariff(0.25, importer="DEU")])


def test_a_listed_rate_without_a_list_is_refused():
    listed = tariff(0.25).model_copy(update={"rate": "listed"})
    with pytest.raises(ValueError, match="a listed rate needs a list"):
        TariffSchedule(WORLD, [listed])
