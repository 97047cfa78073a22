"""What a run takes is told before it, and a run that does not fit is refused in words."""

import json
import math
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import call

from sim import load_scenario, run
from sim.economy.base import build_base
from sim.ensemble.plan import read_plan
from sim.model.trade_war import populate
from sim.replicating import replicate
from sim.sizing.estimating import estimate, memory
from sim.sizing.fitting import LEVERS, advice, largest_that_fits, lowered, refuse_what_does_not_fit
from sim.sizing.fitting import saying_what_to_lower as saying
from sim.sizing.machine import MemoryShortError, Room, disk_room, memory_room
from sim.sizing.size import Size, size_asked
from sim.sizing.sweeps import size_of_sweep

LARGE = Size(81, 57, 520, 1_000_000, 50_000, 12_000_000, draws=20, workers=4)
SMALL = {
    "horizon.weeks": "6",
    "population.producers": "950",
    "population.relationships": "12345",
    "world.economies": "[USA, CHN, MEX, ROW]",
}
WORDS = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]


@pytest.fixture
def little_room(monkeypatch):
    room = Room(300.0, "left by the control group")
    monkeypatch.setattr("sim.sizing.fitting.memory_room", lambda: room)
    monkeypatch.setattr("sim.sizing.machine.memory_room", lambda: room)


# Measured in runs of the shipped scenario; docs/decisions/estimates.md says on what machine and how.
MEASURED = [
    (Size(12, 57, 52, 5_000, 250, 100_000), 491, 17.9),
    (Size(25, 57, 104, 20_000, 1_000, 1_000_000), 1_025, 81.3),
    (Size(12, 57, 104, 20_000, 1_000, 1_000_000), 581, 29.4),
    (Size(81, 57, 52, 20_000, 1_000, 1_000_000), 3_025, 307.7),
    (Size(25, 57, 52, 100_000, 5_000, 4_000_000), 820, 44.3),
    (Size(25, 57, 104, 20_000, 1_000, 1_000_000, snapshots=9), 1_030, 293.4),
    (Size(12, 57, 520, 5_000, 250, 200_000), 1_300, 117.1),
    (Size(25, 57, 52, 1_000_000, 50_000, 12_000_000), 1_258, 44.5),
    (Size(25, 57, 520, 20_000, 1_000, 1_000_000), 3_285, 373.9),
    (Size(81, 57, 104, 20_000, 1_000, 1_000_000), 5_317, 604.5),
    (Size(81, 57, 52, 1_000_000, 50_000, 12_000_000, snapshots=2), 3_103, 938.6),
    (Size(81, 57, 260, 50_000, 2_500, 2_000_000), 11_928, 1_490.3),
    (Size(25, 57, 26, 20_000, 1_000, 12_000_000), 936, 23.6),
    (Size(25, 57, 104, 20_000, 1_000, 1_000_000, draws=6, workers=2), 1_832, 86.0),
    (Size(81, 57, 26, 20_000, 1_000, 1_000_000, draws=4, workers=2), 4_076, 159.0),
    (Size(12, 57, 52, 5_000, 250, 100_000, draws=20, workers=2), 888, 24.0),
    (Size(25, 57, 26, 100_000, 5_000, 4_000_000, draws=4, workers=2), 1_597, 31.0),
]

