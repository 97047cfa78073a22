"""What can happen between two governments in a week, and what cannot, at the values where it turns."""

import math

import numpy as np
import pytest
from standoffs import EMBARGO, negotiators, played, scenario, standoff, states, talk

from sim.agents.negotiation import rates
from sim.economy.bargaining import chances


@pytest.fixture
def negotiation():
    asked = standoff(
        embargo_rate=1.0, calm_weeks=3, preparation=2, meeting=0.7, summit_preparation=4, summit=0.6,
        follow_weeks=3, reciprocity=0.2, deal=0.3, preconditions={},
    )  # fmt: skip
    return talk(played(asked, weeks=0))


def test_a_rise_of_last_week_leads_on_at_once_and_a_week_without_one_stops_it(negotiation):
    negotiation.weeks_without_rise = 0
    assert (rates.raised(negotiation), rates.both_stopped(negotiation)) == (math.inf, 0.0)
    negotiation.weeks_without_rise = 1
    assert (rates.raised(negotiation), rates.both_stopped(negotiation)) == (0.0, math.inf)


@pytest.mark.parametrize(
    ("headlines", "rate"), [((1.0, 1.0), math.inf), ((2.0, 0.99), 0.0), ((0.99, 2.0), 0.0)]
)
def test_an_embargo_takes_both_at_embargo_rate(negotiation, headlines, rate):
    negotiation.headlines = headlines
    assert rates.embargo(negotiation) == rate


@pytest.mark.parametrize(("weeks", "rate"), [(2, 0.0), (3, math.inf), (4, math.inf)])
def test_calm_takes_its_weeks_without_a_rise(negotiation, weeks, rate):
    negotiation.weeks_without_rise = weeks
    assert rates.calm(negotiation) == rate


def test_tariffs_below_embargo_level_lead_to_stalemate_once_nobody_has_raised_for_some_weeks():
    asked = scenario(EMBARGO, negotiators(), {"embargo_rate": 3.0, "calm_weeks": 4, "channel": 0.0}, weeks=10)
    gone = states(played(asked))
    assert gone[: gone.index("stalemate")].count("escalation") == 4
    assert set(gone[gone.index("stalemate") :]) == {"stalemate"}


def test_ministers_and_leaders_meet_from_the_week_on_in_which_it_is_prepared(negotiation):
    found = {}
    for prepared in (1, 2, 3, 4):
        negotiation.prepared = prepared
        found[prepared] = rates.meets(negotiation), rates.summit(negotiation)
    assert found == {1: (0.0, 0.0), 2: (0.7, 0.0), 3: (0.7, 0.0), 4: (0.7, 0.6)}


def test_ministers_do_not_meet_while_one_asks_for_everything_first(negotiation):
    negotiation.prepared = 9
    negotiation.sides[1].precondition = "full_cancellation"
    assert rates.meets(negotiation) == 0.0


def test_who_cancelled_is_followed_or_not_only_after_some_weeks(negotiation):
    negotiation.weeks_in_state = 2
    assert [rates.followed(negotiation, follows) for follows in (True, False)] == [0.0, 0.0]
    negotiation.weeks_in_state = 3
    odds = chances(tuple(rates.followed(negotiation, follows) for follows in (True, False)))
    assert odds == pytest.approx((0.2, 0.8))


def test_leaders_settle_with_the_probability_of_a_deal(negotiation):
    odds = chances(tuple(rates.settles(negotiation, settles) for settles in (True, False)))
    assert odds == pytest.approx((0.3, 0.7))
    assert np.sum(odds) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("own", "other", "drops", "obeys"),
    [
        ("none", "none", False, False),
        ("mutual", "none", False, False),
        ("full_cancellation", "mutual", True, False),
        ("mutual", "full_cancellation", False, True),
        ("full_cancellation", "full_cancellation", True, False),
    ],
)
def test_a_side_drops_a_demand_that_it_has_or_obeys_one_that_it_hears(negotiation, own, other, drops, obeys):
    first, second = negotiation.sides
    first.precondition, second.precondition = own, other
    assert (rates.yields(negotiation, 0, "drops") > 0.0) == drops
    assert (rates.yields(negotiation, 0, "obeys") > 0.0) == obeys
