"""What a negotiation keeps of its weeks, and what happens to it from outside: courts and mediators."""

import datetime as dt

import pytest
from factories import tariff
from standoffs import EMBARGO, NEVER, played, standoff, talk

from sim.agents.negotiation.machine import COURT, DRAWS

MONDAY = dt.date(2025, 3, 3)
SUNDAY = MONDAY + dt.timedelta(days=6)


@pytest.fixture
def negotiation():
    asked = standoff(**(NEVER | {"channel": 0.0, "court": 1.0}), courts=("USA", "CHN"))
    found = talk(played(asked, weeks=0))
    found.monday, found.state = MONDAY, "stalemate"
    found.uniform = [1.0] * DRAWS
    return found


@pytest.mark.parametrize("who", [0, 1])
def test_each_court_has_a_draw_of_its_own(negotiation, who):
    negotiation.uniform[COURT + who] = 0.0
    negotiation._courts(EMBARGO)
    assert [each.importer for each in negotiation.acts] == [(("USA",), ("CHN",))[who]]


@pytest.mark.parametrize(
    ("state", "remembered"), [("stalemate", True), ("talks", True), ("truce", False), ("deal", False)]
)
def test_what_the_war_cost_at_most_is_remembered_from_the_war_alone(negotiation, state, remembered):
    negotiation.state = state
    for side in negotiation.sides:
        side.cost_of_war = 0.5 * side.office.cost
    negotiation._look(EMBARGO, played(standoff(**NEVER), weeks=1).figures)
    costs = [side.office.cost * (1.0 if remembered else 0.5) for side in negotiation.sides]
    assert [side.cost_of_war for side in negotiation.sides] == costs


def test_without_mediation_no_venue_is_found():
    assert not talk(played(standoff(**(NEVER | {"channel": 0.0})), weeks=10)).mediated


def test_a_week_in_which_two_things_happen_tells_both_in_their_order():
    told = [week.what for week in talk(played(standoff(**NEVER), weeks=8)).weeks]
    assert "a tariff is raised; both rates reach embargo level" in told


@pytest.mark.parametrize(("start", "rate"), [(SUNDAY, 2.0), (SUNDAY + dt.timedelta(days=1), 1.25)])
def test_the_rates_told_of_a_week_are_those_of_its_sunday(negotiation, start, rate):
    new = tariff(2.0, start=start.isoformat(), authority="war", id="new", replaces=("us_war",))
    negotiation._record([*EMBARGO, new])
    assert negotiation.weeks[-1].headline == (rate, 1.25)
