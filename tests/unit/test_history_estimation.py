"""Simulated moments: what distance means, that a known parameter is found again, and what is shipped."""

from dataclasses import replace

import numpy as np
import pytest

from sim.metrics.replay.moment import ANY, Moment, around
from sim.scenario.parameters import PARAMETERS
from sim.validation.estimation import fitting
from sim.validation.estimation.fitting import distance, estimate, loss, moments_at, rounded, tuned_moments
from sim.validation.estimation.free import FREE, Free, value_of, with_values
from sim.validation.estimation.saved import saved
from sim.validation.history.replaying import war
from sim.validation.history.targets import MOMENTS

SMALL = {"world.economies": "[USA, CHN, VNM, MEX, TWN, CAN, JPN, ROW]"}
HAZARD = "behaviour.resourcing_hazard"


@pytest.fixture(scope="module")
def scenario():
    return war(SMALL)


def test_the_defaults_are_the_estimates_that_are_shipped():
    found = saved()["parameters"]
    assert set(found) == {each.name for each in FREE}
    for name, estimated in found.items():
        assert PARAMETERS[name].default == estimated["value"], (
            f"{name}: python -m sim.validation.estimation --write estimates again; with --defaults "
            "it writes down the fit of the defaults as they are"
        )


def test_only_what_may_be_tuned_on_is_tuned_on():
    tuned = tuned_moments()
    assert all(moment.use == "T" for moment in tuned)
    assert len(tuned) == sum(moment.use == "T" for moment in MOMENTS.values()) - 1
    assert [row["moment"] for row in saved()["fit"]] == [moment.name for moment in tuned]


def test_distance_counts_half_widths_of_a_hit():
    two_sided = Moment("m", "", "1", "T", 2.0, *around(2.0, 0.5, 1.0), "")
    assert distance(two_sided, 2.5) == pytest.approx(1.0)
    assert distance(two_sided, 1.0) == pytest.approx(-2.0)
    from_zero = Moment("m", "", "1", "T", 0.0, (0.0, 15.0), (0.0, 30.0), "")
    assert distance(from_zero, 15.0) == pytest.approx(1.0)
    ranks = Moment("m", "", "1", "T", 1.0, (0.6, 1.0), (0.4, 1.0), "")
    assert distance(ranks, 0.6) == pytest.approx(-1.0)
    assert distance(ranks, float("nan")) == fitting.FARTHEST
    assert np.isfinite([distance(each, each.data) for each in tuned_moments()]).all()
    assert all(each.hit[1] < ANY for each in tuned_moments())
    assert loss(np.array([0.0, 1.0])) == pytest.approx(2.0 * (2.0**0.5 - 1.0))


def test_free_parameters_keep_their_bounds(scenario):
    for each in FREE:
        assert each.value(each.place(each.default)) == pytest.approx(each.default)
    with pytest.raises(ValueError, match=HAZARD):
        Free(HAZARD, 0.5, 0.1)
    with pytest.raises(ValueError, match=HAZARD):
        Free(HAZARD, 0.5, 1e6)
    changed = with_values(scenario, {HAZARD: 0.5, "world.elasticities.mean": 2.0})
    assert (value_of(changed, HAZARD), changed.world.elasticities.mean) == (0.5, 2.0)
    assert changed.measures == scenario.measures
    assert scenario.behaviour.resourcing_hazard == PARAMETERS[HAZARD].default


@pytest.mark.slow
def test_a_known_parameter_is_found_again(scenario, monkeypatch):
    truth = moments_at(scenario, {HAZARD: 0.6})
    names = ("china_share_2019", "elasticity_year_1", "taxed_imports")
    known = tuple(
        replace(MOMENTS[name], data=truth[name], hit=around(truth[name], width, 1.0)[0])
        for name, width in zip(names, (1.0, 0.15, 5.0), strict=True)
    )
    monkeypatch.setattr(fitting, "tuned_moments", lambda: known)
    told = []
    found = estimate(scenario, (Free(HAZARD, 0.1, 2.0),), 1, told.append)
    assert found.values == {HAZARD: 0.6}
    assert found.loss < 1e-3
    assert len(told) == 1
    assert rounded(0.12345) == 0.12
