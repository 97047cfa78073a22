"""Priors: inverse distribution functions within their bounds, around the defaults that they are about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.scenario.parameters import GOVERNMENT_PARAMETERS, PARAMETERS, Parameter, Prior
from sim.scenario.parameters.prior import log_uniform, triangular, uniform, whole

RECORDS = [*PARAMETERS.values(), *GOVERNMENT_PARAMETERS.values()]
WITH_PRIOR = [record for record in RECORDS if record.prior is not None]
probabilities = st.floats(0.0, 1.0)


@pytest.mark.parametrize("record", WITH_PRIOR, ids=lambda record: record.name)
def test_a_prior_keeps_the_bounds_and_holds_the_default(record):
    prior = record.prior
    assert record.minimum <= prior.low <= record.default <= prior.high <= record.maximum
    assert (prior.quantile(0.0), prior.quantile(1.0)) == pytest.approx((prior.low, prior.high), rel=1e-12)
    assert prior.source
    assert (prior.kind == "whole") == isinstance(record.default, int)
    values = [prior.quantile(each) for each in np.linspace(0.0, 1.0, 201)]
    assert values == sorted(values)
    assert {type(each) for each in values} == {type(record.default)}


@given(st.sampled_from(WITH_PRIOR), probabilities, probabilities)
def test_quantiles_are_monotone_and_within_the_range(record, one, other):
    low, high = sorted((one, other))
    assert record.prior.low <= record.prior.quantile(low) <= record.prior.quantile(high) <= record.prior.high


@pytest.mark.parametrize(
    ("prior", "distribution"),
    [
        (uniform(2.0, 4.0, ""), stats.uniform(2.0, 2.0)),
        (log_uniform(0.5, 8.0, ""), stats.loguniform(0.5, 8.0)),
        (triangular(0.0, 0.05, 0.2, ""), stats.triang(0.25, 0.0, 0.2)),
        (triangular(1.0, 1.0, 3.0, ""), stats.triang(0.0, 1.0, 2.0)),
    ],
)
def test_quantiles_are_those_of_the_named_distribution(prior, distribution):
    levels = np.linspace(0.0, 1.0, 41)
    found = [prior.quantile(each) for each in levels]
    np.testing.assert_allclose(found, distribution.ppf(levels), rtol=1e-12, atol=1e-15)


def test_whole_numbers_are_equally_probable_ends_included():
    found = [whole(2, 5).quantile(each) for each in (np.arange(400) + 0.5) / 400]
    assert [found.count(number) for number in (2, 3, 4, 5)] == [100] * 4


@pytest.mark.parametrize(
    "asked",
    [
        ("uniform", 1.0, 1.0, ""), ("uniform", 2.0, 1.0, ""), ("log-uniform", 0.0, 1.0, ""),
        ("triangular", 0.0, 1.0, ""), ("triangular", 0.0, 1.0, "", 2.0), ("uniform", 0.0, 1.0, "", 0.5),
    ],
)  # fmt: skip
def test_what_is_no_distribution_is_refused(asked):
    with pytest.raises(ValueError, match=r"width|logarithms|mode"):
        Prior(*asked)


@pytest.mark.parametrize("probability", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(probability):
    with pytest.raises(ValueError, match="no probability"):
        uniform(0.0, 1.0, "").quantile(probability)


@pytest.mark.parametrize("ends", [(0.6, 0.9), (-1.0, 1.0), (0.1, 3.0)])
def test_a_record_refuses_a_prior_that_misses_its_default_or_its_bounds(ends):
    with pytest.raises(ValueError, match="leaves its default out"):
        Parameter("a.b", 0.5, "1", 0.0, 2.0, "", "", uniform(*ends, ""))


def test_units_counts_and_choices_have_no_prior():
    without = {record.name for record in RECORDS} - {record.name for record in WITH_PRIOR}
    assert {"population.producers", "horizon.weeks", "behaviour.dividend_rate"} <= without
    assert {"behaviour.sentiment.attack", "governments.*.politics.pressure"} <= without


def test_buyers_never_keep_more_at_hand_than_they_want_to_hold():
    low = {name: PARAMETERS[f"behaviour.inventories.{name}_weeks"].prior for name in ("floor", "nondurable")}
    assert low["floor"].high < low["nondurable"].low
