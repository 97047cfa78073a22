"""Runs that are killed at any time: what is there is whole, and the next run goes as if nothing had been."""

import random
import shutil
import signal
import time

import pytest
from killing import ended, faults_of, is_writing, kill, started, wait_until, words_of_run, wrong_files

from sim.records.finding_runs import find_runs
from sim.records.reading import NotARunError, read_run

pytestmark = pytest.mark.slow

KILLS_OF_SMALL_RUNS = 52
KILLS_OF_DEFAULT_RUNS = 4
MOST_TRIES = 10 * KILLS_OF_SMALL_RUNS
"""Not every kill comes before the end: a run is as quick as the machine lets it be."""


def seconds_of(out, *words):
    """Seconds until a run begins to write, and from there to its end."""
    began = time.monotonic()
    process = started(*words)
    wait_until(lambda: is_writing(out), process)
    writes = time.monotonic()
    code, _, said = ended(process)
    assert code == 0, said
    return writes - began, time.monotonic() - writes


def killed(out, words, seconds, while_writing):
    """Kill a run some seconds after it began, or began to write."""
    process = started(*words)
    if while_writing:
        wait_until(lambda: is_writing(out), process)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.001)
    kill(process)
    return process.returncode == -signal.SIGKILL


def nothing_looks_like_a_run_and_is_none(folder, out):
    for each in folder.iterdir():
        if each == out:
            assert faults_of(out) == []
            read_run(out)
        elif each.is_dir():
            assert each.name.startswith(".run-")
            for read in (read_run, lambda place: find_runs([place])):
                with pytest.raises(NotARunError):
                    read(each)
        else:
            assert each.name == ".run.lock"


@pytest.mark.parametrize("force", [False, True])
def test_a_kill_leaves_the_folder_whole_or_not_there_and_the_next_run_works(tmp_path, force):
    generator = random.Random(int(force))
    out = tmp_path / "run"
    words = words_of_run(out, *(["--force"] if force else []))
    before, writing = seconds_of(out, *words)
    in_time, wanted = {True: 0, False: 0}, KILLS_OF_SMALL_RUNS // 4
    for number in range(MOST_TRIES):
        if not force:
            shutil.rmtree(out, ignore_errors=True)
        while_writing = number % 2 == 0
        seconds = generator.uniform(0.0, writing if while_writing else before)
        in_time[while_writing] += killed(out, words, seconds, while_writing)
        assert out.is_dir() or not force
        nothing_looks_like_a_run_and_is_none(tmp_path, out)
        if min(in_time.values()) >= wanted:
            break
    assert min(in_time.values()) >= wanted
    code, _, said = ended(started(*words_of_run(out, "--force")))
    assert code == 0, said
    assert [each.name for each in tmp_path.iterdir()] == ["run"]
    assert faults_of(out) == []


def test_a_kill_of_a_run_of_default_size_leaves_nothing_half_written(tmp_path):
    generator = random.Random(2)
    out = tmp_path / "run"
    words = words_of_run(out, size=())
    before, writing = seconds_of(out, *words)
    for number in range(KILLS_OF_DEFAULT_RUNS):
        shutil.rmtree(out, ignore_errors=True)
        while_writing = number % 4 != 0
        killed(out, words, generator.uniform(0.0, writing if while_writing else before), while_writing)
        nothing_looks_like_a_run_and_is_none(tmp_path, out)


def test_a_run_that_goes_on_keeps_its_folder_while_another_one_is_refused(tmp_path):
    out = tmp_path / "run"
    first = started(*words_of_run(out, "--force"))
    wait_until(lambda: any(tmp_path.glob(".run-*")), first)
    first.send_signal(signal.SIGSTOP)
    code, said, complaint = ended(started(*words_of_run(out, "--force")))
    first.send_signal(signal.SIGCONT)
    assert (code, said) == (3, "")
    assert complaint == f"{out}: another run is writing there (hint: wait for it, or --out elsewhere)\n"
    assert ended(first)[0] == 0
    assert faults_of(out) == []
    assert [each.name for each in tmp_path.iterdir()] == ["run"]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    out = tmp_path_factory.mktemp("finished") / "run"
    assert ended(started(*words_of_run(out)))[0] == 0
    other = out.with_name("other")
    assert ended(started(*words_of_run(other, "--set", "horizon.weeks=7")))[0] == 0
    return out, other


@pytest.mark.parametrize("command", ["report", "compare", "metrics"])
def test_a_kill_of_a_command_that_reads_runs_leaves_whole_files(tmp_path, finished, command):
    generator = random.Random(3)
    run = tmp_path / "run"
    shutil.copytree(finished[0], run)
    written = tmp_path / "written"
    words = {
        "report": ("report", run),
        "compare": ("compare", *finished, "--out", written / "page.html", "--force"),
        "metrics": ("metrics", run, "--out", written, "--force"),
    }[command]
    began = time.monotonic()
    assert ended(started(*words))[0] == 0
    whole = time.monotonic() - began
    expected = {each.name: each.read_bytes() for each in written.glob("*")}
    for _ in range(8):
        killed(run, words, generator.uniform(0.3 * whole, whole), while_writing=False)
        left = list(tmp_path.rglob("*.unfinished"))
        assert all(each.name.startswith(".") for each in left)
        found = {each.name: each.read_bytes() for each in written.glob("[!.]*")}
        assert found.items() <= expected.items()
        # The page is not in the manifest while it is being written anew.
        assert wrong_files(run) == []
        unfinished = {each.relative_to(run).as_posix() for each in run.rglob("*.unfinished")}
        assert set(faults_of(run)) <= {"report.html", *unfinished}
        assert (run / "report.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert ended(started(*words))[0] == 0
    assert not list(tmp_path.rglob("*.unfinished"))
    assert faults_of(run) == []


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_leaves_nothing_at_any_time(tmp_path, wish):
    generator = random.Random(int(wish))
    out = tmp_path / "made" / "run"
    before, writing = seconds_of(out, *words_of_run(out))
    for while_writing in (False, True, False, True):
        shutil.rmtree(out.parent, ignore_errors=True)
        process = started(*words_of_run(out))
        wait_until(lambda: any(out.parent.glob(".run-*")), process)
        if while_writing:
            wait_until(lambda: is_writing(out), process)
        time.sleep(generator.uniform(0.0, 0.5 * (writing if while_writing else before)))
        process.send_signal(wish)
        code, _, said = ended(process)
        if code == 0:
            assert faults_of(out) == []
            continue
        assert (code, said) == (130, "interrupted: nothing was written\n")
        assert list(tmp_path.iterdir()) == []