# The same of sweeps: MB of memory, and processor seconds, those with which each worker starts among them.
START = 2.9
SWEEPS = [
    (Size(25, 57, 104, 20_000, 1_000, 1_000_000, draws=8, workers=2, made="agents"), 1_196, 34.6),
    (Size(12, 57, 52, 5_000, 250, 100_000, draws=8, workers=2, made="agents"), 717, 13.4),
    (Size(12, 57, 52, 5_000, 250, 100_000, draws=8, workers=1, made="agents"), 482, 9.9),
    (Size(12, 57, 52, 5_000, 250, 100_000, draws=8, workers=3, made="agents"), 936, 15.7),
    (Size(12, 57, 52, 5_000, 250, 100_000, draws=8, workers=0, made="agents"), 314, 9.4),
    (Size(25, 57, 26, 100_000, 5_000, 4_000_000, draws=8, workers=2, made="agents"), 1_227, 32.4),
    (Size(25, 57, 520, 20_000, 1_000, 1_000_000, draws=2, workers=2, made="agents"), 2_726, 37.9),
    (Size(81, 57, 26, 20_000, 1_000, 1_000_000, draws=2, workers=2, made="agents"), 2_603, 28.4),
    (Size(25, 57, 60, 0, 0, 0, draws=32, workers=2, made="standoff"), 712, 37.8),
    (Size(81, 57, 60, 0, 0, 0, draws=8, workers=2, made="standoff"), 2_118, 88.5),
    (Size(25, 57, 104, 0, 0, 0, draws=8, workers=2, made="long_run"), 548, 7.1),
    (Size(81, 57, 104, 0, 0, 0, draws=8, workers=2, made="long_run"), 623, 9.1),
]


@pytest.mark.parametrize(("size", "megabytes", "disk"), MEASURED)
def test_estimates_are_within_a_quarter_of_what_was_measured(size, megabytes, disk):
    found = estimate(size)
    assert found.memory == pytest.approx(megabytes, rel=0.25)
    assert sum(found.disk.values()) == pytest.approx(disk, rel=0.25)


@pytest.mark.parametrize(("size", "megabytes", "seconds"), SWEEPS)
def test_estimates_of_sweeps_are_within_a_quarter_too(size, megabytes, seconds):
    assert memory(size) == pytest.approx(megabytes, rel=0.25)
    one_after_the_other = estimate(replace(size, workers=1)).seconds
    assert one_after_the_other + START * max(size.workers - 1, 0) == pytest.approx(seconds, rel=0.25)


@pytest.mark.parametrize("lever", [*LEVERS, "snapshots"])
def test_more_of_anything_takes_no_less(lever):
    more = replace(LARGE, **{lever: getattr(LARGE, lever) + 1})
    assert memory(more) >= memory(LARGE)
    assert estimate(more).seconds > estimate(LARGE).seconds or lever == "workers"
    assert sum(estimate(more).disk.values()) >= sum(estimate(LARGE).disk.values())


@pytest.mark.parametrize("relationships", ["10000", "30000"])
def test_firms_and_relationships_are_those_that_will_be_made(relationships):
    scenario = load_scenario("impasse_145_125", SMALL | {"population.relationships": relationships})
    world = build_base(scenario)
    found = size_asked(scenario, world=world)
    made = populate(scenario, world)
    assert found.producers == made.producers.count
    assert found.distributors == made.distributors.count
    assert found.relationships == made.relationships.count
    assert found.economies == len(world.economies)
    assert found.groups == len(world.groups)


