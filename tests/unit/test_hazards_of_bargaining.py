"""Hazards of bargaining where they turn: small and large, none at all, several at once."""

import math

import pytest

from sim.economy.bargaining import (
    chances,
    claim_probability,
    denial_probability,
    in_a_week,
    logistic,
    willingness,
    yielding,
)
from sim.scenario.governments import Politics


@pytest.mark.parametrize("value", [0.3, 0.999, 1.0, 4.0, 800.0])
def test_the_logistic_is_that_of_the_textbook_on_both_sides_of_zero(value):
    assert logistic(value) == pytest.approx(1.0 / (1.0 + math.exp(-value)))
    assert logistic(-value) == pytest.approx(1.0 - logistic(value), abs=1e-12)
    assert logistic(-value) == pytest.approx(math.exp(-value) * logistic(value))
    assert logistic(0.0) == 0.5


@pytest.mark.parametrize(
    ("rate", "chance"), [(-0.5, 0.0), (0.0, 0.0), (0.5, 1 - math.exp(-0.5)), (2.0, 1 - math.exp(-2.0))]
)
def test_what_has_no_rate_does_not_happen_and_the_rest_in_its_exponential_time(rate, chance):
    assert in_a_week(rate) == pytest.approx(chance)


def test_nobody_yields_whom_holding_out_costs_nothing_or_less():
    assert yielding(-0.5, 2.0) == yielding(0.0, 2.0) == 0.0


def test_a_wide_spread_or_scale_takes_more_to_move():
    """A saving of one scale, or a stock one spread above its threshold, is worth logistic(1)."""
    assert willingness(0.5, 9.0, 0.5, 4.0) == pytest.approx(logistic(1.0))
    politics = Politics(claim_at=1.0, deny_at=1.0, speech_spread=4.0, audience=1.0, pressure=1.0)
    assert denial_probability(politics, 5.0) == pytest.approx(logistic(1.0))
    assert claim_probability(politics, 5.0) == pytest.approx(logistic(1.0))


def test_rates_far_below_one_compete_as_well():
    assert chances((0.1, 0.2)) == pytest.approx([part / 3 * in_a_week(0.3) for part in (1, 2)])


def test_of_several_things_that_happen_at_once_each_is_as_likely():
    assert chances((math.inf, 1.0, math.inf)) == (0.5, 0.0, 0.5)
