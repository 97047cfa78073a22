"""Whoever makes the runs of a sweep, the table is the same."""

import pickle
from concurrent.futures import Future

import numpy as np
import pytest
from synthetic_sweep import ToyPlan, contents, folder_of, table_out_of_parts

from sim import load_scenario
from sim.ensemble.execution.crew import Crew, Processes
from sim.ensemble.execution.driving import Drive, Tally
from sim.ensemble.execution.failures import WORKER_DIED, ForeignWorkerError, one_line
from sim.ensemble.execution.pace import Pace
from sim.ensemble.execution.provenance import Provenance, provenance
from sim.ensemble.execution.run_hash import run_hash
from sim.ensemble.execution.shared_worlds import SharedWorlds, attach
from sim.ensemble.execution.sweeping import Making, sweep
from sim.ensemble.execution.unit import Assignment, run_unit
from sim.ensemble.store.columns import RunRow, part_of
from sim.model.forgetting import keep_what_is_here
from sim.records.at_once import AtOnce
from sim.world import construction


def test_processes_make_the_same_bytes_as_this_process(tmp_path):
    diary = tmp_path / "diary"
    for executor in ("serial", "processes"):
        plan = ToyPlan(diary=str(diary))
        tally = sweep(plan, folder_of(plan, tmp_path / executor), provenance(), making=Making(executor, 1))
        assert (tally.made, tally.failed) == (12, 0)
    assert contents(tmp_path / "processes") == contents(tmp_path / "serial")
    assert len({line.split()[-1] for line in diary.read_text().splitlines()}) == 2


class Killed(Exception):  # noqa: N818 - what a unit raises whose worker was killed
    pass


class Mortal(Crew):
    """Workers that die of some cases, in this process."""

    deaths = (Killed,)
    deadly = (2, 5)

    def __init__(self):
        super().__init__(AtOnce(), 1)
        self.renewed = 0

    def submit(self, function, assignment, jobs):
        if any(job.case.number in self.deadly for job in jobs):
            future = Future()
            future.set_exception(Killed())
            return future
        return super().submit(function, assignment, jobs)

    def renew(self):
        self.renewed += 1


def test_a_job_that_kills_its_worker_again_is_a_failed_run_and_the_others_are_made():
    plan, parts, crew = ToyPlan(), [], Mortal()
    tally = Tally(len(plan))
    drive = Drive(
        plan,
        Assignment.of(plan, provenance()),
        crew,
        iter(range(1, 13)),
        tally,
        parts.append,
        lambda _: None,
    )
    drive.run()
    assert (tally.made, tally.failed) == (12, 4)
    assert crew.renewed
    assert sum(WORKER_DIED.encode() in part for part in parts) == 4


def test_a_worker_with_another_program_refuses_its_first_unit():
    here = provenance()
    there = Provenance(here.versions | {"numpy": "1.0"}, "0" * 64)
    plan = ToyPlan(rates=(0.125,))
    with pytest.raises(ForeignWorkerError, match=r"numpy: 1\.0 here, .* there; shipped data: 000000000000"):
        run_unit(Assignment.of(plan, there), [plan.job(1)])


def test_units_are_single_jobs_at_first_and_then_take_seconds():
    pace = Pace()
    assert pace.jobs(1000, 2) == 1
    pace.learn(0.5, 1)
    assert pace.jobs(1000, 2) == 10
    assert pace.jobs(8, 2) == 2
    assert pace.jobs(1, 2) == 1
    pace.learn(60.0, 1)
    assert pace.jobs(1000, 2) == 1


def test_the_table_is_the_same_however_its_rows_were_cut_into_parts(tmp_path):
    assert len({table_out_of_parts(tmp_path / str(rows), rows) for rows in (7, 900, 2500)}) == 1


def test_a_run_is_named_after_what_its_figures_depend_on():
    here = provenance()
    asked = load_scenario("impasse_145_125")
    more = load_scenario("impasse_145_125", {"ensemble.replications": "9", "question": "Why?"})
    other = load_scenario("impasse_145_125", {"behaviour.price_adjustment": "0.5"})
    name = run_hash("agents", asked, 1, "kept", here)
    assert len(name) == 16
    assert run_hash("agents", more, 1, "kept", here) == name
    newer = Provenance(here.versions | {"tradewar-sim": "9"}, here.data)
    names = {
        name,
        run_hash("long_run", asked, 1, "kept", here),
        run_hash("agents", other, 1, "kept", here),
        run_hash("agents", asked, 2, "kept", here),
        run_hash("agents", asked, 1, "more", here),
        run_hash("agents", asked, 1, "kept", newer),
        run_hash("agents", asked, 1, "kept", Provenance(here.versions, "0")),
    }
    assert len(names) == 7


def test_an_error_is_one_line_without_folders_and_addresses():
    error = OSError(2, "No such file", "/home/somebody/deep/policy.py")
    assert one_line(error) == "FileNotFoundError: [Errno 2] No such file: 'policy.py'"
    assert one_line(ValueError("a\n  b at <C object at 0x7f21>")) == "ValueError: a; b at <C object at 0x...>"
    assert one_line(RuntimeError("8 of 1/2 lost")) == "RuntimeError: 8 of 1/2 lost"
    assert len(one_line(ValueError("x" * 9999))) == 500


def test_shared_worlds_are_those_that_were_built_and_cannot_be_written(monkeypatch):
    built = construction.merged_world(2024, ("USA", "CHN"))
    shared = SharedWorlds({(2024, ("USA", "CHN")): built})
    monkeypatch.setattr(construction, "_merged", {})
    attached = []
    monkeypatch.setattr("sim.ensemble.execution.shared_worlds._attached", attached)
    with shared:
        attach(pickle.loads(pickle.dumps(shared.ticket)))
        found = construction.merged_world(2024, ("USA", "CHN"))
        assert found is not built
        assert found.economies == built.economies
        assert np.array_equal(found.expenditure, built.expenditure)
        assert not found.expenditure.flags.writeable
        world = construction.build_world(2024, ("USA", "CHN"))
        assert np.isfinite(world.theta).all()
    del found, world
    construction._merged.clear()
    attached.pop().close()


def test_a_worker_that_looks_at_shared_worlds_ends_in_silence(capfd):
    worlds = {(2024, ("USA", "CHN")): construction.merged_world(2024, ("USA", "CHN"))}
    with SharedWorlds(worlds) as shared:
        crew = Processes(1, shared.ticket)
        crew.submit(keep_what_is_here).result()
        crew.stop()
    assert capfd.readouterr().err == ""


def test_a_row_keeps_what_is_no_number_out_of_the_figures():
    from sim.ensemble.jobs import Outcome

    plan = ToyPlan()
    outcome = Outcome({"trade": float("nan"), "loss": None})
    row = RunRow(plan.job(3), "name", {}, None, outcome).values
    assert row["trade"] is None
    assert row["loss"] is None
    assert part_of([RunRow(plan.job(3), None, {}, "wrong")], plan.facts())
