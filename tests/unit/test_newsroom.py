"""What becomes known in a week: measures made public, and words."""

from datetime import date

import numpy as np
import pytest
from factories import exemption, small_world, tariff

from sim.economy.foresight import Foresight
from sim.economy.newsroom import Newsroom
from sim.economy.tariffs import TariffSchedule
from sim.scenario.statements import Statement

WORLD = small_world()
RISE = tariff(0.25, start="2025-03-05", announced="2025-02-06", id="rise")
ANNOUNCED, QUIET, STARTS, AFTER = (
    date(2025, 2, 3), date(2025, 2, 10), date(2025, 3, 3), date(2025, 3, 10),
)  # fmt: skip


def room(*measures, said=()):
    return Newsroom(Foresight(TariffSchedule(WORLD, measures)), said, 52)


def statement(**keys):
    keys = {"speaker": "USA", "importer": ("USA",), "exporter": ("all",), "says": "escalate", **keys}
    return Statement(date=date(2025, 2, 5), **keys)


def test_the_news_is_that_of_the_announcement_not_of_the_start():
    found = {
        monday: room(RISE).week(monday).revision[1, 0, 0] for monday in (ANNOUNCED, QUIET, STARTS, AFTER)
    }
    jump = np.log1p(0.25 / (1.0 + WORLD.base_tariff[1, 0, 0]))
    assert found[ANNOUNCED] == pytest.approx(jump * (364 - 30) / 364)
    assert found[QUIET] == found[STARTS] == found[AFTER] == 0.0


@pytest.mark.parametrize(("announced", "week"), [("2025-02-09", ANNOUNCED), ("2025-02-10", QUIET)])
def test_a_sunday_is_of_the_week_before(announced, week):
    later = tariff(0.25, start="2025-03-05", announced=announced, id="rise")
    heard = {monday: room(later).week(monday).revision[1, 0, 0] for monday in (ANNOUNCED, QUIET)}
    assert [monday for monday, revision in heard.items() if revision > 0.0] == [week]


def test_a_quiet_exemption_is_expected_by_those_it_frees_and_heard_of_by_nobody():
    keys = {"products": ("all",), "from": ("made",), "quiet": True}
    freed = exemption("2025-03-05", announced="2025-02-06", **keys)
    duty = tariff(0.25, start="2025-01-01", id="duty", authority="made")
    news, without = (room(*each).week(ANNOUNCED) for each in ((duty, freed), (duty,)))
    assert news.coming[1, 0, 0] < 0.0
    assert np.array_equal(news.revision, without.revision)


def test_what_is_coming_shrinks_to_nothing_once_it_is_there():
    coming = [
        room(RISE).week(monday).coming[1, 0, 0] for monday in (date(2025, 1, 27), ANNOUNCED, QUIET, AFTER)
    ]
    assert coming[0] == 0.0 < coming[1] < coming[2]
    assert coming[3] == 0.0


def test_an_end_that_is_known_is_expected():
    brief = tariff(0.25, start="2025-03-10", end="2025-06-09", id="brief")
    coming = room(brief).week(AFTER).coming[1, 0, 0]
    assert coming == pytest.approx(-0.75 * np.log1p(0.25 / (1.0 + WORLD.base_tariff[1, 0, 0])))


def test_words_are_heard_in_their_week_about_their_pairs():
    news = room(said=(statement(),))
    assert [(each.origin, each.destination) for each in news.week(ANNOUNCED).said] == [(1, 0), (2, 0)]
    assert news.week(QUIET).said == ()
    assert news.said_by(1, ANNOUNCED) == ()


def test_a_speaker_that_the_world_merges_speaks_as_the_whole():
    assert (
        room(said=(statement(speaker="ROW", importer=("CHN",), exporter=("USA",)),))
        .said(ANNOUNCED)[0]
        .speaker
        == 2
    )


def test_an_economy_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no economy `XXX`"):
        room(said=(statement(exporter=("XXX",)),))
