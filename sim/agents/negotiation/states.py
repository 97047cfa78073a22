"""The state machine of two governments as data: which state leads where, at what rate, with what effect.

docs/governments.md draws it (:mod:`sim.agents.negotiation.drawing`), :mod:`sim.agents.negotiation.machine`
runs it.
"""

from __future__ import annotations

from functools import partial

from sim.agents.negotiation.moves import (
    agree_truce,
    begin_crisis,
    drops,
    follow,
    go_on,
    lapse,
    obeys,
    renew,
    settle,
    snap_back,
    take_back,
)
from sim.agents.negotiation.rates import (
    agrees,
    both_stopped,
    breaks,
    broken_promise,
    calm,
    embargo,
    followed,
    meets,
    opens,
    raised,
    runs_out,
    settles,
    summit,
    yields,
)
from sim.agents.negotiation.transition import Transition
from sim.scenario.negotiations import STATES, StandoffState

TRANSITIONS: tuple[Transition, ...] = (
    Transition("peace", "escalation", "a tariff is raised", raised, "at once", "by definition"),
    Transition(
        "escalation",
        "embargo",
        "both rates reach embargo level",
        embargo,
        "at once, both rates at `embargo_rate`",
        "data: 125 and 125 points on 11 April 2025",
    ),
    Transition(
        "escalation",
        "stalemate",
        "no rise for some weeks",
        calm,
        "at once after `calm_weeks`",
        "assumed",
    ),
    Transition(
        "embargo",
        "stalemate",
        "both stop raising",
        both_stopped,
        "at once after a week without a rise",
        'data: 11 April 2025, "will ignore further rises"',
    ),
    Transition("stalemate", "escalation", "a tariff is raised", raised, "at once", "by definition"),
    Transition(
        "stalemate",
        "back_channel",
        "officials open a channel",
        opens,
        "(95) channel x s_i x s_j",
        "one case: first contacts two to three weeks after the embargo",
    ),
    *(
        Transition(
            state,
            state,
            f"{who} drops its precondition",
            partial(yields, who=rank, how="drops"),
            "(93) c / (V + phi k A)",
            "one case: the spell of 33 days; direction Fearon (1994)",
            drops,
            rank,
        )
        for state in ("stalemate", "back_channel")
        for rank, who in enumerate(("first", "second"))
    ),
    *(
        Transition(
            state,
            "cancelled",
            f"{who} cancels its tariffs first",
            partial(yields, who=rank, how="obeys"),
            "(93) c / (V + phi k A)",
            "assumed: nobody has done it",
            obeys,
            rank,
        )
        for state in ("stalemate", "back_channel")
        for rank, who in enumerate(("first", "second"))
    ),
    Transition(
        "back_channel",
        "talks",
        "ministers meet",
        meets,
        "`meeting`, once prepared and both preconditions allow it",
        "one case: Geneva, 10 May 2025",
    ),
    Transition(
        "back_channel",
        "stalemate",
        "the channel breaks",
        breaks,
        "(99) breakdown + leak x claims",
        "assumed",
    ),
    Transition(
        "talks",
        "truce",
        "a truce is agreed",
        agrees,
        "(98) 4 x truce x c_i x c_j",
        "one case: two days in Geneva",
        agree_truce,
    ),
    Transition(
        "talks",
        "stalemate",
        "talks break down",
        lambda talk: talk.settings.breakdown,
        "`breakdown`",
        "assumed; May 2019",
    ),
    Transition(
        "truce",
        "summit",
        "leaders meet, prepared by officials",
        summit,
        "`summit`, once prepared for `summit_preparation` weeks",
        "one case: Busan, 30 October 2025",
    ),
    Transition(
        "truce",
        "crisis",
        "export controls, lists of firms",
        lambda talk: talk.settings.relapse,
        "`relapse`",
        "one case: 9 October 2025, 150 days after the truce",
        begin_crisis,
    ),
    Transition(
        "truce",
        "truce",
        "renewed in its last week",
        lambda talk: talk.expiring(renewed=True),
        "(101), decided in the last week",
        "two cases: 11 August 2025, 30 October 2025",
        renew,
    ),
    Transition(
        "truce",
        "escalation",
        "it runs out, tariffs snap back",
        lambda talk: talk.expiring(renewed=False),
        "one less (101)",
        "assumed; May 2019 in part",
        lapse,
    ),
    Transition(
        "crisis",
        "summit",
        "leaders meet to end the crisis",
        lambda talk: talk.settings.summit_in_crisis,
        "`summit_in_crisis`",
        "one case: 20 days in October 2025",
    ),
    Transition(
        "crisis",
        "escalation",
        "the truce runs out in the crisis",
        runs_out,
        "within its last week",
        "by definition",
        lapse,
    ),
    Transition(
        "crisis",
        "escalation",
        "tariffs snap back",
        lambda talk: talk.settings.crisis,
        "`crisis`",
        "assumed",
        snap_back,
    ),
    Transition(
        "summit",
        "deal",
        "leaders settle",
        partial(settles, settles=True),
        "`deal`, within the week",
        "assumed",
        settle,
    ),
    Transition(
        "summit",
        "truce",
        "leaders part, the truce goes on",
        partial(settles, settles=False),
        "1 - `deal`, within the week",
        "two cases: December 2018, June 2019",
        go_on,
    ),
    Transition(
        "deal",
        "crisis",
        "what was promised is not done",
        broken_promise,
        "(100) breach x (1 - compliance)",
        "compliance 0.58 in phase one, Bown (2022); the rate is assumed",
        begin_crisis,
    ),
    Transition(
        "cancelled",
        "deal",
        "the other follows",
        partial(followed, follows=True),
        "`reciprocity`, after `follow_weeks`",
        "assumed: nobody has tried",
        follow,
    ),
    Transition(
        "cancelled",
        "stalemate",
        "the other does not, tariffs come back",
        partial(followed, follows=False),
        "1 - `reciprocity`, after `follow_weeks`",
        "assumed: nobody has tried",
        take_back,
    ),
)
"""Every way from one state to another, in the order in which they are drawn."""

_BY_SOURCE = {state: tuple(each for each in TRANSITIONS if each.source == state) for state in STATES}


def ways_from(state: StandoffState) -> tuple[Transition, ...]:
    """Return the transitions that leave a state."""
    return _BY_SOURCE[state]
