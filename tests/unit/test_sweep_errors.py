"""What a user may get wrong in a sweep file, and the message, place and hint that come back."""

from __future__ import annotations

import pytest
from sweep_files import BASE, HAZARD, HEAD, sweep_file, two_figures

from sim.ensemble.plan import examine_plan, read_plan
from sim.scenario import ScenarioErrors

__all__ = ["two_figures"]

SAMPLED = "design: {kind: latin_hypercube, samples: 8}\n"

CASES = {
    # the file after its head, the word at which the message points, the message and the hint
    "no lever": ("design: {kind: grid}\n", "design", "an empty grid", "add `levers:`"),
    "lever without values": (
        "levers:\n  a: {path: behaviour.resourcing_hazard}\n",
        "a: {", "an empty grid: the lever `a` has no values", "`values: [...]`",
    ),
    "empty values": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, values: []}\n",
        "[]", "an empty grid", "at least one",
    ),
    "range in a grid": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, low: 0, high: 1}\n",
        "0, high", "a range is no list of values", "latin_hypercube",
    ),
    "sampled without a range": (
        SAMPLED + "levers:\n  a: {path: behaviour.resourcing_hazard}\n",
        "a: {", "`a` has no range", "`low:` and `high:`",
    ),
    "lever that moves nothing": (
        "levers:\n  a: {values: [1, 2]}\n", "a: {", "the lever `a` moves nothing", "add `path:`",
    ),
    "unknown key of the scenario": (
        "levers:\n  a: {path: behaviour.resourcing_hazzard, values: [0.1, 0.2]}\n",
        "behaviour.r", "unknown key `resourcing_hazzard`", "did you mean `resourcing_hazard`?",
    ),
    "unknown section of the scenario": (
        "levers:\n  a: {path: behavior.resourcing_hazard, values: [0.1, 0.2]}\n",
        "behavior.r", "a scenario has no `behavior`", "did you mean `behaviour`?",
    ),
    "unknown measure": (
        "levers:\n  a: {path: measures.uss.rate, values: [0.1, 0.2]}\n",
        "measures.uss", "no entry `uss`", "did you mean `us`?",
    ),
    "unknown place among several": (
        "levers:\n  a: {paths: [measures.us.rate, measures.cn.rat], values: [0.1]}\n",
        "measures.cn", "unknown key `rat`", "did you mean `rate`?",
    ),
    "value that the scenario refuses": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, values: [0.1, 99]}\n",
        "99", "above the largest value 52", "",
    ),
    "percentage": (
        "levers:\n  a: {path: measures.us.rate, values: [0.1, 145]}\n",
        "145", "145 would be 14,500 %", "write 1.45",
    ),
    "end of steps that the scenario refuses": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, from: -1, to: 1, steps: 3}\n",
        "-1", "below the smallest value 0", "",
    ),
    "end of a range that the scenario refuses": (
        SAMPLED + "levers:\n  a: {path: behaviour.resourcing_hazard, low: 0, high: 53}\n",
        "53", "above the largest value 52", "",
    ),
    "choice that the scenario refuses": (
        "levers:\n  a: {choices: {yes: {}, no: {behaviour.resourcing_hazard: -1}}}\n",
        "-1", "below the smallest value 0", "",
    ),
    "choice with an unknown key": (
        "levers:\n  a: {choices: {yes: {}, no: {behaviour.resourcing_hazrd: 1}}}\n",
        "behaviour.r", "unknown key `resourcing_hazrd`", "did you mean",
    ),
    "range upside down": (
        SAMPLED + "levers:\n  a: {path: behaviour.resourcing_hazard, low: 0.5, high: 0.1}\n",
        "0.5", "`low` is 0.5, not below `high`, 0.1", "",
    ),
    "range of one end": (
        SAMPLED + "levers:\n  a: {path: behaviour.resourcing_hazard, low: 0.5}\n",
        "0.5", "`high` is missing beside `low`", "two ends",
    ),
    "log of nothing": (
        SAMPLED + "levers:\n  a: {path: behaviour.resourcing_hazard, low: 0, high: 1, scale: log}\n",
        "0, high", "a log scale starts above zero", "linear",
    ),
    "steps without their number": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, from: 0, to: 1}\n",
        "0, to", "`steps` is missing beside `from`", "steps: 5",
    ),
    "two ways to say the values": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, values: [1], low: 2, high: 3}\n",
        "2, high", "`low` and `values` both say", "keep one",
    ),
    "value listed twice": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, values: [0.5, 1, 0.5]}\n",
        "0.5]", "`0.5` is listed twice", "keep one",
    ),
    "prior of a figure that has none": (
        SAMPLED + "levers:\n  a: {path: measures.us.rate, prior: true}\n",
        "true", "`measures.us.rate` has no prior", "`low:` and `high:`",
    ),
    "samples of Sobol that are no power of two": (
        "design: {kind: sobol, samples: 100}\n" + HAZARD
        + "  b: {path: behaviour.hazard_loss_power, low: 2, high: 4}\n",
        "100", "powers of two", "nearest are 64 and 128",
    ),
    "Morris with one lever": (
        "design: {kind: morris, trajectories: 4}\n" + HAZARD, "design", "there is one", "add another",
    ),
    "odd levels": (
        "design: {kind: morris, trajectories: 4, levels: 5}\n" + HAZARD
        + "  b: {path: behaviour.hazard_loss_power, low: 2, high: 4}\n",
        "5}", "`levels` is 5, and must be even", "",
    ),
    "more points than memory": (
        "design: {kind: sobol, samples: 1048576}\n" + HAZARD
        + "".join(f"  {name}: {{path: behaviour.hazard_loss_power, low: 2, high: 3}}\n" for name in "bcde"),
        "1048576", "7,340,032 cases", "lower `samples`",
    ),
    "unknown design": (
        "design: {kind: sobolev, samples: 8}\n" + HAZARD,
        "{kind", "unknown kind `sobolev`", "did you mean `sobol`?",
    ),
    "design without a kind": (
        "design: {samples: 8}\n" + HAZARD, "{samples", "`design` without `kind`", "morris",
    ),
    "design without samples": (
        "design: {kind: sobol}\n" + HAZARD, "{kind", "`samples` is missing", "samples: 64",
    ),
    "unknown key": ("dessign: {kind: grid}\n" + HAZARD, "dessign", "unknown key `dessign`", "`design`"),
    "unknown key of a lever": (
        "levers:\n  a: {path: behaviour.resourcing_hazard, valus: [1]}\n",
        "valus", "unknown key `valus`", "did you mean `values`?",
    ),
    "unknown figure": ("figures: [trad]\n" + HAZARD, "trad]", "no figure `trad`", "did you mean `trade`?"),
    "unknown figure of a discovery": (
        "discoveries: [{figure: trad, below: 0}]\n" + HAZARD, "trad,", "no figure `trad`", "`trade`",
    ),
    "discovery without a bound": (
        "discoveries: [{figure: trade}]\n" + HAZARD, "{figure", "without a bound", "`below:`",
    ),
    "standoff without a negotiation": (
        "model: standoff\n" + HAZARD, "standoff", "needs a negotiation", "standoff_game",
    ),
    "unknown model": ("model: agent\n" + HAZARD, "agent", "`model` cannot be", "`agents`"),
    "unknown place that is set": (
        "set: {horizon.week: 3}\n" + HAZARD, "horizon.week", "unknown key `week`", "did you mean `weeks`?",
    ),
    "set value that is refused": (
        "set: {population.producers: 3}\n" + HAZARD, "3}", "below the smallest value 500", "",
    ),
    "number of replications as a lever": (
        "levers:\n  a: {path: ensemble.replications, values: [1, 2]}\n",
        "ensemble", "cannot be varied", "under `set:`",
    ),
    "lever with the name of a column": (
        "levers:\n  case: {path: behaviour.resourcing_hazard, values: [1]}\n",
        "case", "no lever can be called `case`", "column",
    ),
    "lever with the name of a figure": (
        "levers:\n  trade: {path: behaviour.resourcing_hazard, values: [1]}\n",
        "trade", "name of the figure `trade`", "another name",
    ),
    "lever with a space": (
        "levers:\n  us rate: {path: measures.us.rate, values: [1]}\n",
        "us rate", "cannot be the name of a lever", "`us_rate`",
    ),
    "case that forgets a lever": (
        "design: {kind: list, cases: [{hazard: 0.1}, {title: nothing}]}\n"
        "levers: {hazard: {path: behaviour.resourcing_hazard}}\n",
        "{title", "case 2 says nothing of `hazard`", "every lever",
    ),
    "case with an unknown lever": (
        "design: {kind: list, cases: [{hazard: 0.1, hazrd: 1}]}\n"
        "levers: {hazard: {path: behaviour.resourcing_hazard}}\n",
        "hazrd", "no lever `hazrd`", "did you mean `hazard`?",
    ),
    "case with an unknown choice": (
        "design: {kind: list, cases: [{answer: yes}, {answer: non}]}\n"
        "levers: {answer: {choices: {yes: {}, no: {measures.cn.rate: 0}}}}\n",
        "non", "`answer` has no choice `non`", "did you mean `no`?",
    ),
    "too many to count": (
        "levers:\n" + "".join(
            f"  {place}: {{path: measures.{place.replace('_', '.')}, from: 0, to: 1, steps: 10000}}\n"
            for place in ("us_rate", "cn_rate", "us_coverage", "cn_coverage")
        ),
        "name", "about 10^16 runs", "fewer levers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_in_a_sweep_is_named_with_place_and_hint(tmp_path, two_figures, case):
    text, word, message, hint = CASES[case]
    path = sweep_file(tmp_path, HEAD + text)
    found = examine_plan(path)
    assert found.plan is None
    wrong = [each for each in found.diagnostics if each.severity == "error"]
    assert len(wrong) == 1, [str(each) for each in wrong]
    told = wrong[0]
    after = 0 if word == "name" else len(HEAD)
    at = (HEAD + text).index(word, after)
    lines = (HEAD + text)[:at].split("\n")
    assert (told.line, told.column) == (len(lines), len(lines[-1]) + 1)
    assert message in told.message
    assert hint in told.hint
    assert str(path) in str(told)


def test_all_mistakes_are_told_at_once(tmp_path, two_figures):
    text = HEAD + "set: {horizon.weeks: 0}\ndesign: {kind: sobol, samples: 7}\nmodl: agents\nlevers:\n"
    text += "  a: {path: behaviour.resourcing_hazard, low: 2, high: 1}\n"
    found = examine_plan(sweep_file(tmp_path, text)).diagnostics
    told = "\n".join(map(str, found))
    for word in ("`modl`", "power", "`low` is 2", "`weeks` is 0"):
        assert word in told
    assert [each.line for each in found] == sorted(each.line for each in found)


def test_what_only_the_scenario_forbids_is_said_at_the_value(tmp_path, two_figures):
    """The rate overlaps nothing until the lever gives both duties one exporter."""
    more = "  - {id: two, kind: tariff, importer: USA, exporter: EU, rate: 0.1, start: 2025-02-03}\n"
    path = sweep_file(tmp_path, HEAD + "levers:\n  whom: {path: measures.two.exporter, values: [EU, CHN]}\n")
    (tmp_path / "base.yaml").write_text(BASE.replace("CHN, ROW", "CHN, EU, ROW") + more)
    found = examine_plan(path).diagnostics
    assert all(each.severity == "error" for each in found)
    assert "overlaps" in found[0].message
    assert {each.line for each in found} == {4}


def test_what_another_lever_may_mend_is_only_noted(tmp_path, two_figures):
    more = "  - {id: two, kind: tariff, importer: USA, exporter: EU, rate: 0.1, start: 2025-02-03}\n"
    text = HEAD + "levers:\n  whom: {path: measures.two.exporter, values: [EU, CHN]}\n"
    text += "  since: {path: measures.us.start, values: [2025-02-03, 2025-06-02]}\n"
    path = sweep_file(tmp_path, text)
    (tmp_path / "base.yaml").write_text(BASE.replace("CHN, ROW", "CHN, EU, ROW") + more)
    found = examine_plan(path)
    assert found.plan is not None
    assert {each.severity for each in found.diagnostics} == {"note"}
    assert "no other lever mends it" in found.diagnostics[0].message
    assert "in case 4, whose runs fail" in str(found.diagnostics)


def test_a_choice_that_overrules_an_earlier_lever_is_not_noted(tmp_path, two_figures):
    text = HAZARD + "  off: {choices: {on: {}, off: {behaviour.resourcing_hazard: 0}}}\n"
    found = examine_plan(sweep_file(tmp_path, HEAD + text))
    assert found.diagnostics == ()
    assert [found.plan.case(n).overrides["behaviour.resourcing_hazard"] for n in range(1, 5)] == [
        "0.1", "0", "0.5", "0",
    ]  # fmt: skip


def test_two_levers_on_one_place_are_noted_and_the_later_wins(tmp_path, two_figures):
    path = sweep_file(tmp_path, HEAD + HAZARD + "  b: {path: behaviour.resourcing_hazard, values: [1, 2]}\n")
    found = examine_plan(path)
    assert [each.severity for each in found.diagnostics] == ["note"]
    assert found.plan is not None
    for number in range(1, 5):
        case = found.plan.case(number)
        assert found.plan.scenario(found.plan.job(number)).behaviour.resourcing_hazard == case.values["b"]


def test_files_that_cannot_be_found_are_told_where_they_are_named(tmp_path):
    for word, message in (
        ("./nothing.yaml", "the scenario `./nothing.yaml` does not exist"),
        ("impase_145_125", "no scenario `impase_145_125` (hint: did you mean `impasse_145_125`?)"),
    ):
        path = sweep_file(tmp_path, f"name: x\nscenario: {word}\n{HAZARD}")
        (told,) = examine_plan(path).diagnostics
        assert (told.line, told.column) == (2, 11)
        assert message in str(told)
    with pytest.raises(ScenarioErrors, match="did you mean `what_matters`"):
        read_plan("what_mattrs")


def test_a_name_of_both_a_sweep_and_a_scenario_is_refused(monkeypatch):
    from sim.ensemble.plan import library

    twice = library.shipped_sweeps() | {"trade_war_one": library.shipped_sweeps()["what_matters"]}
    monkeypatch.setattr(library, "shipped_sweeps", lambda: twice)
    with pytest.raises(ScenarioErrors, match="both a sweep and a scenario have this name"):
        read_plan("trade_war_one")


def test_a_missing_extra_is_one_sentence_with_the_command(tmp_path, monkeypatch, two_figures):
    from sim.ensemble.plan import examining

    monkeypatch.setattr(examining, "lacks_extra", lambda design: True)
    text = "design: {kind: sobol, samples: 8}\n" + HAZARD
    path = sweep_file(tmp_path, HEAD + text + "  b: {path: behaviour.hazard_loss_power, low: 2, high: 4}\n")
    with pytest.raises(
        ScenarioErrors, match=r'needs the extra `sensitivity`.*pip install "tradewar-sim\[sensitivity\]"'
    ):
        read_plan(path)
