"""Sweeps that meet the worst: killed parents and workers, interruptions, clusters that lose something."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from synthetic_sweep import ToyPlan, contents, folder_of

from sim.ensemble.execution.dask_crew import dask_workers
from sim.ensemble.execution.failures import WORKER_DIED, ExecutionError
from sim.ensemble.execution.provenance import Provenance, provenance
from sim.ensemble.execution.sweeping import Making, sweep
from sim.ensemble.study import read_study

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
PLACES = os.pathsep.join([str(TESTS.parent), str(TESTS)])
ENVIRONMENT = os.environ | {"PYTHONPATH": PLACES}
RATES = tuple(each / 40 for each in range(40))


def plan_of(**options):
    return ToyPlan(rates=RATES, **options)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "a"
    plan = plan_of()
    sweep(plan, folder_of(plan, folder), provenance(), making=Making("serial"))
    return contents(folder)


def started(folder, options, **plan):
    """A process that makes a sweep, as the command does."""
    told = {"rates": RATES, "seconds": 0.1, **plan}
    code = (
        "from pathlib import Path; from synthetic_sweep import ToyPlan; import sys\n"
        "from sim.interrupting import termination_interrupts\n"
        "from sim.sweeping import execute\n"
        f"plan = ToyPlan(**{told!r})\n"
        "with termination_interrupts():\n"
        f"    sys.exit(execute(plan, Path({str(folder)!r}), 'tradewar sweep toy', **{options!r}))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(true):
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_for_parts(folder, number):
    wait_until(lambda: len(list((folder / "parts").glob("*.parquet"))) >= number)


def children_of(process):
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process.pid)],
        check=False,
        capture_output=True,
        text=True,
    )
    lines = [line.strip().split(maxsplit=1) for line in found.stdout.splitlines()]
    return [int(number) for number, command in lines if "spawn_main" in command]


def is_alive(number):
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text().split()[2] != "Z"


def gone_on(folder, whole):
    process = started(folder, {"workers": 2, "resume": True})
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert contents(folder) == whole


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("to_all", [True, False])
def test_an_interruption_stops_at_once_and_says_how_to_go_on(tmp_path, whole, wish, to_all):
    folder = tmp_path / "a"
    process = started(folder, {"workers": 2})
    wait_for_parts(folder, 6)
    workers = children_of(process)
    began = time.monotonic()
    (os.killpg if to_all and wish == signal.SIGINT else os.kill)(process.pid, wish)
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - began < 5
    assert process.returncode == 130
    assert said.splitlines()[-1] == f"interrupted: {folder} goes on with --resume"
    assert "Traceback" not in said
    assert "resource_tracker" not in said
    assert len(workers) == 2
    assert not any(map(is_alive, workers))
    gone_on(folder, whole)


def test_a_killed_parent_leaves_no_workers_and_a_folder_to_go_on_with(tmp_path, whole):
    folder = tmp_path / "a"
    before = set(os.listdir("/dev/shm"))
    process = started(folder, {"workers": 2})
    wait_for_parts(folder, 6)
    workers = children_of(process)
    process.kill()
    process.communicate()
    assert len(workers) == 2
    # Tests beside this one share memory too, for as long as they take.
    wait_until(lambda: not any(map(is_alive, workers)))
    wait_until(
        lambda: (
            not [each for each in os.listdir("/dev/shm") if each.startswith("psm_") and each not in before]
        )
    )
    gone_on(folder, whole)


def test_killed_workers_are_replaced(tmp_path, whole):
    folder = tmp_path / "a"
    process = started(folder, {"workers": 2})
    for parts in (4, 12):
        wait_for_parts(folder, parts)
        os.kill(children_of(process)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert contents(folder) == whole


def test_a_job_that_kills_its_workers_fails_alone(tmp_path):
    plan = plan_of(fates={3: "dies", 60: "dies"})
    tally = sweep(plan, folder_of(plan, tmp_path / "a"), provenance(), making=Making(workers=2))
    assert (tally.made, tally.failed) == (160, 4)
    failed = read_study(tmp_path / "a").runs.filter(status="failed").collect()
    assert failed["case"].to_list() == [3, 3, 60, 60]
    assert failed["error"].unique().to_list() == [WORKER_DIED]
    good = plan_of()
    sweep(good, folder_of(good, tmp_path / "a"), provenance(), making=Making("serial"), resume=True)
    sweep(good, folder_of(good, tmp_path / "b"), provenance(), making=Making("serial"))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_memory_of_the_parent_does_not_grow_with_the_number_of_runs(tmp_path):
    code = (
        "import resource, sys; from pathlib import Path; from synthetic_sweep import ToyPlan\n"
        "from sim.sweeping import execute\n"
        "plan = ToyPlan(rates=tuple(each / 9999 for each in range(int(sys.argv[1]))), replications=5)\n"
        "execute(plan, Path(sys.argv[2]), 'tradewar sweep toy', workers=2, quiet=True)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    most = []
    for cases in (10, 300):
        arguments = [sys.executable, "-c", code, str(cases), str(tmp_path / str(cases))]
        found = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True, text=True, check=True)
        most.append(int(found.stdout.split()[-1]) / 1024)
    assert most[1] < most[0] + 30


def test_the_table_is_the_same_for_any_number_of_threads(tmp_path):
    code = (
        "import sys; from pathlib import Path; from synthetic_sweep import table_out_of_parts\n"
        "print(table_out_of_parts(Path(sys.argv[1]), 300))"
    )
    found = set()
    for threads in ("1", "2", "9"):
        arguments = [sys.executable, "-c", code, str(tmp_path / threads)]
        environment = ENVIRONMENT | {"POLARS_MAX_THREADS": threads}
        done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def dask_process(*arguments):
    """A part of a cluster, and where it says that it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for line in process.stderr:
        found = re.search(r"(?:Scheduler|Start worker) at:\s+(tcp://\S+)", line)
        if found:
            break
    return process, found[1]


