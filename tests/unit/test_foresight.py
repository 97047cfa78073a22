"""What is known of tariffs to come, and a rise that was called off."""

import datetime as dt

import numpy as np
import pytest
from factories import GROUPS, small_world, tariff

from sim.economy.foresight import NOTHING_KNOWN, Foresight
from sim.economy.tariffs import TariffSchedule

USA, CHN, STEEL = 0, 1, GROUPS.index("steel")
START = dt.date(2025, 1, 6)
WORLD = small_world()


def foresight(*measures):
    return Foresight(TariffSchedule(WORLD, measures))


def test_a_measure_is_foreseen_from_the_week_of_its_announcement():
    found = foresight(tariff(0.25, announced="2025-01-15", start="2025-03-05", id="rise"))
    assert found.outlook(dt.date(2025, 1, 6)) is NOTHING_KNOWN
    known = found.outlook(dt.date(2025, 1, 13))
    assert known.weeks == (8,)  # fully in force in the week of 10 March
    assert (known.rates[0] - WORLD.base_tariff)[CHN, USA, STEEL] == pytest.approx(0.25)
    assert np.array_equal(known.tariff_in(7, WORLD.base_tariff), WORLD.base_tariff)
    factor = known.announced_factor(8, WORLD.base_tariff)[CHN, USA, STEEL]
    assert factor == pytest.approx(1.0 + 0.25 / (1.0 + WORLD.base_tariff[CHN, USA, STEEL]))
    assert found.outlook(dt.date(2025, 3, 3)).weeks == (1,)
    assert found.outlook(dt.date(2025, 3, 10)) is NOTHING_KNOWN


@pytest.mark.parametrize(("announced", "is_known"), [("2025-01-19", True), ("2025-01-20", False)])
def test_a_week_knows_what_is_announced_until_its_sunday(announced, is_known):
    found = foresight(tariff(0.25, announced=announced, start="2025-03-05", id="rise"))
    assert (found.outlook(dt.date(2025, 1, 13)) is not NOTHING_KNOWN) == is_known


@pytest.mark.parametrize(
    ("start", "weeks"), [("2025-07-07", (25,)), ("2025-07-14", (26,)), ("2025-07-15", ())]
)
def test_half_a_year_is_foreseen(start, weeks):
    found = foresight(tariff(0.25, announced="2025-01-01", start=start, id="rise"))
    assert found.outlook(dt.date(2025, 1, 13)).weeks == weeks


def test_each_of_several_changes_is_the_tariff_until_the_next():
    found = foresight(
        tariff(0.1, announced="2025-01-08", start="2025-02-03", id="first"),
        tariff(0.2, announced="2025-01-08", start="2025-03-03", id="second", replaces="first"),
        tariff(0.3, announced="2025-01-08", start="2025-04-07", id="third", replaces="second"),
    )
    known = found.outlook(dt.date(2025, 1, 13))
    base = WORLD.base_tariff
    seen = [(known.tariff_in(week, base) - base)[CHN, USA, STEEL] for week in (2, 3, 6, 7, 11, 12, 99)]
    assert np.array(seen) == pytest.approx([0.0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3])


def test_what_nobody_knows_yet_is_not_foreseen():
    found = foresight(
        tariff(0.25, announced="2025-01-08", start="2025-03-03", id="rise"),
        tariff(0.5, announced="2025-02-12", start="2025-03-03", id="more", replaces="rise"),
        tariff(0.1, announced="2025-02-19", start="2025-02-24", id="other", authority="other"),
    )
    assert found.outlook(dt.date(2025, 1, 13)).weeks == (7,)
    seen = [found.outlook(START + dt.timedelta(weeks=week)).rates[0][CHN, USA, STEEL] for week in (1, 5)]
    assert np.array(seen) - WORLD.base_tariff[CHN, USA, STEEL] == pytest.approx([0.25, 0.5])


def test_a_rise_that_is_called_off_is_expected_until_then_and_never_comes():
    measures = (
        tariff(0.1, start="2025-01-01", id="now"),
        tariff(0.25, announced="2025-01-08", start="2025-04-07", id="then", replaces="now"),
        tariff(0.1, announced="2025-02-20", start="2025-04-07", id="held", replaces=("now", "then")),
    )
    found = foresight(*measures)
    rise = found.outlook(START + dt.timedelta(weeks=5))
    assert rise.weeks == (8,)
    assert (rise.rates[0] - WORLD.base_tariff)[CHN, USA, STEEL] == pytest.approx(0.25)
    held = found.outlook(START + dt.timedelta(weeks=6))
    assert held.rates[0] == pytest.approx(found.schedule.at(START), abs=1e-15)
    assert found.schedule.at(dt.date(2025, 5, 1)) == pytest.approx(found.schedule.at(START), abs=1e-15)
