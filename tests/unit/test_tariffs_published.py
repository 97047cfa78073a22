"""The shipped scenarios, measure by measure, add up to the average tariffs that were published."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from published_tariffs import comparisons, markdown

from sim.economy.tariffs import TariffSchedule
from sim.scenario import Tariff, load_scenario
from sim.world import build_world, vocabulary

DOCUMENT = Path(__file__).parents[2] / "docs" / "scenarios.md"


@pytest.mark.parametrize("row", comparisons(), ids=lambda row: f"{row.pair}-{row.day}")
def test_measures_reproduce_the_published_average_at_every_date(row):
    bound = 3.0 if row.day < date(2025, 4, 1) else 0.10 * row.published
    assert abs(row.reference - row.published) <= bound


def test_the_document_shows_the_present_figures():
    assert markdown() in DOCUMENT.read_text()


def test_the_april_exemption_frees_its_share_of_the_reciprocal_duty_and_none_of_the_fentanyl_duty():
    scenario = load_scenario("impasse_145_125", vocabulary())
    world = build_world(2024)
    day = date(2025, 4, 12)
    free = TariffSchedule(world, scenario.measures).additional("USA", "CHN", day)
    taxed = TariffSchedule(
        world, [measure for measure in scenario.measures if measure.id != "us_electronics_free"]
    ).additional("USA", "CHN", day)
    listed = world.products.lists["us_electronics_2025_04_11"].share == 1.0
    others = ("us_annex_ii", "us_232_auto_parts", "us_232_metal_derivatives")
    only_listed = listed & (sum(world.products.lists[name].share for name in others) == 0.0)
    only_listed &= np.array([not code.startswith(("8541", "8542")) for code in world.products.codes])
    assert only_listed.sum() > 10
    assert (taxed - free)[only_listed] == pytest.approx(1.25)
    assert (free[only_listed] >= 0.2 - 1e-9).all()


def test_a_measure_on_an_economy_inside_a_merged_one_hits_its_share():
    scenario = load_scenario("impasse_145_125", vocabulary())
    day = date(2025, 4, 9)
    apart, merged = (
        TariffSchedule(build_world(2024, economies), scenario.measures)
        for economies in (["USA", "CHN", "VNM", "EU", "ROW"], ["USA", "CHN", "EU", "ROW"])
    )
    vietnam, rest = (apart.additional("USA", code, day) for code in ("VNM", "ROW"))
    together = merged.additional("USA", "ROW", day)
    trade = {code: apart.world.products.weights(code, "USA") for code in ("VNM", "ROW")}
    total = trade["VNM"] + trade["ROW"]
    mean = (trade["VNM"] * vietnam + trade["ROW"] * rest) / np.where(total > 0.0, total, 1.0)
    assert together[total > 1.0] == pytest.approx(mean[total > 1.0], abs=1e-4)


def test_members_of_the_union_do_not_tax_each_other():
    world = build_world(2024, ["USA", "DEU", "FRA", "ROW"])
    duty = Tariff(importer=("DEU", "FRA"), exporter="all", rate=0.2, start=date(2025, 4, 9))
    schedule = TariffSchedule(world, [duty])
    assert schedule.pairs == (("DEU", "USA"), ("DEU", "ROW"), ("FRA", "USA"), ("FRA", "ROW"))


def test_two_years_of_weekly_tariffs_are_quick():
    scenario = load_scenario("impasse_145_125", vocabulary())
    world = build_world(2024)
    world.customs_value  # noqa: B018 - not what is timed
    started = time.perf_counter()
    schedule = TariffSchedule(world, scenario.measures)
    for monday in scenario.horizon.mondays():
        schedule.week(monday)
    assert time.perf_counter() - started < 0.5