@pytest.fixture
def cluster():
    """A scheduler and two workers, each a process of its own, that talk over TCP."""
    processes = []

    def start(*arguments):
        process, address = dask_process(*arguments)
        processes.append(process)
        return address, process

    scheduler, _ = start("scheduler", "--port", "0", "--no-dashboard")
    start.scheduler = processes[0]
    yield scheduler, start
    for process in processes[::-1]:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_dask_on_this_machine_makes_the_same_bytes(tmp_path, whole):
    plan = plan_of()
    sweep(plan, folder_of(plan, tmp_path / "a"), provenance(), making=Making("dask", 2))
    assert contents(tmp_path / "a") == whole


def test_a_cluster_makes_the_same_bytes_also_when_a_worker_is_killed(tmp_path, whole, cluster):
    scheduler, start = cluster
    workers = [
        start("worker", scheduler, "--nthreads", "2", "--no-dashboard", "--no-nanny")[1] for _ in range(2)
    ]
    making = Making("dask", scheduler=scheduler)
    for name in ("undisturbed", "killed"):
        plan = plan_of(seconds=0.05)

        def told(tally, name=name):
            if name == "killed" and tally.made > 20 and workers[0].poll() is None:
                workers[0].kill()

        tally = sweep(plan, folder_of(plan, tmp_path / name), provenance(), making=making, told=told)
        assert tally.failed == 0
        assert contents(tmp_path / name) == whole
    assert workers[0].poll() is not None


def test_a_job_that_kills_workers_of_dask_fails_alone(tmp_path):
    plan = ToyPlan(fates={3: "dies"})
    tally = sweep(plan, folder_of(plan, tmp_path / "a"), provenance(), making=Making("dask", 2))
    assert (tally.made, tally.failed) == (12, 2)
    failed = read_study(tmp_path / "a").runs.filter(status="failed").collect()
    assert failed["error"].unique().to_list() == [WORKER_DIED]


def test_a_scheduler_that_does_not_answer_is_an_error_within_seconds():
    began = time.monotonic()
    with pytest.raises(ExecutionError, match=r"--scheduler tcp://127\.0\.0\.1:9: no answer within 10 s"):
        dask_workers(1, "tcp://127.0.0.1:9", provenance())
    assert time.monotonic() - began < 15


def test_a_lost_scheduler_is_said(tmp_path, cluster):
    scheduler, start = cluster
    start("worker", scheduler, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    process = started(tmp_path / "a", {"executor": "dask", "scheduler": scheduler})
    wait_for_parts(tmp_path / "a", 3)
    start.scheduler.kill()
    _, said = process.communicate(timeout=90)
    assert process.returncode == 2
    assert "--resume" in said.splitlines()[-1]


def test_workers_with_another_program_are_named(cluster):
    scheduler, start = cluster
    start("worker", scheduler, "--nthreads", "1", "--no-dashboard", "--no-nanny")
    here = provenance()
    other = Provenance(here.versions | {"numba": "1.0"}, here.data)
    with pytest.raises(ExecutionError, match=r"worker tcp://\S+: numba: 1\.0 here, .* there \(hint: install"):
        dask_workers(1, scheduler, other)
