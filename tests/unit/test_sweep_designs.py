"""Designs and levers: where the points lie, and what becomes of them on the scale of each lever."""

from __future__ import annotations

import math
from typing import get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sweep_files import HEAD, sweep_file, two_figures

from sim.ensemble.plan import read_plan
from sim.ensemble.plan.designs import number_of_cases, places_in_grid, unit_cube
from sim.ensemble.plan.levers import SweptLever
from sim.ensemble.plan.records import is_whole, unit_at
from sim.ensemble.plan.schema import Grid, LatinHypercube, Morris, Sobol
from sim.scenario.document import read_value
from sim.scenario.parameters import GOVERNMENT_PARAMETERS, PARAMETERS

__all__ = ["two_figures"]

LATIN = {"kind": "latin_hypercube", "samples": 16, "seed": 1}
SOBOL = {"kind": "sobol", "samples": 8, "second_order": False, "seed": 1}
MORRIS = {"kind": "morris", "trajectories": 5, "levels": 4, "seed": 1}


def lever(**keys):
    given = {
        "name": "a", "title": "a", "unit": "number", "paths": ("behaviour.resourcing_hazard",), "values": (),
        "low": 0.0, "high": 1.0, "logarithmic": False, "whole": False, "prior": None, "choices": {},
    }  # fmt: skip
    return SweptLever(**{**given, **keys})


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_a_grid_visits_every_combination_once_in_order(sizes):
    places = [places_in_grid(case, tuple(sizes)) for case in range(number_of_cases(Grid(), tuple(sizes)))]
    assert places == sorted(set(places))
    assert all(0 <= place < size for each in places for place, size in zip(each, sizes, strict=True))


def test_points_are_the_same_on_every_machine():
    """A change here means that sweeps that were begun cannot be gone on with."""
    assert unit_cube({**LATIN, "samples": 4}, 2).tolist() == pytest.approx(
        np.array(
            [
                [0.04908007, 0.95923208],
                [0.56268596, 0.31216146],
                [0.88791815, 0.07294095],
                [0.37116691, 0.55575797],
            ]
        ),
        abs=1e-8,
    )
    first, *_, last = unit_cube({**SOBOL, "samples": 2}, 2)
    assert first == pytest.approx([0.21536588, 0.20332183], abs=1e-8)
    assert last == pytest.approx([0.27526851, 0.47737474], abs=1e-8)
    assert unit_cube({**MORRIS, "trajectories": 1}, 2) * 3 == pytest.approx(
        np.array([[2, 0], [0, 0], [0, 2]]), abs=1e-12
    )


@pytest.mark.parametrize("design", [LATIN, SOBOL, MORRIS], ids=lambda each: each["kind"])
def test_seeds_are_fixed_and_other_seeds_give_other_points(design):
    first = unit_cube(design, 3)
    assert (unit_cube(design, 3) == first).all()
    assert (unit_cube({**design, "seed": 2}, 3) != first).any()
    assert first.min() >= 0.0
    assert first.max() <= 1.0


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_lever():
    slices = np.floor(unit_cube(LATIN, 3) * 16).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(16)[:, None]).all()


@pytest.mark.parametrize("second_order", [False, True])
def test_points_of_sobol_come_in_blocks_in_which_one_lever_is_exchanged(second_order):
    points = unit_cube({**SOBOL, "second_order": second_order}, 3)
    assert len(points) == number_of_cases(
        Sobol(kind="sobol", samples=8, second_order=second_order), (1, 1, 1)
    )
    blocks = points.reshape(8, -1, 3)
    for rank in range(3):
        exchanged = blocks[:, 0].copy()
        exchanged[:, rank] = blocks[:, -1, rank]
        assert (blocks[:, 1 + rank] == exchanged).all()


def test_one_lever_moves_at_a_time_on_the_paths_of_morris():
    points = unit_cube(MORRIS, 3).reshape(5, 4, 3)
    assert number_of_cases(Morris(kind="morris", trajectories=5), (1, 1, 1)) == 5 * 4
    moved = np.diff(points, axis=1) != 0.0
    assert (moved.sum(axis=2) == 1).all()
    assert (moved.sum(axis=1) == 1).all()
    assert np.isin(np.round(points * 3), [0, 1, 2, 3]).all()


