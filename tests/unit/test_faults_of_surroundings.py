"""Runs in odd surroundings: readers that leave, clocks that go backwards, no home, others at once."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from killing import ENVIRONMENT, ended, faults_of, is_writing, one_line, started, wait_until, words_of_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="ways to make trouble are those of Linux"),
]


@pytest.mark.parametrize("command", [("list",), ("show", "impasse_145_125"), ("schema",)])
def test_a_reader_that_has_had_enough_is_no_error(command):
    process = started(*command)
    process.stdout.read(1)
    process.stdout.close()
    process.stdout = None
    assert process.wait(timeout=60) == 0
    with process.stderr as stderr:
        assert stderr.read() == ""


def test_standard_output_without_room_is_one_message():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sim", "list"],
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    one_line(done.stderr, "standard output: No space left on device")


def test_a_run_needs_no_home_no_place_for_temporary_files_and_no_standard_output(tmp_path):
    bare = {key: ENVIRONMENT[key] for key in ("PATH", "PYTHONPATH", "OMP_NUM_THREADS", "POLARS_MAX_THREADS")}
    gone = {**bare, "TMPDIR": "/nowhere", "HOME": "/nowhere"}
    for number, environment in enumerate((bare, gone)):
        out = tmp_path / f"run{number}"
        code, said, complaint = ended(started(*words_of_run(out), environment=environment))
        assert (code, complaint) == (0, "")
        assert said == f"{out / 'report.html'}\n"
    out = tmp_path / "closed"
    words = " ".join(f"'{each}'" for each in words_of_run(out))
    command = f"exec '{sys.executable}' -m sim {words} >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], env=ENVIRONMENT, check=False).returncode == 0
    assert faults_of(out) == []


BACKWARDS = """
import datetime, time, types
from sim.cli import main
import sim.records.manifest
class Clock(datetime.datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.datetime(2001, 1, 1, tzinfo=zone)
sim.records.manifest.dt = types.SimpleNamespace(datetime=Clock, UTC=datetime.UTC)
begun = time.time()
time.time = lambda: begun - 1e5 * time.perf_counter()
main()
"""


def test_a_clock_that_goes_backwards_changes_nothing_but_a_date(tmp_path):
    assert ended(started(*words_of_run(tmp_path / "run")))[0] == 0
    done = subprocess.run(
        [sys.executable, "-c", BACKWARDS, *words_of_run(tmp_path / "odd", "--profile")],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert faults_of(tmp_path / "odd") == []
    found, expected = (json.loads((tmp_path / each / "run.json").read_text()) for each in ("odd", "run"))
    assert found["outputs"] == expected["outputs"]
    parts = {name: seconds for name, seconds in found["timings"].items() if name != "by_phase"}
    assert all(0.0 <= seconds < 600.0 for seconds in parts.values())


def test_files_of_the_future_are_read_as_any_other(tmp_path):
    out = tmp_path / "run"
    assert ended(started(*words_of_run(out)))[0] == 0
    later = time.time() + 1e9
    for each in (out, *out.rglob("*")):
        os.utime(each, (later, later))
    assert ended(started("report", out))[0] == 0
    assert faults_of(out) == []


def test_of_runs_that_begin_at_once_one_wins_and_the_others_say_so(tmp_path):
    out = tmp_path / "run"
    for force in ([], ["--force"]):
        processes = [started(*words_of_run(out, *force)) for _ in range(4)]
        found = [None] * len(processes)

        def wait(place, processes=processes, found=found):
            found[place] = ended(processes[place])

        threads = [threading.Thread(target=wait, args=(place,)) for place in range(len(processes))]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        codes = sorted(code for code, _, _ in found)
        assert set(codes) <= {0, 3}
        assert codes[0] == 0
        assert codes.count(0) == 1 or force
        for code, _, complaint in found:
            if code:
                one_line(complaint, str(out))
        assert faults_of(out) == []
        assert [each.name for each in tmp_path.iterdir()] == ["run"]


def test_a_killed_worker_is_no_half_written_run(tmp_path):
    out = tmp_path / "draws"
    process = started(*words_of_run(out, "--replications", "4", "--workers", "2"))
    wait_until(lambda: is_writing(out / "replication-1"), process)
    os.killpg(process.pid, signal.SIGKILL)
    ended(process)
    again = words_of_run(out, "--replications", "4", "--workers", "2", "--resume")
    code, _, complaint = ended(started(*again))
    assert code == 0, complaint
    assert faults_of(out / "replication-1") == []
    assert {each.name for each in out.iterdir()} == {"replication-1", "draws"}
