"""Results that meet a full disk, a folder that may not be written, another run, or the end of a process."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sim.commands.errors import code_of, message_of
from sim.exit_codes import EXISTS, USAGE
from sim.metrics.exchange.csv_files import write_json
from sim.records import swapping
from sim.records.disk_faults import fault_of
from sim.records.finding_runs import find_runs
from sim.records.reading import NotARunError, read_run
from sim.records.results_folder import FolderTakenError, NoPlaceError, OutputExistsError, results_folder
from sim.records.whole_files import unfinished_name, whole_file


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def fill(target, text="new", force=False):
    with results_folder(target, force) as folder:
        (folder / "run.json").write_text(text)


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_old_folder_is_whole_until_the_new_one_has_its_name(tmp_path, monkeypatch, can_exchange):
    if not can_exchange:
        monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    target = tmp_path / "run"
    fill(target, "old")
    with results_folder(target, force=True) as folder:
        (folder / "run.json").write_text("new")
        assert (target / "run.json").read_text() == "old"
    assert (target / "run.json").read_text() == "new"
    assert names(tmp_path) == ["run"]


def test_a_folder_that_stepped_aside_for_a_killed_run_is_put_back(tmp_path, monkeypatch):
    monkeypatch.setattr(swapping, "_exchanged", lambda one, other: False)
    target = tmp_path / "run"
    fill(target, "old")
    target.rename(tmp_path / ".run.replaced")
    with pytest.raises(OutputExistsError):
        fill(target)
    assert (target / "run.json").read_text() == "old"
    assert names(tmp_path) == ["run"]


def test_what_stepped_aside_for_a_run_that_came_is_removed(tmp_path):
    fill(tmp_path / "run", "new")
    fill(tmp_path / ".run.replaced", "old")
    fill(tmp_path / "run", "newest", force=True)
    assert names(tmp_path) == ["run"]


@pytest.mark.parametrize("force", [False, True])
def test_of_two_runs_into_one_folder_the_second_is_refused_and_the_first_goes_on(tmp_path, force):
    target = tmp_path / "run"
    with results_folder(target, force) as folder:
        (folder / "run.json").write_text("first")
        with pytest.raises(FolderTakenError, match=r"another run is writing there \(hint: wait") as caught:
            fill(target, "second", force)
        assert code_of(caught.value) == EXISTS
    assert (target / "run.json").read_text() == "first"
    assert names(tmp_path) == ["run"]


def test_what_killed_runs_left_is_removed_and_what_others_have_stays(tmp_path):
    left = tmp_path / unfinished_name("run")
    fill(left)
    kept = [unfinished_name("run-2"), ".run-settings", ".running", ".run-0123.unfinished"]
    for name in kept:
        (tmp_path / name).mkdir()
    fill(tmp_path / "run")
    assert names(tmp_path) == sorted([*kept, "run"])


def test_a_folder_that_is_being_written_is_no_run(tmp_path, war_run):
    left = tmp_path / unfinished_name("run")
    left.symlink_to(war_run.folder)
    for read in (read_run, lambda place: find_runs([place])):
        with pytest.raises(NotARunError, match=r"a run that is not finished \(hint: the next run"):
            read(left)
    with pytest.raises(NotARunError, match="neither a results folder nor one that holds any"):
        find_runs([tmp_path])


def test_folders_that_were_made_for_a_run_that_failed_are_gone(tmp_path):
    with pytest.raises(KeyboardInterrupt), results_folder(tmp_path / "a" / "b" / "run"):
        raise KeyboardInterrupt
    assert names(tmp_path) == []


@pytest.mark.parametrize("place", [".", "..", "../here"])
def test_a_run_never_takes_the_place_of_the_folder_where_it_was_started(tmp_path, monkeypatch, place):
    here = tmp_path / "here"
    here.mkdir()
    (here / "mine.txt").write_text("mine")
    monkeypatch.chdir(here)
    with pytest.raises(NoPlaceError, match=r"hint: --out .*run\)"):
        fill(Path(place), force=True)
    assert names(here) == ["mine.txt"]


def test_a_removed_folder_is_said_and_nothing_is_made_of_it(tmp_path):
    target = tmp_path / "run"

    def fill_what_is_removed():
        with results_folder(target) as folder:
            folder.rmdir()
            (folder / "run.json").write_text("new")

    with pytest.raises(FileNotFoundError) as caught:
        fill_what_is_removed()
    assert message_of(caught.value) == (
        f"{target}: No such file or directory (hint: it is not there, or was removed meanwhile)"
    )
    assert names(tmp_path) == []


def test_a_file_of_the_users_that_is_missing_is_not_blamed_on_the_results(tmp_path):
    missing = tmp_path / "policy.py"
    with pytest.raises(FileNotFoundError) as caught, results_folder(tmp_path / "run"):
        missing.read_text()
    assert caught.value.filename == str(missing)


def test_a_name_that_is_too_long_is_one_message(tmp_path):
    for name in ("a" * 250, "a" * 300):
        with pytest.raises(OSError, match="File name too long") as caught:
            fill(tmp_path / name)
        assert code_of(caught.value) == USAGE
        assert "--out with a shorter name" in message_of(caught.value)
    assert names(tmp_path) == []


def test_a_file_where_a_folder_is_to_be_made_is_one_message(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OSError, match=r"file") as caught:
        fill(tmp_path / "file" / "run")
    assert code_of(caught.value) == USAGE
    assert names(tmp_path) == ["file"]


LIMITED = """
import resource, sys
from pathlib import Path
import polars as pl
from sim.commands.errors import code_of, message_of
from sim.records.results_folder import results_folder, write_table
from sim.records.whole_files import whole_file
rows = pl.LazyFrame({"value": pl.int_range(200_000, eager=True).hash()})
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
target = Path(sys.argv[1])
def by_polars():
    with results_folder(target / "run") as folder:
        write_table(rows, folder / "table.parquet")
def by_python():
    with results_folder(target / "run") as folder:
        (folder / "page.html").write_bytes(bytes(200_000))
def alone():
    with whole_file(target / "page.html") as temporary:
        temporary.write_bytes(bytes(200_000))
for write in (by_polars, by_python, alone):
    try:
        write()
    except OSError as error:
        print(code_of(error), message_of(error))
"""


def test_no_room_is_one_message_whoever_writes(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True
    )
    hint = "free some of the disk, or --out on another one; run --dry-run says how much is needed"
    places = ["run", "run", "page.html"]
    assert done.stdout.splitlines() == [
        f"{USAGE} {tmp_path / place}: File too large (hint: {hint})" for place in places
    ]
    assert names(tmp_path) == []


def test_a_page_that_could_not_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(OSError, match="No space") as caught, whole_file(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.filename == str(path)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["page.html"]


def test_two_writers_of_one_file_do_not_meet(tmp_path):
    path = tmp_path / "metric.json"
    (tmp_path / unfinished_name("metric.json")).write_text("left by a killed process")
    writers = [threading.Thread(target=write_json, args=(path, {"who": who})) for who in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert json.loads(path.read_text())["who"] in range(8)
    assert names(tmp_path) == ["metric.json"]


def test_what_is_not_about_disks_is_left_as_it_is():
    assert fault_of(ValueError("No space left on device (os error 28)")) is None
    assert fault_of(BrokenPipeError(errno.EPIPE, "Broken pipe")) is None
