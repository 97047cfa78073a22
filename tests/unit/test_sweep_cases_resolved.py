"""A plan that rests on policies of the user's own, and a case that is resolved once for all its draws."""

from __future__ import annotations

from sweep_files import BASE, GRID, HAZARD, HEAD, sweep_file, two_figures

from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.run_hash import run_hash
from sim.ensemble.plan import read_plan
from sim.scenario.loader import examine_tree

__all__ = ["two_figures"]


OWN = 'governments: {CHN: {policy: "mine.py:Mine", rival: USA}}'
MINE = "class Mine:\n    step = 0.1\n"


def test_identity_and_names_of_runs_change_with_the_users_own_policy(tmp_path, two_figures):
    here = provenance()

    def told(text, policy, base=BASE):
        path = sweep_file(tmp_path, text)
        (tmp_path / "base.yaml").write_text(base)
        (tmp_path / "mine.py").write_text(policy)
        plan = read_plan(path)
        job = plan.job(len(plan))
        return plan.identity, run_hash(plan.model, plan.scenario(job), 1, "", here)

    mine = "{governments.CHN: {policy: 'mine.py:Mine', rival: USA}}"
    chosen = f"levers:\n  who: {{choices: {{nobody: {{}}, mine: {mine}}}}}\n"
    for text, base in ((HEAD + HAZARD, BASE + OWN), (HEAD + chosen, BASE)):
        first, other = told(text, MINE, base), told(text, MINE.replace("0.1", "0.2"), base)
        assert first[0] != other[0]
        assert first[1] != other[1]
        assert told(text, MINE, base) == first


def test_a_case_is_resolved_once_for_all_its_draws(tmp_path, two_figures, monkeypatch):
    plan = read_plan(sweep_file(tmp_path, GRID))
    calls = []

    def counted(root, words):
        calls.append(root)
        return examine_tree(root, words)

    monkeypatch.setattr("sim.ensemble.plan.plan.examine_tree", counted)
    for number in range(1, 7):
        plan.scenario(plan.job(number))
        plan.drawn(plan.job(number))
    assert len(calls) == 2
    assert [each.rate for each in plan.scenario(plan.job(18)).measures] == [1.0, 0.0]
    assert [each.rate for each in plan.scenario(plan.job(1)).measures] == [0.0, 0.5]
