"""Tariffs of future days: known from the day of the announcement, not before."""

from datetime import date

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.announcements import Announcements
from sim.economy.foresight import Foresight
from sim.economy.prices import tariff_factor
from sim.economy.tariffs import TariffSchedule

SINCE, BEFORE = date(2025, 2, 3), date(2025, 1, 27)
RISE = tariff(0.25, start="2025-03-03", announced="2025-02-03", id="rise")
CALLED_OFF = tariff(0.0, start="2025-03-03", announced="2025-02-24", id="called_off", replaces=("rise",))


def known(*measures):
    return Announcements(Foresight(TariffSchedule(small_world(), measures)))


def extra(looking, day, known_on):
    world = looking.schedule.world
    factor = np.exp(looking.log_factor(day, known_on)) * (1.0 + world.base_tariff)
    return (factor - 1.0 - world.base_tariff)[1, 0, :-1]


def test_a_rise_is_known_from_its_announcement():
    looking = known(RISE)
    assert extra(looking, date(2025, 3, 10), BEFORE) == pytest.approx(0.0, abs=1e-12)
    assert extra(looking, date(2025, 3, 10), SINCE) == pytest.approx(0.25)
    assert extra(looking, date(2025, 3, 2), SINCE) == pytest.approx(0.0, abs=1e-12)


def test_a_rise_that_is_called_off_is_expected_until_then():
    looking = known(RISE, CALLED_OFF)
    assert extra(looking, date(2025, 3, 10), date(2025, 2, 23)) == pytest.approx(0.25)
    assert extra(looking, date(2025, 3, 10), date(2025, 2, 24)) == pytest.approx(0.0, abs=1e-12)


def test_once_all_is_known_it_is_the_schedule_itself():
    looking = known(RISE, CALLED_OFF, tariff(0.1, start="2025-06-02", id="later", authority="other"))
    for day in (date(2025, 1, 1), date(2025, 3, 4), date(2025, 7, 1)):
        factor = tariff_factor(looking.schedule.at(day), looking.schedule.world.base_tariff)
        assert np.array_equal(looking.log_factor(day, date(2025, 6, 2)), np.log(factor))


def test_the_mean_weighs_days():
    """Known four weeks ahead, the rise holds for 48 of 52 weeks."""
    looking = known(RISE)
    world = looking.schedule.world
    mean = looking.mean_log_factor(SINCE, 52, SINCE)[1, 0, :-1]
    later = np.log((1.25 + world.base_tariff) / (1.0 + world.base_tariff))[1, 0, :-1]
    assert mean == pytest.approx(48.0 / 52.0 * later)
    assert np.array_equal(looking.mean_log_factor(SINCE, 52, BEFORE), np.zeros_like(world.base_tariff))


def test_the_mean_is_of_what_stands_before_and_after_each_change():
    """Ten points stand for four weeks of eight, then 35 for two, then 60."""
    more = tariff(0.25, start="2025-03-17", announced="2025-02-03", id="more", authority="more")
    looking = known(tariff(0.1, start="2025-01-01", id="now", authority="now"), RISE, more)
    base = looking.schedule.world.base_tariff[1, 0, :-1]
    logs = [np.log((1.0 + base + points) / (1.0 + base)) for points in (0.1, 0.35, 0.6)]
    mean = looking.mean_log_factor(SINCE, 8, SINCE)[1, 0, :-1]
    assert mean == pytest.approx(0.5 * logs[0] + 0.25 * logs[1] + 0.25 * logs[2])


def test_a_rate_that_stays_is_its_own_mean_to_the_last_bit():
    looking = known(RISE)
    day = date(2025, 3, 3)
    assert np.array_equal(looking.mean_log_factor(day, 52, day), looking.log_factor(day, day))
