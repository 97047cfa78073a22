"""Sweep files that are no sweeps: an answer with places comes back, never a traceback."""

from __future__ import annotations

import pytest
from sweep_files import HEAD, sweep_file, two_figures

from sim.ensemble.plan import examine_plan

__all__ = ["two_figures"]

ODD = (
    "levers: []", "levers: {a: null}", "levers: {a: 3}", "levers: {1: {path: measures.us.rate, values: [1]}}",
    "levers: {a: {path: 3, values: 4}}", "levers: {a: {path: ., values: [1]}}", "design: grid", "set: 3",
    "levers: {a: {path: measures, values: [1]}}", "levers: {a: {path: measures.us.rate.x, values: [1]}}",
    "levers: {a: {path: measures.7.rate, values: [1]}}", "levers: {a: {path: measures.us.rate, values: {}}}",
    "levers: {a: {path: measures.us.rate, values: [[1]]}}",
    "levers: {a: {choices: {x: 3}}}", "levers: {a: {choices: {x: {behaviour: {resourcing_hazard: -1}}}}}",
    "design: {kind: list, cases: []}", "design: {kind: list, cases: [3]}", "design: {kind: [grid]}",
    "set: {extends: x}", "set: {'': 1}", "discoveries: 3", "figures: [[]]", "paths: 3", "levers: 5\nset: []",
    "levers: {a: {path: measures.us.rate, from: .inf, to: 1, steps: 3}}", "scenario: 3", "name: a b",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_whatever_a_file_says_the_answer_has_places_and_no_words_of_the_schema(tmp_path, two_figures, text):
    found = examine_plan(
        sweep_file(tmp_path, HEAD.replace(text.split(":")[0] + ":", "was:", 1) + text + "\n")
    )
    assert found.plan is None
    for told in found.diagnostics:
        assert told.line is not None
        assert "Input should" not in told.message
    assert len(found.diagnostics) <= 4
