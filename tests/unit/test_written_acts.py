"""Acts by day: which way the average tariff goes, whom it is about, what is said."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.records.tables import TABLES


def events(rows):
    """Events from (date, event, kind, actors, importer, exporter, title)."""
    keys = ("date", "event", "kind", "actors", "importer", "exporter", "title")
    filled = [{**dict(zip(keys, row, strict=True)), "week": row[0], "source": f"on {row[6]}"} for row in rows]
    return pl.DataFrame(filled, schema=TABLES["events"].schema).lazy()


def days(rows):
    return pl.DataFrame(rows, schema=TABLES["tariff_days"].schema, orient="row").lazy()


@pytest.fixture
def acts(war_run):
    def found(told, moved=()):
        run = replace(war_run, tables={**war_run.tables, "events": events(told), "tariff_days": days(moved)})
        frame = compute_metrics(run).frame("government_acts")
        return frame.select("economy", "date", "act", "toward", "detail").rows()

    return found


DAY = date(2025, 3, 4)
TARIFF = (DAY, "starts", "tariff", "USA", "USA", "CHN", "a")


def test_a_tariff_is_raised_or_lowered_by_what_the_average_does(acts):
    for after, act in ((0.3, "raised"), (0.1, "lowered")):
        found = acts([TARIFF], [("USA", "CHN", DAY, 0.2, after)])
        assert found == [("USA", DAY, act, "CHN", "a")]


def test_a_move_too_small_to_see_is_no_act(acts):
    assert acts([TARIFF], [("USA", "CHN", DAY, 0.2, 0.2004)]) == []


def test_a_pause_on_the_day_after_is_a_fall_of_its_own(acts):
    later = date(2025, 3, 5)
    told = [
        (DAY, "starts", "tariff", "USA", "USA", "EU", "up"),
        (later, "ends", "tariff", "USA", "USA", "EU", "up"),
        (later, "starts", "tariff", "USA", "USA", "EU", "pause"),
    ]
    moved = [("USA", "EU", DAY, 0.0, 0.2), ("USA", "EU", later, 0.2, 0.1)]
    assert acts(told, moved) == [
        ("USA", DAY, "raised", "rest", "up"),
        ("USA", later, "lowered", "rest", "pause"),
    ]


def test_the_average_on_others_weighs_them_by_base_trade(war_run, acts):
    """A rise on one and a fall on another that cancel with trade as weights are no act."""
    flows = compute_metrics(war_run).flows
    usa, eu, jpn = (flows.axes.economy(code) for code in ("USA", "EU", "JPN"))
    fall = 0.1 * flows.base_total[eu, usa] / flows.base_total[jpn, usa]
    told = [(DAY, "starts", "tariff", "USA", "USA", "EU, JPN", "swap")]
    assert acts(told, [("USA", "EU", DAY, 0.2, 0.3), ("USA", "JPN", DAY, 5.0, 5.0 - fall)]) == []
    (row,) = acts(told, [("USA", "EU", DAY, 0.2, 0.3), ("USA", "JPN", DAY, 5.0, 5.0 - 0.5 * fall)])
    assert row[2] == "raised"


def test_what_concerns_all_concerns_the_rival_first(acts):
    told = [(DAY, "announced", "tariff", "USA", "USA", "all", "on all")]
    assert acts(told) == [("USA", DAY, "announced", "CHN", "on all")]
    told = [(DAY, "announced", "tariff", "USA", "USA", "all except CHN", "not on China")]
    assert acts(told) == [("USA", DAY, "announced", "rest", "not on China")]


def test_members_of_merged_economies_are_among_the_others(acts):
    told = [(DAY, "announced", "tariff", "USA", "USA", "AGO, BRN", "on few")]
    assert acts(told) == [("USA", DAY, "announced", "rest", "on few")]


def test_an_export_control_is_about_who_buys(acts):
    told = [(DAY, "starts", "export_control", "CHN", "USA", "CHN", "rare earths")]
    assert acts(told) == [("CHN", DAY, "controlled", "USA", "rare earths")]


def test_acts_of_a_day_stand_together_and_words_apart(acts):
    told = [
        (DAY, "announced", "tariff", "USA", "USA", "CHN", "a"),
        (DAY, "announced", "exemption", "USA", "USA", "CHN", "b"),
        (DAY, "starts", "exemption", "USA", "USA", "CHN", "c"),
        (DAY, "said", "statement", "CHN", "USA", "CHN", "no"),
        (DAY, "starts", "embargo", "EU", "EU", "JPN", "ban"),
    ]
    assert sorted(acts(told)) == [
        ("CHN", DAY, "said", "USA", "no"),
        ("EU", DAY, "barred", "", "ban"),
        ("USA", DAY, "announced", "CHN", "a; b"),
        ("USA", DAY, "exempted", "CHN", "c"),
    ]