@pytest.mark.parametrize("lever", LEVERS)
def test_what_is_to_be_lowered_fits_and_little_more_does_not(lever):
    enough = memory(lowered(LARGE, lever, getattr(LARGE, lever) // 2))
    most = largest_that_fits(LARGE, lever, enough)
    assert memory(lowered(LARGE, lever, most)) <= enough
    assert memory(lowered(LARGE, lever, math.ceil(1.15 * most) + 1)) > enough


def test_a_lever_that_cannot_do_it_alone_is_not_named():
    assert largest_that_fits(LARGE, "workers", 500.0) is None
    assert advice(LARGE, 10.0) == "no smaller run of it fits: more memory is needed"


def test_a_run_that_does_not_fit_is_refused_before_it_begins(capsys, tmp_path, little_room):
    code, out, err = call(capsys, "run", "impasse_145_125", "--out", str(tmp_path / "run"))
    assert (code, out) == (2, "")
    needed = "impasse_145_125: needs about 971 MB of memory, and 300 MB are left by the control group (hint: "
    assert err.startswith(needed)
    assert err.count("\n") == 1
    assert "--no-memory-check" in err
    assert list(tmp_path.iterdir()) == []


def test_draws_are_refused_for_all_workers_together(tmp_path, monkeypatch):
    scenario = load_scenario("impasse_145_125", {"ensemble.replications": "8"})
    one = memory(size_asked(scenario, one_draw=True))
    monkeypatch.setattr("sim.sizing.fitting.memory_room", lambda: Room(1.8 * one, "free on this machine"))
    refuse_what_does_not_fit(scenario, one_draw=True)
    with pytest.raises(MemoryShortError, match=r"it fits with --workers 1 or"):
        replicate(scenario, tmp_path / "draws", making=None)
    assert list(tmp_path.iterdir()) == []


def test_who_insists_runs_all_the_same(capsys, tmp_path, little_room):
    words = (*WORDS, "--out", str(tmp_path / "run"), "--quiet", "--no-report", "--no-memory-check")
    assert call(capsys, "run", "impasse_145_125", *words)[0] == 0
    assert (tmp_path / "run" / "run.json").is_file()


def test_memory_that_runs_out_on_the_way_ends_in_the_same_words(tmp_path, monkeypatch):
    def no_memory(*arguments):
        raise MemoryError

    monkeypatch.setattr("sim.running.simulate", no_memory)
    with pytest.raises(MemoryShortError, match=r"ran out of memory; it needs about \d+ MB \(hint: it fits"):
        run(load_scenario("impasse_145_125"), tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_other_errors_pass_as_they_are():
    with pytest.raises(FileNotFoundError), saying(load_scenario("impasse_145_125")):
        raise FileNotFoundError(2, "No such file", "x")


def test_a_dry_run_tells_the_size_and_writes_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("run", "impasse_145_125", *WORDS, "--dry-run")
    code, out, err = call(capsys, *words, "--json", "--snapshots", "0,6")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["economies"], told["groups"], told["flows"]) == (4, 57, 4 * 4 * 57)
    assert (told["weeks"], told["draws"], told["snapshots"]) == (6, 1, 2)
    assert told["relationships"] == 12_345
    assert set(told["disk_mb"]) == {"tables", "metrics", "snapshots", "report"}
    assert told["fits"] == {"memory": True, "disk": True}
    code, out, _ = call(capsys, *words, "--replications", "3")
    assert code == 0
    assert all(word in out for word in ("relationships", "memory", "time", "disk", "draws"))
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_of_what_does_not_fit_says_so(capsys, little_room):
    code, out, err = call(capsys, "run", "impasse_145_125", *WORDS, "--dry-run")
    assert code == 2
    assert "12,345" in out
    assert err == "not enough memory (hint: no smaller run of it fits: more memory is needed)\n"


def test_a_dry_run_of_a_sweep_tells_its_runs_and_writes_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("sweep", "laffer_us_on_china", "--dry-run", "--set", "horizon.weeks=26")
    code, out, err = call(capsys, *words, "--workers", "3", "--shard", "1/2", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert (told["runs"], told["weeks"], told["relationships"]) == (113, 26, 250_000)
    assert told["memory_mb"] == round(memory(Size(25, 57, 26, 5_000, 250, 250_000, 0, 113, 3, made="agents")))
    code, out, _ = call(capsys, *words, "--executor", "serial")
    assert code == 0
    assert "225\n" in out
    assert list(tmp_path.iterdir()) == []


def test_the_largest_case_of_a_sweep_counts(tmp_path):
    file = tmp_path / "sizes.yaml"
    file.write_text(
        "name: sizes\ntitle: Sizes\nquestion: How large?\nscenario: impasse_145_125\nmodel: agents\n"
        "levers:\n"
        "  firms: {title: Firms, path: population.producers, values: [2000, 50000, 4000], unit: number}\n"
    )
    plan = read_plan(str(file), {}, lambda text: None)
    assert size_of_sweep(plan, len(plan), 2).producers == 50_000


def test_a_sweep_that_does_not_fit_is_refused_for_all_its_workers(capsys, tmp_path, monkeypatch):
    room = Room(700.0, "left by the control group")
    monkeypatch.setattr("sim.sizing.fitting.memory_room", lambda: room)
    words = ("sweep", "laffer_us_on_china", "--workers", "8", "--out", str(tmp_path / "sweep"))
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert re.match(r"laffer_us_on_china: needs about 3\.\d GB of memory, and 700 MB are left by", err)
    assert "(hint: it fits with --workers 1; --no-memory-check " in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("run", "impasse_145_125"), ("sweep", "laffer_us_on_china")])
def test_json_goes_with_a_dry_run_only(capsys, words):
    code, out, err = call(capsys, *words, "--json")
    assert (code, out) == (2, "")
    assert "goes with --dry-run" in err


def test_a_limit_of_the_process_is_seen():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    addresses = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    try:
        resource.setrlimit(resource.RLIMIT_AS, (addresses + 200 * 2**20, before[1]))
        assert memory_room().whose == "left by the limit of the process"
        assert memory_room().megabytes < addresses / 2**20
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("version", [1, 2])
def test_limits_of_control_groups_are_seen(tmp_path, monkeypatch, version):
    process, groups = tmp_path / "process", tmp_path / "groups"
    group = groups / "memory" / "outer" / "job" if version == 1 else groups / "outer" / "job"
    names = ("memory.max", "memory.current")
    if version == 1:
        names = ("memory.limit_in_bytes", "memory.usage_in_bytes")
    process.mkdir()
    group.mkdir(parents=True)
    (process / "statm").write_text("1000 0 0 0 0 0 0")
    (process / "cgroup").write_text("4:memory:/outer/job\n" if version == 1 else "0::/outer/job\n")
    for folder, limit in ((group, 900), (group.parent, 500)):
        (folder / names[0]).write_text(f"{limit * 2**20}\n")
        (folder / names[1]).write_text(f"{200 * 2**20}\n")
        kept = "total_inactive_file" if version == 1 else "inactive_file"
        (folder / "memory.stat").write_text(f"anon 1\n{kept} {50 * 2**20}\n")
    monkeypatch.setattr("sim.sizing.machine._PROCESS", process)
    monkeypatch.setattr("sim.sizing.machine._GROUPS", groups)
    assert memory_room() == Room(350.0, "left by the control group")
    (group / names[0]).write_text("max\n" if version == 2 else f"{2**63 - 4096}\n")
    assert memory_room() == Room(350.0, "left by the control group")


def test_room_on_a_disk_is_known_for_a_folder_that_is_not_there_yet(tmp_path):
    assert disk_room(tmp_path / "a" / "b") == pytest.approx(shutil.disk_usage(tmp_path).free / 2**20, rel=0.1)


def test_the_check_takes_no_time_that_anyone_would_notice():
    scenario = load_scenario("impasse_145_125")
    refuse_what_does_not_fit(scenario)
    began = time.process_time()
    refuse_what_does_not_fit(scenario)
    assert time.process_time() - began < 0.02


def test_what_is_unusual_about_a_scenario_is_said_before_it_runs(capsys, tmp_path):
    file = tmp_path / "percent.yaml"
    measure = "{id: x, kind: tariff, importer: USA, exporter: CHN, rate: 25, start: 2025-02-03}"
    file.write_text(f"name: percent\nextends: status_quo_jan2025\nmeasures:\n  - {measure}\n")
    code, _, err = call(capsys, "run", str(file), *WORDS, "--dry-run")
    assert code == 0
    assert f"{file}:4:63: note: a rate of 25 means 2,500 %" in err
    assert call(capsys, "run", str(file), *WORDS, "--dry-run", "--quiet")[2] == ""
