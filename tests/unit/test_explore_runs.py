"""Runs of the app: each in its own process, whole or without a trace, one a session, few at once."""

import time

import pytest
from exploring import BROKEN, FAILING, LONG, TINY

from sim.explore.draft import Draft
from sim.explore.guarded_paths import Folders
from sim.explore.run_line import RunLine
from sim.explore.run_process import RunProcess, RunStatus
from sim.explore.run_view import detail_words, state_words
from sim.explore.session import MOST_SESSIONS, Session, Sessions


@pytest.fixture
def folders(tmp_path):
    found = Folders(tmp_path / "scenarios", tmp_path / "results")
    found.scenarios.mkdir()
    found.results.mkdir()
    found.scenarios.joinpath("broken.py").write_text(BROKEN)
    return found


def run_of(folders, text=LONG):
    return RunProcess(Draft(text, "draft.yaml", folders), "tiny", 2610)


def until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_cancelled_run_leaves_nothing_and_the_next_in_line_starts(folders):
    line = RunLine(at_once=1)
    first, second, third = run_of(folders), run_of(folders, FAILING), run_of(folders)
    for run in (first, second, third):
        line.submit(run)
    until(lambda: first.status.stage == "scenario")
    assert [each.status.state for each in (second, third)] == ["waiting", "waiting"]
    assert [line.ahead_of(each) for each in (second, third)] == [0, 1]
    third.cancel()
    assert third.status.state == "cancelled"
    first.cancel()
    first.wait(30.0)
    assert first.status.state == "cancelled"
    second.wait(60.0)
    assert second.status.state == "failed"
    assert "no decision could be reached" in second.status.message
    assert "Traceback" in second.status.details
    assert list(folders.results.iterdir()) == []
    assert third.status.state == "cancelled"


def test_a_run_that_is_killed_is_a_failure_that_is_said(folders):
    run = run_of(folders)
    RunLine().submit(run)
    until(lambda: run.status.stage == "scenario")
    run._process.kill()
    run.wait(30.0)
    assert run.status.state == "failed"
    assert "signal 9" in run.status.message
    assert list(folders.results.iterdir()) == []


@pytest.mark.slow
def test_all_draws_of_a_scenario_are_run_and_the_page_of_the_first_has_their_ranges(folders):
    run = run_of(folders, TINY + "ensemble: {replications: 3}\n")
    stages = set()
    RunLine().submit(run)
    until(lambda: stages.add(run.status.stage) or run.status.is_over, 120.0)
    assert run.status.state == "finished", run.status.details
    (place,) = run.status.pages
    folder = folders.results / place
    assert "draws" in stages
    assert (folder / "metrics" / "spread.csv").is_file()
    assert (folder.parent / "draws" / "runs.parquet").is_file()
    assert "3 draws" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_draws_that_are_cancelled_leave_nothing(folders):
    run = run_of(folders, TINY.replace("weeks: 8", "weeks: 40") + "ensemble: {replications: 200}\n")
    RunLine().submit(run)
    until(lambda: run.status.stage == "draws", 120.0)
    run.cancel()
    run.wait(30.0)
    assert run.status.state == "cancelled"
    until(lambda: list(folders.results.iterdir()) == [])


def test_when_the_app_ends_its_runs_end(folders):
    line = RunLine(at_once=1)
    first, second = run_of(folders), run_of(folders)
    line.submit(first)
    line.submit(second)
    line.stop_all(30.0)
    assert [each.status.state for each in (first, second)] == ["cancelled", "cancelled"]
    assert not first._process.is_alive()


def test_a_session_runs_one_thing_at_a_time(folders):
    session = Session("a")
    first, second = run_of(folders), run_of(folders)
    assert session.begin(first)
    assert not session.begin(second)
    assert session.run is first
    first.cancel()
    assert session.begin(second)


def test_sessions_are_told_apart_by_identifiers_that_are_given_out_here():
    sessions = Sessions()
    one, other = sessions.new(), sessions.new()
    one.text = "name: one\n"
    assert sessions.get(one.identifier) is one
    assert sessions.get(other.identifier).text != one.text
    assert sessions.get("made up") is None
    assert sessions.get(None) is None
    assert len({sessions.new().identifier for _ in range(50)}) == 50


def test_silent_sessions_make_room_and_those_that_run_stay(folders):
    sessions = Sessions()
    running, idle = sessions.new(), sessions.new()
    running.begin(run_of(folders))
    for _ in range(MOST_SESSIONS):
        sessions.new()
    assert sessions.get(running.identifier) is running
    assert sessions.get(idle.identifier) is None


@pytest.mark.parametrize(
    ("status", "ahead", "state", "detail"),
    [
        (None, 0, "Nothing has been run yet", ""),
        (RunStatus("waiting", "a", 8), 2, "2 others before it", ""),
        (RunStatus("running", "a", 8), 0, "building the world", "0 s so far"),
        (
            RunStatus("running", "a", 8, "scenario", 4, 8, 0, 11.0, 10.0),
            0,
            "simulating with the measures",
            "week 4 of 8, with the measures; 11 s so far; about 30 s left",
        ),
        (RunStatus("running", "a", 8, "page", 0, 0, 2, 20.0, 18.0), 0, "writing the page", "20 s so far"),
        (RunStatus("cancelled", "a", 8), 0, "nothing was written", ""),
        (RunStatus("failed", "a", 8, message="why"), 0, "a failed: why", ""),
    ],
)
def test_how_far_a_run_is_is_said_in_words(status, ahead, state, detail):
    assert state in state_words(status, ahead)
    assert detail_words(status).startswith(detail)
    assert bool(detail_words(status)) == bool(detail)
