"""Uncertain figures of a replication: each drawn from its own stream, from what is believed of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from sim.ensemble.jobs import Value
from sim.records.assumptions import value_in
from sim.scenario.governments import SCRIPTED
from sim.scenario.parameters import Prior
from sim.scenario.schema import Scenario
from sim.scenario.uncertain import EVERY_FIGURE, is_named, uncertain
from sim.world.streams import random_stream

SET = "world.elasticities.set"
_BITS_OF_SEED = 53


def drawn_values(scenario: Scenario, replication: int, held: Collection[str] = ()) -> Mapping[str, Value]:
    """Return what a replication draws, by dotted place in the scenario; nothing where nothing is asked for.

    Every figure has a random stream of its own name: which others are drawn, how many replications there
    are and what the firms draw changes nothing of it.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario; its ``ensemble`` says what is drawn.
    replication : int
        Number of the replication, from 1.
    held : collection of str
        Places that keep the scenario's value whatever it asks for, such as those that a sweep varies.
    """
    asked, seed = scenario.ensemble, scenario.ensemble.seed
    values: dict[str, Value] = {
        name: prior.quantile(_chance(seed, name, replication))
        for name, prior in _priors(scenario).items()
        if name not in held
    }
    if asked.elasticities and SET not in held:
        place = int(_chance(seed, SET, replication) * len(asked.elasticities))
        values[SET] = asked.elasticities[place]
    return values


def drawn_scenario(scenario: Scenario, replication: int, held: Collection[str] = ()) -> Scenario:
    """Return the scenario of a replication: its figures drawn, and nothing left to draw but chance.

    Parameters
    ----------
    scenario, replication, held
        As for ``drawn_values``.

    Returns
    -------
    Scenario
        The same object where nothing is asked for.
    """
    if not scenario.ensemble.asks_for_draws:
        return scenario
    drawn = with_values(scenario, drawn_values(scenario, replication, held))
    chance = {"parameters": (), "elasticities": ()}
    return drawn.model_copy(update={"ensemble": drawn.ensemble.model_copy(update=chance)})


def case_seed(seed: int, case: int) -> int:
    """Return the seed of a case of a sweep whose cases have draws of chance of their own.

    Spawned from the scenario's: the same case has the same seed however many cases there are, and no two
    cases share one (53 bits, which a table of floats holds exactly).

    Parameters
    ----------
    seed : int
        Seed of the scenario.
    case : int
        Number of the case, from 1.
    """
    return int(random_stream(seed, "case", case).integers(2**_BITS_OF_SEED))


def with_values(scenario: Scenario, values: Mapping[str, Value]) -> Scenario:
    """Return the scenario with other values at dotted places, all of which exist.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    values : mapping of str to float or str
        Values within their bounds; they are not checked.
    """
    changed = _changed(scenario, {tuple(name.split(".")): value for name, value in values.items()})
    assert isinstance(changed, Scenario)
    return changed


def _priors(scenario: Scenario) -> dict[str, Prior]:
    """Prior of every figure that is drawn."""
    words = scenario.ensemble.parameters
    if not words:
        return {}
    policies = {code: each.policy for code, each in scenario.governments.items() if each.policy != SCRIPTED}
    off = [name for name, on in scenario.behaviour.switches.items() if not on]
    found = {}
    for name, record in uncertain(policies, len(scenario.negotiations), off).items():
        by_default = EVERY_FIGURE in words and value_in(scenario, name) == record.default
        if record.prior is not None and (by_default or is_named(name, words)):
            found[name] = record.prior
    return found


def _chance(seed: int, name: str, replication: int) -> float:
    return float(random_stream(seed, f"prior {name}", replication).random())


def _changed(old: Any, values: Mapping[tuple[str, ...], Value]) -> Any:
    """Copy of a part of a scenario with values at places within it."""
    if () in values:
        return values[()]
    inner: dict[str, dict[tuple[str, ...], Value]] = {}
    for route, value in values.items():
        inner.setdefault(route[0], {})[route[1:]] = value
    if isinstance(old, BaseModel):
        return old.model_copy(
            update={key: _changed(getattr(old, key), below) for key, below in inner.items()}
        )
    if isinstance(old, Mapping):
        return {**old, **{key: _changed(old[key], below) for key, below in inner.items()}}
    assert isinstance(old, Sequence)
    return tuple(
        _changed(each, inner[str(place)]) if str(place) in inner else each for place, each in enumerate(old)
    )
