"""Which lever matters: against closed forms."""

import math
import sys

import numpy as np
import pytest
from synthetic_study import choice, lever, write_study

from sim.ensemble.analysis import MissingLibraryError, chance, interactions, sensitivity
from sim.ensemble.analysis.chance import shares_of_chance
from sim.ensemble.study import read_study
from sim.records.reading import UnfitRunsError

LEVERS = [
    lever("slow", -math.pi, math.pi),
    lever("wavy", -math.pi, math.pi),
    lever("idle", -math.pi, math.pi),
]
SOBOL = {"kind": "sobol", "samples": 1024, "second_order": True}


def ishigami(values, draw):
    slow, wavy, idle = values["slow"], values["wavy"], values["idle"]
    return {"trade": math.sin(slow) + 7.0 * math.sin(wavy) ** 2 + 0.1 * idle**4 * math.sin(slow)}


def by_lever(frame, index):
    return {row["lever"]: row["value"] for row in frame.filter(index=index).to_dicts()}


def test_shares_of_variance_of_ishigamis_function(tmp_path):
    study = write_study(tmp_path, ishigami, LEVERS, SOBOL)
    alone, with_others, wavy = (1 + 0.1 * math.pi**4 / 5) ** 2 / 2, 8 * 0.01 * math.pi**8 / 225, 49 / 8
    whole = alone + with_others + wavy
    found = sensitivity(study, "trade")
    first, total = by_lever(found, "first"), by_lever(found, "total")
    wanted = {"slow": alone / whole, "wavy": wavy / whole, "idle": 0.0}
    assert first == pytest.approx(wanted, abs=0.03)
    wanted = {"slow": 1 - wavy / whole, "wavy": wavy / whole, "idle": with_others / whole}
    assert total == pytest.approx(wanted, abs=0.03)
    assert found["lever"].to_list() == ["slow", "slow", "wavy", "wavy", "idle", "idle"]
    assert found.filter(found["low"] > found["value"]).is_empty()
    pair = interactions(study, "trade").row(0, named=True)
    assert (pair["lever"], pair["other"]) == ("slow", "idle")
    assert pair["value"] == pytest.approx(with_others / whole, abs=0.05)


def test_shares_of_a_sum_are_those_of_its_terms(tmp_path):
    levers = [lever("a"), lever("b", 0.0, 2.0), choice("c", "x", "y")]
    study = write_study(
        tmp_path,
        lambda values, draw: {"trade": 3 * values["a"] + values["b"] + (values["c"] == "x")},
        levers,
        {"kind": "sobol", "samples": 512},
    )
    variances = {"a": 9 / 12, "b": 4 / 12, "c": 1 / 4}
    wanted = {name: each / sum(variances.values()) for name, each in variances.items()}
    found = sensitivity(study, "trade")
    assert by_lever(found, "total") == pytest.approx(wanted, abs=0.02)
    assert by_lever(found, "first") == pytest.approx(wanted, abs=0.02)
    assert interactions(study, "trade") is None


def linear(values, draw):
    return {"trade": 3.0 * values["a"] - 0.5 * values["b"] + 2.0 * (values["c"] == "y")}


ENDS = [lever("a"), lever("b", 10.0, 14.0), choice("c", "x", "y")]
MORRIS = {"kind": "morris", "trajectories": 12, "levels": 4}


def test_effects_of_a_linear_figure_are_its_rises_over_the_ranges(tmp_path):
    found = sensitivity(write_study(tmp_path, linear, ENDS, MORRIS), "trade")
    numbers = {"a": 3.0, "b": -2.0, "c": 3.0}  # a choice moves whole within a step of two thirds
    assert by_lever(found, "mean") == pytest.approx(numbers)
    assert by_lever(found, "mean_absolute") == pytest.approx(
        {name: abs(each) for name, each in numbers.items()}
    )
    assert by_lever(found, "spread") == pytest.approx(dict.fromkeys("abc", 0.0), abs=1e-12)


def test_effects_of_coarse_levers_are_those_of_the_steps_in_the_design(tmp_path):
    """Two whole numbers, three choices and one that never moves: a step of two thirds is two thirds."""
    from sim.ensemble.plan.designs import unit_cube

    levers = [
        lever("whole", 1.0, 2.0, values=(1.0, 2.0)),
        choice("which", "x", "y", "z"),
        choice("only", "x"),
    ]
    places = unit_cube(MORRIS | {"seed": 1}, 3)
    steps = {"whole": lambda place: int(place * 2), "which": lambda place: int(place * 3 + 1e-9)}
    last = {"whole": 1, "which": 2}

    def outcome(values, draw):
        return {"trade": 5.0 * values["whole"] + 2.0 * "xyz".index(values["which"])}

    found = sensitivity(write_study(tmp_path, outcome, levers, MORRIS), "trade")
    blocks = places.reshape(12, 4, 3)
    for column, (name, size) in enumerate((("whole", 5.0), ("which", 2.0))):
        effects = []
        for path in blocks:
            (step,) = np.flatnonzero(np.diff(path[:, column]))
            before, after = (min(steps[name](path[row, column]), last[name]) for row in (step, step + 1))
            effects.append(size * (after - before) / (path[step + 1, column] - path[step, column]))
        assert by_lever(found, "mean")[name] == pytest.approx(np.mean(effects))
        assert by_lever(found, "mean_absolute")[name] == pytest.approx(np.mean(np.abs(effects)))
        assert by_lever(found, "spread")[name] == pytest.approx(np.std(effects, ddof=1), abs=1e-12)


