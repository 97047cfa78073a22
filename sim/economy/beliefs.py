"""What buyers believe will become of tariffs: learnt from acts, and from words weighed by who speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.scenario.behaviour import BeliefBehaviour
    from sim.world.accounts import Accounts

Floats = NDArray[np.float64]
Direction: TypeAlias = Literal["escalate", "persist", "de_escalate"]

LEAST_MOVED = 1e-12
"""Mean log points by which a tariff must move for an act to be seen: less is rounding of the weights of its
goods, and would be remembered as a cut or a rise."""

HALF_AN_ACT = 0.5
"""An act that counts for this much makes a statement come true, or breaks it."""


@dataclass(frozen=True)
class Saying:
    """Words of a government about the tariff of one pair.

    Parameters
    ----------
    speaker, origin, destination : int
        Positions of the economy that speaks, of the exporter and of the importer.
    says : str
        ``escalate``, ``persist`` or ``de_escalate``.
    weeks : int
        Weeks since it was said.
    true : bool, optional
        Of words about talks: whether they were true. Others are judged by what tariffs do.
    """

    speaker: int
    origin: int
    destination: int
    says: Direction
    weeks: int = 0
    true: bool | None = None


@dataclass(frozen=True)
class News:
    """What a week brings to know of trade policy.

    Parameters
    ----------
    coming : (N, N, G) float
        Announced log change of landed prices against this week's, mean over the contract.
    revision : (N, N, G) float
        By how much the announced mean log tariff of the weeks ahead has moved since last week.
    said : tuple of Saying
        What governments said.
    """

    coming: Floats
    revision: Floats
    said: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Beliefs:
    """Evidence on the tariff regime of every pair, and on how far each government's word can be trusted.

    ``N`` economies, ``G`` product groups; pairs are origin, destination.

    Parameters
    ----------
    escalate, persist, de_escalate : (N, N) float
        Weeks remembered in which tariffs were raised, left alone, cut.
    risen : (N, N) float
        Sum of the rises remembered, mean log points over goods.
    kept, broken : (N,) float
        Statements of each government that came true, and that did not.
    open : tuple of Saying
        Statements that have not come true yet and still may.
    level : (N, N, G) float
        This week's log tariff factor.
    coming : (N, N, G) float
        As in :class:`News`.
    """

    escalate: Floats
    persist: Floats
    de_escalate: Floats
    risen: Floats
    kept: Floats
    broken: Floats
    open: tuple[Saying, ...]
    level: Floats
    coming: Floats


def beliefs_at_rest(accounts: Accounts, rules: BeliefBehaviour) -> Beliefs:
    """Return what is believed where no tariff has moved for ever: it persists."""
    pairs = (len(accounts.economies),) * 2
    return Beliefs(
        escalate=np.zeros(pairs),
        persist=np.full(pairs, 1.0 / (1.0 - remembered(rules))),
        de_escalate=np.zeros(pairs),
        risen=np.zeros(pairs),
        kept=np.zeros(pairs[0]),
        broken=np.zeros(pairs[0]),
        open=(),
        level=np.zeros_like(accounts.base_tariff),
        coming=np.zeros_like(accounts.base_tariff),
    )


def remembered(rules: BeliefBehaviour) -> float:
    """Share of the evidence that is left after a week."""
    return float(0.5 ** (1.0 / rules.half_life))


def unannounced(beliefs: Beliefs, level: Floats) -> News:
    """Return the news where tariffs come without announcement and are taken to stay.

    Parameters
    ----------
    beliefs : Beliefs
        Beliefs of last week.
    level : (N, N, G) float
        This week's log tariff factor, equation (1).
    """
    return News(np.zeros_like(level), level - beliefs.level)


def updated(before: Beliefs, news: News, level: Floats, weight: Floats, rules: BeliefBehaviour) -> Beliefs:
    """Return the beliefs after a week; as they were where nobody holds any.

    Equation (2): old evidence fades, the week adds one to the counts of what was done, and
    every statement adds its weight times the credibility of the speaker to the count of what was said. A
    rise of the pair's mean tariff by less than ``full_act`` counts in part, as does a cut; the rest of
    the week was quiet.

    Parameters
    ----------
    before : Beliefs
        Beliefs of last week.
    news : News
        Acts and statements of the week.
    level : (N, N, G) float
        This week's log tariff factor, equation (1).
    weight : (N, N, G) float
        Weights of goods within a pair, sum to one.
    rules : BeliefBehaviour
        The scenario's parameters.
    """
    if not rules.on:
        return before
    moved = (news.revision * weight).sum(axis=2)
    moved[np.abs(moved) < LEAST_MOVED] = 0.0
    up = np.clip(moved / rules.full_act, 0.0, 1.0)
    down = np.clip(-moved / rules.full_act, 0.0, 1.0)
    keep = remembered(rules)
    counts = {
        "escalate": keep * before.escalate + up,
        "persist": keep * before.persist + (1.0 - up - down),
        "de_escalate": keep * before.de_escalate + down,
    }
    risen = keep * before.risen + np.maximum(moved, 0.0)
    kept, broken, waiting = _judged(before, up >= HALF_AN_ACT, down >= HALF_AN_ACT, rules)
    trust = credibility(kept, broken)
    for each in news.said:
        pair = each.origin, each.destination
        heard = rules.statement_weight * trust[each.speaker]
        if each.says == "escalate":
            known = counts["escalate"][pair]
            risen[pair] += heard * (risen[pair] / known if known > 0.0 else rules.threatened_rise)
        counts[each.says][pair] += heard
    return Beliefs(
        **counts,
        risen=risen,
        kept=kept,
        broken=broken,
        open=(*waiting, *news.said),
        level=level,
        coming=news.coming,
    )


def credibility(kept: Floats, broken: Floats) -> Floats:
    """Return (N,) the probability that a government's word comes true.

    Equation (3): ``(1 + kept) / (2 + kept + broken)``, the mean of a Beta distribution that
    is flat before anything was said.

    Parameters
    ----------
    kept, broken : (N,) float
        Statements that came true and that did not.
    """
    return np.asarray((1.0 + kept) / (2.0 + kept + broken))


def _judged(
    before: Beliefs, up: NDArray[np.bool_], down: NDArray[np.bool_], rules: BeliefBehaviour
) -> tuple[Floats, Floats, tuple[Saying, ...]]:
    """Statements kept and broken by now, and those that may still come true.

    A word comes true with an act in its direction within the window, and is broken by an act in
    the other direction or when the window closes; ``persist`` is kept when it closes without any act.
    What was said about talks is kept or broken when the truth comes out.
    """
    kept, broken = before.kept.copy(), before.broken.copy()
    waiting = []
    for each in before.open:
        pair = each.origin, each.destination
        if each.true is not None:
            if each.weeks + 1 < rules.revealed_weeks:
                waiting.append(_older(each))
            elif each.true:
                kept[each.speaker] += 1.0
            else:
                broken[each.speaker] += 1.0
            continue
        over = each.weeks + 1 >= rules.credibility_weeks
        acts = {"escalate": up[pair], "persist": False, "de_escalate": down[pair]}
        if acts[each.says]:
            kept[each.speaker] += 1.0
        elif up[pair] or down[pair]:
            broken[each.speaker] += 1.0
        elif over:
            (kept if each.says == "persist" else broken)[each.speaker] += 1.0
        else:
            waiting.append(_older(each))
    return kept, broken, tuple(waiting)


def _older(saying: Saying) -> Saying:
    return replace(saying, weeks=saying.weeks + 1)
