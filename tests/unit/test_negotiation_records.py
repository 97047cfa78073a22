"""What a negotiation keeps of its weeks, and what happens to it from outside: courts and mediators."""

import datetime as dt

import pytest
from factories import tariff
from standoffs import EMBARGO, NEVER, decided, played, standoff, talk

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


@pytest.mark.parametrize(
    ("state", "talking"), [("stalemate", False), ("back_channel", True), ("summit", True)]
)
def test_there_are_talks_in_the_states_that_have_any(negotiation, state, talking):
    negotiation.visited = {"stalemate", state}
    assert negotiation.talking is talking


@pytest.mark.parametrize(
    ("state", "prepared"),
    [("stalemate", 0), ("back_channel", 1), ("talks", 1), ("truce", 1), ("crisis", 1), ("deal", 0)],
)
def test_officials_prepare_while_they_talk_and_during_a_truce(negotiation, state, prepared):
    negotiation.state = state
    negotiation._look(EMBARGO, played(standoff(**NEVER), weeks=1).figures)
    assert negotiation.prepared == prepared


def test_claims_of_a_week_are_those_that_may_endanger_the_next():
    loud = {"politics": {"claim_at": -100.0, "deny_at": 100.0}}
    quiet = {"politics": {"speech": "silent"}}
    for sides, claims in (((loud, loud), 2), ((loud, quiet), 1), ((quiet, quiet), 0)):
        found = talk(played(standoff(*sides, **(NEVER | {"channel": 0.0})), weeks=8))
        assert found.claims_last_week == claims


def test_before_its_day_nothing_is_posted_voided_or_mediated():
    late = {"since": dt.date(2025, 6, 2), "courts": ("USA",), "court": 10.0, "mediation": 10.0}
    model = played(standoff(**(NEVER | late)), weeks=8)
    assert model.gazette.statements == ()
    assert (decided(model), talk(model).mediated) == ([], False)


def test_a_script_begins_on_its_monday_and_holds_the_state_until_its_next_turn():
    turns = (
        {"date": dt.date(2025, 3, 10), "state": "escalation"},
        {"date": dt.date(2025, 4, 7), "state": "talks"},
    )
    gone = {week.monday: week.state for week in talk(played(standoff(**NEVER, script=turns), weeks=14)).weeks}
    assert gone[dt.date(2025, 3, 3)] == "stalemate"
    held = [state for monday, state in gone.items() if dt.date(2025, 3, 10) <= monday < dt.date(2025, 4, 7)]
    assert held == ["escalation"] * 4
    assert gone[dt.date(2025, 4, 7)] == "talks"