@given(st.floats(0.0, 1.0), st.floats(-5, 5), st.floats(0.01, 10), st.booleans())
def test_values_of_a_range_stay_inside_and_rise(quantile, low, width, whole):
    found = lever(low=low, high=low + width)
    assert low <= found.at(quantile) <= low + width
    assert found.at(quantile) <= found.at(min(1.0, quantile + 0.1))
    assert (found.at(0.0), found.at(1.0)) == (low, low + width)


def test_a_range_in_logarithms_has_the_geometric_mean_in_the_middle():
    found = lever(low=0.1, high=10.0, logarithmic=True)
    assert (found.at(0.0), found.at(0.5), found.at(1.0)) == pytest.approx((0.1, 1.0, 10.0), rel=1e-15)
    assert (found.at(0.0), found.at(1.0)) == (0.1, 10.0)


def test_whole_numbers_choices_and_values_have_equal_parts():
    quantiles = (np.arange(1200) + 0.5) / 1200
    for each, number in (
        (lever(low=3.0, high=8.0, whole=True), 6),
        (lever(values=("none", "public", "quiet")), 3),
        (lever(values=(0.0, 0.5)), 2),
    ):
        values, counts = np.unique([str(each.at(place)) for place in quantiles], return_counts=True)
        assert len(values) == number
        assert set(counts) == {1200 // number}


def test_every_choice_is_met_on_the_levels_of_morris():
    three = lever(values=("a", "b", "c"))
    assert [three.at(round(level / 3, 15)) for level in range(4)] == ["a", "b", "c", "c"]


def test_a_lever_with_a_prior_follows_it(tmp_path, two_figures):
    text = HEAD + "design: {kind: latin_hypercube, samples: 4}\n"
    text += "levers:\n  a: {path: behaviour.resourcing_hazard, prior: true}\n"
    plan = read_plan(sweep_file(tmp_path, text))
    prior = PARAMETERS["behaviour.resourcing_hazard"].prior
    assert [plan.case(rank + 1).values["a"] for rank in range(4)] == [
        prior.quantile(float(place)) for place in plan.unit_cube[:, 0]
    ]
    assert (plan.levers[0].low, plan.levers[0].high) == (prior.low, prior.high)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_from_their_text_to_the_last_bit(value):
    (text,) = lever().overrides(value).values()
    assert float(read_value(text, "").content) == value


@settings(max_examples=40)
@given(st.text("0-:#'\"{}[],&*!| ~.eé\\tnul", max_size=8))
def test_words_come_back_from_their_text(word):
    (text,) = lever(values=(word,)).overrides(word).values()
    assert str(read_value(text, "").content).replace("None", "null").casefold() == word.casefold()


def test_steps_are_the_decimals_that_a_person_would_write(tmp_path, two_figures):
    text = HEAD + "levers:\n  a: {path: measures.us.rate, from: 0, to: 1, steps: 11}\n"
    text += "  b: {path: behaviour.hazard_loss_response, from: 1, to: 1000, steps: 4, scale: log}\n"
    text += "  c: {path: horizon.weeks, from: 4, to: 8, steps: 5}\n"
    plan = read_plan(sweep_file(tmp_path, text))
    assert plan.levers[0].values == tuple(n / 10 for n in range(11))
    assert plan.levers[1].values == (1.0, 10.0, 100.0, 1000.0)
    assert plan.case(2).overrides["horizon.weeks"] == "5"
    assert plan.scenario(plan.job(2)).horizon.weeks == 5


def test_places_that_take_whole_numbers_are_known():
    from sim.scenario.governments import GovernmentChoice
    from sim.scenario.negotiations import Negotiation

    assert is_whole("population.distributors")
    assert not is_whole("measures.us.rate")
    for model, part in ((GovernmentChoice, "governments.USA"), (Negotiation, "negotiations.0")):
        for name in model.model_fields:
            if f"{part.split('.')[0]}.*.{name}" in GOVERNMENT_PARAMETERS:
                assert is_whole(f"{part}.{name}") == (get_type_hints(model)[name] is int), name


def test_units_of_values_are_worked_out_from_their_place():
    assert unit_at("measures.us.rate") == "share"
    assert unit_at("negotiations.0.truce_rates.USA") == "share"
    assert unit_at("behaviour.beliefs.contract_weeks") == "weeks"
    assert unit_at("behaviour.extensive_margin.entry") == "probability"
    assert unit_at("behaviour.resourcing_hazard") == "number"
    assert math.isnan(lever(low=math.nan).record.low)
    assert number_of_cases(LatinHypercube(kind="latin_hypercube", samples=9), (1, 1)) == 9
