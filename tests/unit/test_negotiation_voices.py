"""What two governments say in public: whose draw decides, whether it is true, what each hears at home."""

import datetime as dt

import pytest
from standoffs import played, standoff, talk

from sim.agents.negotiation.voices import posted, silent, spoken
from sim.economy.pressure import audience_after

MONDAY = dt.date(2025, 3, 3)
TUESDAY = MONDAY + dt.timedelta(days=1)
NEVER, HALF, ALWAYS = 100.0, 0.0, -100.0
"""Thresholds of words that nobody, half and everybody passes who feels neither pressure nor audience."""


def sides(claims, denies, **negotiation):
    each = [
        {"politics": {"claim_at": claim, "deny_at": deny}} for claim, deny in zip(claims, denies, strict=True)
    ]
    return talk(played(standoff(*each, **negotiation), weeks=0)).sides


@pytest.mark.parametrize(
    ("draws", "said"),
    [((0.4, 0.6, 0.6, 0.4), ("claims", "")), ((0.6, 0.4, 0.4, 0.6), ("", "claims"))],
)
def test_each_claims_by_the_first_of_its_own_two_draws(draws, said):
    both = sides((HALF, HALF), (NEVER, NEVER))
    spoken(both, MONDAY, True, draws)
    assert tuple(side.said for side in both) == said


@pytest.mark.parametrize(
    ("draws", "said"),
    [((0.6, 0.4, 0.4, 0.6), ("denies", "")), ((0.4, 0.6, 0.6, 0.4), ("", "denies"))],
)
def test_each_denies_by_the_second_of_its_own_two_draws(draws, said):
    both = sides((NEVER, NEVER), (HALF, HALF))
    spoken(both, MONDAY, False, draws)
    assert tuple(side.said for side in both) == said


@pytest.mark.parametrize("talking", [True, False])
def test_a_claim_is_true_while_there_are_talks_and_a_denial_while_there_are_none(talking):
    claim, denial = spoken(sides((ALWAYS, NEVER), (NEVER, ALWAYS)), MONDAY, talking, [0.5] * 4)
    assert (claim.speaker, claim.says, claim.true) == ("USA", "de_escalate", talking)
    assert (denial.speaker, denial.says, denial.true) == ("CHN", "persist", not talking)
    assert (claim.about, claim.date, denial.date) == ("talks", TUESDAY, TUESDAY)
    assert [each.id for each in (claim, denial)] == ["usa_talks_2025-03-03", "chn_talks_2025-03-03"]


@pytest.mark.parametrize(
    ("claims", "denies", "exposed"),
    [
        ((ALWAYS, NEVER), (NEVER, NEVER), (False, True)),
        ((ALWAYS, NEVER), (NEVER, ALWAYS), (False, False)),
        ((ALWAYS, ALWAYS), (NEVER, NEVER), (True, True)),
        ((NEVER, NEVER), (NEVER, ALWAYS), (False, False)),
        ((NEVER, NEVER), (NEVER, NEVER), (False, False)),
    ],
    ids=["claimed of it", "it denies", "both claim", "nobody claims", "silence"],
)
def test_who_lets_the_others_claim_stand_hears_of_it_at_home(claims, denies, exposed):
    both = sides(claims, denies)
    spoken(both, MONDAY, True, [0.5] * 4)
    assert tuple(side.office.audience > 0.0 for side in both) == exposed


def test_demands_are_posted_once_and_audiences_take_note():
    asked = {"preconditions": {"USA": "mutual", "CHN": "full_cancellation"}}
    both = sides((NEVER, NEVER), (NEVER, NEVER), **asked)
    said = posted(both, MONDAY)
    assert [(each.id, each.says, each.about, each.true, each.date) for each in said] == [
        ("usa_precondition_2025-03-03", "de_escalate", "tariffs", None, TUESDAY),
        ("chn_precondition_2025-03-03", "persist", "tariffs", None, TUESDAY),
    ]
    heard = [side.office.audience for side in both]
    exposed = sides((ALWAYS, ALWAYS), (NEVER, NEVER))
    spoken(exposed, MONDAY, True, [0.5] * 4)
    assert min(heard) > max(side.office.audience for side in exposed)
    assert heard == [audience_after(0.0, 0.0, True, False, side.politics) for side in both]
    assert posted(both, MONDAY + dt.timedelta(weeks=1)) == []
    assert [side.office.audience for side in both] == heard


def test_who_asks_for_nothing_posts_nothing_and_who_is_not_asked_is_silent():
    both = sides((ALWAYS, ALWAYS), (NEVER, NEVER), preconditions={})
    assert posted(both, MONDAY) == []
    spoken(both, MONDAY, True, [0.5] * 4)
    assert silent(both) == []
    assert [side.said for side in both] == ["", ""]


@pytest.mark.parametrize(
    ("claim_at", "deny_at", "said"),
    [(-5.0, 0.0, "claims"), (0.0, -5.0, "denies"), (0.0, 0.0, "denies")],
    ids=["claim", "denial", "as much"],
)
def test_who_could_do_both_does_what_weighs_more(claim_at, deny_at, said):
    both = sides((claim_at, NEVER), (deny_at, NEVER))
    spoken(both, MONDAY, True, [0.0] * 4)
    assert both[0].said == said


@pytest.mark.parametrize(("talking", "said"), [(True, ("claims", "", "")), (False, ("", "denies", ""))])
def test_who_is_honest_says_what_is_true_or_nothing(talking, said):
    found = []
    for claims, denies in ((ALWAYS, NEVER), (NEVER, ALWAYS), (NEVER, NEVER)):
        politics = {"politics": {"claim_at": claims, "deny_at": denies, "speech": "honest"}}
        both = talk(played(standoff(politics), weeks=0)).sides
        spoken(both, MONDAY, talking, [0.5] * 4)
        found.append(both[0].said)
    assert tuple(found) == said
