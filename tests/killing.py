"""Start the command as a process, end it in the middle, and look at what it left."""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "2"}
SMALL = (
    "horizon.weeks=8", "population.producers=900", "population.relationships=12000",
    "world.economies=[USA, CHN, MEX, ROW]",
)  # fmt: skip


def words_of_run(out, *more, size=SMALL):
    changes = [word for each in size for word in ("--set", each)]
    return ("run", "impasse_145_125", *changes, "--out", str(out), "--quiet", *more)


def started(*words, cwd=None, environment=None, before=()):
    """A process of its own group that runs one command, started by another one if need be."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "sim", *map(str, words)],
        env=environment or ENVIRONMENT,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process):
    """Exit code, standard output and standard error."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def kill(process, with_signal=signal.SIGKILL):
    """Kill a process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, with_signal)
    process.communicate(timeout=60)


def wait_until(true, process):
    """Wait for something, or for the end of a process."""
    while not true() and process.poll() is None:
        time.sleep(0.005)


def is_writing(out):
    """Whether a run has begun to write its folder: the scenario is the first file."""
    return any(out.parent.glob(f".{out.name}-*.unfinished/scenario.yaml"))


def faults_of(folder):
    """What is wrong with the folder of a run: files that are missing, other, or nobody's."""
    return sorted([*wrong_files(folder), *(files_of(folder) - set(listed_files(folder)))])


def wrong_files(folder):
    """Files that the manifest lists and that are missing or other."""
    files = files_of(folder)
    listed = listed_files(folder).items()
    return [name for name, digest in listed if name not in files or digest_of(folder / name) != digest]


def files_of(folder):
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    return files - {"run.json"}


def listed_files(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))["outputs"]


def digest_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def one_line(said, *words):
    """Make sure that a complaint is one line with these words in it."""
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    assert all(word in said for word in words), said
