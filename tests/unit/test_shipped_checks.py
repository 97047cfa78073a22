"""The record of checks that is shipped: what it is of, and that it is that of the moments in use."""

import json
import math

import pytest

from sim.records.checks.shipped import shipped_check
from sim.validation.history.checking import Checked
from sim.validation.history.targets import MOMENTS
from sim.validation.recording import history_rows, theory_rows, write
from sim.validation.theory import TheoryCheck


def test_the_record_of_history_has_every_moment_with_its_present_data_and_verdict():
    rows = {row["moment"]: row for row in shipped_check("history").rows}
    assert list(rows) == list(MOMENTS)
    for name, moment in MOMENTS.items():
        assert rows[name]["data"] == moment.data
        assert rows[name]["source"] == moment.source
        assert rows[name]["verdict"] == moment.verdict(rows[name]["model"])


def test_the_record_of_theory_passes_what_is_within_its_bound():
    for row in shipped_check("theory").rows:
        assert row["passed"] == (row["measured"] <= row["bound"])


@pytest.mark.parametrize("name", ["history", "theory"])
def test_a_record_tells_command_version_and_day(name):
    found = shipped_check(name)
    assert found.command.startswith(f"tradewar check {name}")
    assert len(found.data_hash) == 64
    assert found.is_of({"versions": {"tradewar-sim": found.version}, "data_hash": found.data_hash})
    assert not found.is_of({"versions": {"tradewar-sim": "0"}, "data_hash": found.data_hash})


def test_what_is_found_becomes_rows(tmp_path):
    moment = MOMENTS["china_share_2019"]
    (row,) = history_rows([Checked(moment, (17.0, 19.0))])
    assert (row["model"], row["verdict"], row["use"]) == (18.0, "hit", "T")
    assert row["low"] < 18.0 < row["high"]
    (row,) = theory_rows([TheoryCheck("a gap", math.inf, 1.0, "points")])
    assert not row["passed"]
    path = write("theory", {"rows": []}, tmp_path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"rows": []}
