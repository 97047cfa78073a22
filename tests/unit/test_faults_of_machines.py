"""Runs on machines that are full, locked, small or odd: one message, the right code, nothing half-written."""

import os
import resource
import shutil
import subprocess
import sys

import pytest
from killing import ENVIRONMENT, ended, faults_of, one_line, started, wait_until, words_of_run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="ways to make trouble are those of Linux"),
]
NOBODY = 65534


@pytest.fixture
def small_disk(tmp_path):
    """Mount disks of a few megabytes or files."""
    mounted = []

    def mount(*options):
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", *options, "tmpfs", str(place)], check=False, capture_output=True
        )
        if done.returncode:
            pytest.skip("mounting is not allowed here")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("megabytes", [0.1, 1, 3, 6])
def test_a_full_disk_is_one_message_and_leaves_nothing(small_disk, megabytes):
    disk = small_disk("-o", f"size={int(megabytes * 1024)}k")
    out = disk / "run"
    code, said, complaint = ended(started(*words_of_run(out)))
    assert (code, said) == (2, "")
    one_line(complaint, f"{out}: No space left on device (hint: free some of the disk")
    assert list(disk.iterdir()) == []


def test_a_full_disk_keeps_the_run_that_was_to_be_replaced(small_disk):
    disk = small_disk("-o", "size=16m")
    out = disk / "run"
    assert ended(started(*words_of_run(out)))[0] == 0
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 500_000))
    code, _, complaint = ended(started(*words_of_run(out, "--force")))
    assert code == 2
    one_line(complaint, "No space left on device")
    assert faults_of(out) == []
    for command in (("report", out), ("metrics", out, "--out", disk / "metrics"), ("compare", out, out)):
        code, _, complaint = ended(started(*command, cwd=disk))
        assert code == 2
        one_line(complaint)
        assert faults_of(out) == []
    assert not list(disk.rglob("*.unfinished"))


def test_no_files_left_on_a_disk_is_one_message(small_disk):
    disk = small_disk("-o", "size=100m,nr_inodes=40")
    code, _, complaint = ended(started(*words_of_run(disk / "run")))
    assert code == 2
    one_line(complaint, "No space left on device")
    assert list(disk.iterdir()) == []


def test_a_disk_that_may_not_be_written_is_said_before_anything_is_simulated(small_disk):
    disk = small_disk("-o", "size=1m,ro")
    code, _, complaint = ended(started(*words_of_run(disk / "run")))
    assert code == 2
    one_line(complaint, f"{disk / 'run'}: Read-only file system (hint: it may not be written")


def test_a_run_into_the_folder_of_a_disk_is_refused(small_disk):
    disk = small_disk("-o", "size=1m")
    for more, word in (((), "exists already"), (("--force",), "a disk is mounted there")):
        code, _, complaint = ended(started(*words_of_run(disk, *more)))
        assert code == 3
        one_line(complaint, word)


def without_rights(*words):
    """A command of a user who may write nowhere but in folders of their own, as everybody but root."""
    if os.geteuid() == 0:
        drop = shutil.which("setpriv")
        if drop is None:
            pytest.skip("rights of root cannot be given up here")
        return started(*words, before=(drop, "--bounding-set", "-dac_override,-dac_read_search,-fowner"))
    return started(*words)


@pytest.fixture
def somebodys(tmp_path):
    """A folder of somebody else."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    place = tmp_path / "place"
    place.mkdir(mode=0o755)
    os.chown(place, NOBODY, NOBODY)
    return place


def test_a_folder_of_somebody_else_is_one_message(somebodys):
    code, _, complaint = ended(without_rights(*words_of_run(somebodys / "run")))
    assert code == 2
    one_line(complaint, f"{somebodys / 'run'}: Permission denied (hint: it may not be written by this user")
    assert list(somebodys.iterdir()) == []


def test_permission_that_is_lost_on_the_way_is_one_message(somebodys):
    os.chown(somebodys, 0, 0)
    process = without_rights(*words_of_run(somebodys / "run"))
    wait_until(lambda: any(somebodys.glob(".run-*.unfinished")), process)
    (temporary,) = somebodys.glob(".run-*.unfinished")
    for each in (temporary, somebodys):
        os.chown(each, NOBODY, NOBODY)
    code, _, complaint = ended(process)
    assert code == 2
    one_line(complaint, f"{somebodys / 'run'}: Permission denied")
    assert not (somebodys / "run").exists()


def test_a_folder_that_is_removed_on_the_way_is_one_message(tmp_path):
    out = tmp_path / "place" / "run"
    process = started(*words_of_run(out, "--snapshots", "0,8"))
    wait_until(lambda: any(out.parent.glob(".run-*/tables/relationships")), process)
    shutil.rmtree(out.parent)
    code, _, complaint = ended(process)
    assert code == 2
    one_line(complaint, f"{out}: No such file or directory (hint: it is not there, or was removed meanwhile")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_a_file_is_left_alone(tmp_path):
    out = tmp_path / "run"
    out.write_text("mine")
    code, _, complaint = ended(started(*words_of_run(out)))
    assert code == 3
    one_line(complaint, f"{out}: exists already")
    code, _, complaint = ended(started(*words_of_run(out / "below")))
    assert code == 2
    one_line(complaint)
    assert out.read_text() == "mine"


@pytest.mark.parametrize("megabytes", [1200, 2300])
def test_a_limit_on_memory_is_said_before_a_run(tmp_path, megabytes):
    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))

    words = words_of_run(tmp_path / "run", size=("horizon.weeks=520",))
    done = subprocess.run(
        [sys.executable, "-m", "sim", *words],
        env=ENVIRONMENT,
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    one_line(done.stderr, "needs about 3.2 GB of memory", "left by the limit of the process", "(hint: ")
    assert list(tmp_path.iterdir()) == []
