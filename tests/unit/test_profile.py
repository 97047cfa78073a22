"""Where the time goes: nested parts count once, phases keep their names, the printed parts add up."""

import re

import pytest
from command_line import call

from sim import read_run
from sim.commands.printing import print_profile
from sim.model import profile
from sim.model.phases import PHASES
from sim.model.profile import Clock, Laps

AROUND = [
    "world", "scenario", "reference", "benchmark", "mean_field", "tables", "bargains", "write", "metrics",
    "report", "checksums",
]  # fmt: skip


@pytest.fixture
def ticking(monkeypatch):
    """A clock that a test moves by hand."""
    now = [100.0]
    monkeypatch.setattr(profile.time, "perf_counter", lambda: now[0])

    def tick(seconds):
        now[0] += seconds

    return tick


def test_time_in_a_part_within_another_counts_for_the_inner_one_only(ticking):
    clock = Clock()
    for _ in range(2):
        with clock.part("step"):
            ticking(1.0)
            with clock.part("phase"):
                ticking(4.0)
                with clock.part("kernel"):
                    ticking(16.0)
            ticking(64.0)
            with clock.part("phase"):
                ticking(256.0)
        with clock.part("record"):
            ticking(1024.0)
    assert clock.seconds == {"kernel": 32.0, "phase": 520.0, "step": 130.0, "record": 2048.0}


def test_a_part_that_fails_is_counted_and_left(ticking):
    clock = Clock()

    def fail():
        with clock.part("outer"):
            ticking(1.0)
            with clock.part("inner"):
                ticking(2.0)
                raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        fail()
    with clock.part("after"):
        ticking(4.0)
    assert clock.seconds == {"inner": 2.0, "outer": 1.0, "after": 4.0}


def test_timed_phases_keep_their_names_and_do_what_they_did(ticking):
    def grow(model):
        model.append(1)
        ticking(0.5)

    clock = Clock()
    (timed,) = clock.timed([grow])
    model = []
    timed(model)
    assert (model, timed.__name__, clock.seconds) == ([1], "grow", {"grow": 0.5})


def test_laps_follow_each_other_without_a_gap(ticking):
    told = {"kept": 1.0}
    laps = Laps(told)
    for name, seconds in (("world", 3.0), ("write", 0.25)):
        ticking(seconds)
        laps.lap(name)
    assert told == {"kept": 1.0, "world": 3.0, "write": 0.25}


def test_the_printed_parts_add_up_to_the_whole(capsys):
    arms = {"scenario": {"ship": 2.0, "record": 1.0}, "reference": {"ship": 3.0, "record": 0.5}}
    timings = {"world": 1.0, "scenario": 3.5, "reference": 3.5, "by_phase": arms, "write": 2.0}
    print_profile(timings, weeks=10)
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["part", "scenario", "s", "reference", "s", "seconds", "ms", "a", "week", "share"],
        ["ship", "2.000", "3.000", "5.000", "250.00", "50.0%"],
        ["record", "1.000", "0.500", "1.500", "75.00", "15.0%"],
        ["world", "1.000", "10.0%"],
        ["write", "2.000", "20.0%"],
        ["other", "0.500", "5.0%"],
        ["whole", "10.000", "100.0%"],
    ]


def test_run_with_profile_prints_every_phase_and_part_and_keeps_them(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tiny = {"horizon.weeks": 3, "population.producers": 600, "population.relationships": 10000}
    words = [word for key, value in tiny.items() for word in ("--set", f"{key}={value}")]
    words += ["--set", "world.economies=[USA, CHN, ROW]"]
    code, out, err = call(capsys, "run", "status_quo_jan2025", *words, "--out", "r", "--profile", "--quiet")
    assert (code, err) == (0, "")
    *table, path = out.splitlines()
    assert path.endswith("report.html")
    assert "\x1b" not in out
    timings = read_run("r").manifest["timings"]
    phases = [phase.__name__ for phase in PHASES]
    arm = ["set_up", *phases, "check_accounts", "record", "supply_chains"]
    assert [*timings["by_phase"]] == ["scenario", "reference"]
    for name, seconds in timings["by_phase"].items():
        assert [*seconds] == arm
        assert all(each >= 0.0 for each in seconds.values())
        assert sum(seconds.values()) <= timings[name] + 0.002
    assert [name for name in timings if name != "by_phase"] == AROUND
    around = [name for name in AROUND if name not in timings["by_phase"]]
    assert [line.split()[0] for line in table] == ["part", *arm, *around, "other", "whole"]
    shares = [float(re.search(r"([\d.-]+)%$", line)[1]) for line in table[1:-1]]
    assert sum(shares) == pytest.approx(100.0, abs=0.05 * len(shares) + 0.1)
