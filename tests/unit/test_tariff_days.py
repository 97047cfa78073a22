"""Tariffs by day: what changes on a day, from what to what."""

from datetime import date, timedelta

import pytest
from factories import small_world, tariff

from sim.economy.tariffs import TariffSchedule
from sim.records.layout import Layout
from sim.records.policy_frames import tariff_days_frame

WORLD = small_world()
FIRST, LAST = date(2025, 1, 6), date(2025, 12, 28)
DAY = date(2025, 3, 5)


def moves(*measures, first=FIRST, last=LAST):
    schedule = TariffSchedule(WORLD, measures)
    return tariff_days_frame(Layout(WORLD), schedule, first, last), schedule


def test_a_tariff_moves_its_pair_on_its_first_day_alone():
    found, schedule = moves(tariff(0.25, start=str(DAY)))
    assert found.select("importer", "exporter", "date").rows() == [("USA", "CHN", DAY)]
    before = schedule.average("USA", "CHN", DAY - timedelta(days=1))
    assert found["rate_before"][0] == pytest.approx(before)
    assert found["rate"][0] == pytest.approx(before + 0.25)


def test_two_changes_of_a_week_are_told_apart():
    end = DAY + timedelta(days=2)
    found, _ = moves(tariff(0.25, start=str(DAY), end=str(end)))
    assert found["date"].to_list() == [DAY, end]
    assert (found["rate"] - found["rate_before"]).to_list() == pytest.approx([0.25, -0.25])


def test_the_first_and_the_last_day_count_and_those_beyond_do_not():
    assert moves(tariff(0.25, start=str(DAY)), first=DAY, last=DAY)[0].height == 1
    assert moves(tariff(0.25, start=str(DAY)), last=DAY - timedelta(days=1))[0].height == 0
    assert moves(tariff(0.25, start=str(DAY)), first=DAY + timedelta(days=1))[0].height == 0


def test_without_measures_nothing_moves():
    assert moves()[0].is_empty()