def test_points_that_cannot_be_made_again_are_not_read(tmp_path):
    study = write_study(tmp_path, linear, ENDS, MORRIS)
    manifest = tmp_path / "ensemble.json"
    manifest.write_text(manifest.read_text().replace('"seed": 1', '"seed": 2'))
    with pytest.raises(UnfitRunsError, match="`a` moved elsewhere"):
        sensitivity(read_study(study.folder), "trade")


@pytest.mark.parametrize(("design", "rows"), [(MORRIS, 4), ({"kind": "sobol", "samples": 32}, 5)])
def test_a_failed_run_takes_its_whole_block_with_it(tmp_path, design, rows):
    calls = iter(range(10_000))

    def outcome(values, draw):
        return None if next(calls) in {0, 1, 3 * rows} else linear(values, draw)

    whole = write_study(tmp_path / "whole", linear, ENDS, design)
    found = sensitivity(write_study(tmp_path / "holes", outcome, ENDS, design), "trade")
    assert set(found["dropped"]) == {2}
    assert set(found["samples"]) == {design.get("samples", 12) - 2}
    index = "total" if design["kind"] == "sobol" else "mean"
    near = {"abs": 0.25 if design["kind"] == "sobol" else 1e-9}
    assert by_lever(found, index) == pytest.approx(by_lever(sensitivity(whole, "trade"), index), **near)


@pytest.mark.parametrize("kind", ["sobol", "morris", "latin_hypercube"])
@pytest.mark.parametrize("value", [0.1, 0.0, None])
def test_what_does_not_vary_has_no_strongest_lever(tmp_path, kind, value):
    design = {"kind": kind, "samples": 16, "trajectories": 6, "levels": 4}
    study = write_study(tmp_path, lambda values, draw: {"trade": value}, ENDS, design)
    found = sensitivity(study, "trade")
    if found is None:
        assert (kind, value) == ("latin_hypercube", None)
        return
    assert found["lever"].unique(maintain_order=True).to_list() == ["a", "b", "c"]
    assert found["value"].fill_nan(0.0).eq(0.0).all()


def test_sobol_points_that_do_not_vary_by_themselves_give_no_shares(tmp_path):
    calls = iter(range(10_000))
    levers = [lever("a"), lever("b")]
    outcome = lambda values, draw: {"trade": float(next(calls) % 4 == 1)}  # noqa: E731
    study = write_study(tmp_path, outcome, levers, {"kind": "sobol", "samples": 8})
    assert sensitivity(study, "trade")["value"].is_nan().all()


def test_ranks_follow_any_rising_figure_and_hold_the_others_constant(tmp_path):
    def outcome(values, draw):
        return {"trade": math.exp(5 * values["a"]) + 1e3 * (values["c"] == "y")}

    study = write_study(tmp_path, outcome, ENDS, {"kind": "latin_hypercube", "samples": 200})
    found = sensitivity(study, "trade")
    assert by_lever(found, "rank")["a"] < 0.7
    assert by_lever(found, "partial_rank")["a"] == pytest.approx(1.0, abs=0.02)
    idle = found.filter(lever="b").to_dicts()
    assert all(row["low"] < 0.0 < row["high"] for row in idle)
    assert np.isnan(by_lever(found, "rank")["c"])
    alone = write_study(
        tmp_path / "alone", lambda values, draw: {"trade": -values["a"]}, ENDS[:1], study.design
    )
    assert by_lever(sensitivity(alone, "trade"), "rank") == pytest.approx({"a": -1.0})


def test_designs_that_say_nothing_of_levers_have_no_table(tmp_path):
    few = [lever("a", values=(0.0, 1.0))]
    assert sensitivity(write_study(tmp_path / "few", linear_in_a, few), "trade") is None
    assert sensitivity(write_study(tmp_path / "none", lambda values, draw: {"trade": draw}), "trade") is None


def linear_in_a(values, draw):
    return {"trade": values["a"]}


def test_luck_is_split_into_what_moves_all_cases_and_what_blurs_them():
    stream = np.random.default_rng(5)
    table = (
        stream.normal(size=(4000, 1)) + 2.0 * stream.normal(size=(1, 400)) + stream.normal(size=(4000, 400))
    )
    found = shares_of_chance(table[:, :400])
    assert found.in_run == pytest.approx(5 / 6, abs=0.03)
    assert shares_of_chance(table[:, :4]).in_mean == pytest.approx(0.25 / 1.25, abs=0.02)


def test_a_lever_that_only_shuffles_luck_has_about_the_index_that_chance_tells(tmp_path):
    def outcome(values, draw):
        luck = np.random.default_rng([int(1e9 * values["b"]), draw]).normal()
        return {"trade": 4.0 * values["a"] + luck}

    levers = [lever("a"), lever("b")]
    study = write_study(tmp_path, outcome, levers, {"kind": "sobol", "samples": 256}, replications=2)
    found = sensitivity(study, "trade")
    assert found["chance"][0] == pytest.approx(0.5 / (0.5 + 16 / 12), abs=0.05)
    assert by_lever(found, "total")["b"] == pytest.approx(found["chance"][0], abs=0.06)


def test_chance_is_unknown_without_replications(tmp_path):
    study = write_study(tmp_path, linear_in_a, [lever("a", values=(0.0, 1.0))])
    assert math.isnan(chance(study, "trade").in_mean)


def test_what_is_missing_is_named_with_what_installs_it(tmp_path, monkeypatch):
    study = write_study(tmp_path, linear, ENDS, MORRIS)
    monkeypatch.setitem(sys.modules, "SALib.analyze.morris", None)
    with pytest.raises(MissingLibraryError, match=r'pip install "tradewar-sim\[sensitivity\]"'):
        sensitivity(study, "trade")
