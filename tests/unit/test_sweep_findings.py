"""The findings of a sweep as plain text: the sentences of its page, the command, and nothing of the day."""

from __future__ import annotations

from sweep_studies import laffer
from synthetic_study import lever, write_study

from sim.ensemble.analysis import discover
from sim.ensemble.study import Condition
from sim.report.sweeps.curve_chart import lever_curves
from sim.report.sweeps.written import findings_text, write_findings


def test_every_finding_of_a_chart_is_written_with_the_command_that_repeats_it(tmp_path):
    study = laffer(tmp_path)
    text = findings_text(study)
    chart = lever_curves(study)
    assert [view.title for view in chart.views if f"- {view.title.rstrip('.')}.\n" not in text] == []
    assert "tradewar sweep" in text
    assert "highest with a US tariff on China of" in text


def test_the_same_study_gives_the_same_bytes_in_place_of_older_ones(tmp_path):
    study = laffer(tmp_path)
    target = tmp_path / "findings.md"
    target.write_text("older", encoding="utf-8")
    write_findings(study, target)
    assert target.read_bytes() == findings_text(study).encode()


def test_every_rule_of_a_discovery_is_written(tmp_path):
    def outcome(values, draw):
        return {"trade": -0.9 if values["first"] > 0.7 or values["second"] > 0.8 else -0.2}

    condition = Condition("trade", below=-0.8)
    levers = [lever("first", title="First tariff"), lever("second", title="Second tariff")]
    design = {"kind": "latin_hypercube", "samples": 200, "seed": 1}
    study = write_study(tmp_path, outcome, levers, design, discoveries=[condition])
    rules = discover(study, condition).rules
    assert len(rules) > 1
    lines = [line for line in findings_text(study).splitlines() if "of the runs in which" in line]
    assert len(lines) == len(rules)
    assert sum("first tariff" in line.lower() for line in lines) >= 1
    assert sum("second tariff" in line.lower() for line in lines) >= 1
