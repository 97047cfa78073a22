"""Two sweeps into one folder at once: the second is told so, and a lock does not outlive its process."""

import os
import signal
import subprocess
import sys

import pytest
from synthetic_sweep import ToyPlan

from sim.cli import exit_code
from sim.ensemble.store.lock import LOCK, FolderInUseError, locked

HOLD = """
import sys
from pathlib import Path
from sim.ensemble.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that keeps the folder ``a``."""
    arguments = [sys.executable, "-c", HOLD, str(tmp_path / "a")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_comer_is_told_in_a_line_and_leaves_the_folder_alone(
    tmp_path, holder, capsys, monkeypatch
):
    monkeypatch.setattr("sim.ensemble.plan.read_plan", lambda reference, overrides, note: ToyPlan())
    arguments = ["sweep", "toy", "--executor", "serial", "--quiet", "--no-report", "--out"]
    arguments.append(str(tmp_path / "a"))
    for more in ([], ["--resume"], ["--force"]):
        assert exit_code([*arguments, *more]) == 3
        told = capsys.readouterr()
        assert told.err.count("\n") == 1
        assert "a: another sweep is writing there (hint: " in told.err
    assert [each.name for each in (tmp_path / "a").iterdir()] == [LOCK]
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert exit_code(arguments) == 0
    assert not (tmp_path / "a" / LOCK).exists()


def test_a_lock_is_let_go_at_the_end_and_leaves_nothing(tmp_path):
    with locked(tmp_path / "a"):
        with pytest.raises(FolderInUseError), locked(tmp_path / "a"):
            pass
        (tmp_path / "a" / "one").touch()
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["one"]
    with locked(tmp_path / "b"):
        pass
    assert not (tmp_path / "b").exists()
    (tmp_path / "c").touch()
    with pytest.raises(FileExistsError, match="exists already"), locked(tmp_path / "c"):
        pass
