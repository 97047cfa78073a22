"""When measures are announced, in force, replaced and over."""

from __future__ import annotations

from datetime import date

from factories import tariff

from sim.scenario import Timeline


def told(timeline):
    return [(event.date.isoformat(), event.kind, event.measure.id) for event in timeline.events]


def test_a_measure_is_in_force_from_its_start_up_to_its_end():
    timeline = Timeline([tariff(id="a", start="2025-02-04", end="2025-03-04")])
    assert timeline.in_force(date(2025, 2, 3)) == ()
    assert [measure.id for measure in timeline.in_force(date(2025, 2, 4))] == ["a"]
    assert [measure.id for measure in timeline.in_force(date(2025, 3, 3))] == ["a"]
    assert timeline.in_force(date(2025, 3, 4)) == ()
    assert timeline.changes == (date(2025, 2, 4), date(2025, 3, 4))


def test_a_replaced_measure_stops_for_good():
    first = tariff(id="a", start="2025-02-04")
    second = tariff(id="b", start="2025-03-04", end="2025-04-04", replaces="a")
    timeline = Timeline([first, second])
    assert [measure.id for measure in timeline.in_force(date(2025, 3, 4))] == ["b"]
    assert timeline.in_force(date(2025, 4, 4)) == ()


def test_a_measure_overtaken_before_it_starts_is_only_announced():
    planned = tariff(id="34", start="2025-04-09", announced="2025-04-02")
    instead = tariff(id="84", start="2025-04-09", announced="2025-04-08", replaces="34")
    timeline = Timeline([planned, instead])
    assert told(timeline) == [
        ("2025-04-02", "announced", "34"),
        ("2025-04-08", "announced", "84"),
        ("2025-04-09", "starts", "84"),
    ]
    assert timeline.changes == (date(2025, 4, 9),)


def test_events_of_a_day_end_before_others_start():
    old = tariff(id="z", start="2025-02-04")
    new = tariff(id="a", start="2025-03-04", replaces="z")
    assert told(Timeline([new, old])) == [
        ("2025-02-04", "starts", "z"),
        ("2025-03-04", "ends", "z"),
        ("2025-03-04", "starts", "a"),
    ]


def test_a_measure_tells_itself_in_one_line():
    assert tariff(0.25, hs="85", authority="s301").one_line == "USA on CHN: +25 points on HS 85 (s301)"
    everyone = tariff(exporter="all", excluded=("CHN",), lists="chips", rate="listed", authority="x")
    assert everyone.one_line == "USA on all except CHN: listed rates on chips (x)"
