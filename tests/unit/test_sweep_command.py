"""``tradewar sweep`` and ``tradewar merge``: what they refuse, say and return."""

import time

import pytest
from synthetic_sweep import ToyPlan

from sim import sweeping
from sim.cli import exit_code
from sim.ensemble.study import read_study


@pytest.fixture
def planned(monkeypatch):
    """What the command reads as a plan."""

    def plan_is(plan):
        monkeypatch.setattr("sim.ensemble.plan.read_plan", lambda reference, overrides, note: plan)

    return plan_is


def test_a_sweep_prints_its_folder_and_how_to_repeat_it(tmp_path, planned, capsys, monkeypatch):
    concluded = []
    monkeypatch.setattr(sweeping, "concluded", concluded.append)
    planned(ToyPlan())
    out = str(tmp_path / "a")
    arguments = ["sweep", "toy", "--executor", "serial", "--set", "horizon.weeks=9", "--out", out]
    assert exit_code(arguments) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}\n"
    assert said.err.startswith("12 of 12 runs, ")
    assert read_study(out).manifest["command"] == "tradewar sweep toy --set horizon.weeks=9"
    assert concluded == [tmp_path / "a"]
    assert exit_code(arguments) == 3
    assert exit_code([*arguments, "--resume", "--quiet", "--no-report"]) == 0
    assert len(concluded) == 1


def test_failed_runs_are_counted_and_the_rest_is_there(tmp_path, planned, capsys):
    planned(ToyPlan(fates={2: "fails"}))
    assert exit_code(["sweep", "toy", "--executor", "serial", "--out", str(tmp_path / "a")]) == 1
    said = capsys.readouterr().err
    assert "12 of 12 runs, 2 failed, " in said
    assert "2 of 12 runs failed (hint: column error of " in said
    assert read_study(tmp_path / "a").done.height == 10


def test_shards_lie_beside_each_other_and_become_the_sweep(tmp_path, planned, capsys):
    planned(ToyPlan())
    out = tmp_path / "a"
    for number in ("1", "2"):
        arguments = ["sweep", "toy", "--executor", "serial", "--shard", f"{number}/2", "--out", str(out)]
        assert exit_code([*arguments, "--quiet"]) == 0
    shards = [str(out / f"shard-{number}-of-2") for number in (1, 2)]
    assert capsys.readouterr().out.split() == shards
    assert exit_code(["merge", shards[0], "--out", str(out)]) == 1
    assert capsys.readouterr().err == "shard 2 of 2 is missing\n"
    assert exit_code(["merge", *shards, "--out", str(out)]) == 0
    assert read_study(out).done.height == 12


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--shard", "0/4"], "--shard 0/4: not a part of a whole (hint: --shard 1/4 is the first of four)"),
        (["--shard", "5/4"], "--shard 5/4: not a part of a whole (hint: --shard 1/4 is the first of four)"),
        (["--shard", "half"], "--shard half: not a part of a whole (hint: --shard 1/4 is the first of four)"),
        (["--workers", "0"], "--workers 0: at least 1"),
        (["--workers", "2", "--executor", "serial"], "--workers 2: --executor serial is one process"),
        (
            ["--scheduler", "tcp://a:1", "--executor", "processes"],
            "--scheduler tcp://a:1: not for --executor processes (hint: --executor dask)",
        ),
        (
            ["--scheduler", "tcp://a:1", "--workers", "2"],
            "--workers 2: a scheduler has its own (hint: leave out --workers)",
        ),
        (
            ["--resume", "--force"],
            "--resume and --force: one goes on, the other begins anew (hint: leave one out)",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, said, planned, capsys):
    planned(ToyPlan())
    assert exit_code(["sweep", "toy", *options]) == 2
    assert capsys.readouterr().err == said + "\n"


def test_too_many_runs_are_refused_at_once(planned, capsys):
    class Many(ToyPlan):
        cases = 10**30

    planned(Many(replications=1))
    began = time.perf_counter()
    assert exit_code(["sweep", "toy"]) == 2
    assert time.perf_counter() - began < 1.0
    expected = f"toy: {10**30:,} runs (hint: --yes makes more than 10,000)\n"
    assert capsys.readouterr().err == expected


def test_without_dask_its_executor_says_how_to_get_it(tmp_path, planned, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    planned(ToyPlan())
    assert exit_code(["sweep", "toy", "--executor", "dask", "--out", str(tmp_path / "a")]) == 2
    expected = 'the executor dask needs the extra `dask` (hint: pip install "tradewar-sim[dask]")\n'
    assert capsys.readouterr().err == expected
    assert not (tmp_path / "a").exists()


def test_merging_nothing_or_no_shards_is_refused(tmp_path, planned, capsys):
    assert exit_code(["merge", "--out", str(tmp_path / "a")]) == 2
    assert exit_code(["merge", str(tmp_path / "b"), "--out", str(tmp_path / "a")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "tradewar merge: name the folders of the shards",
        f"{tmp_path / 'b'}: not the folder of a shard (there is no ensemble.json)",
    ]
