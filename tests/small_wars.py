"""Small simulations of made-up worlds, and whether two of them are the same to the bit."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass

import numpy as np
from factories import exemption, small_world, tariff
from hypothesis import strategies as st

from sim.economy.gazette import Gazette
from sim.economy.mean_field import mean_field_path
from sim.model.trade_war import TradeWar
from sim.scenario.measures import Embargo, ExportControl
from sim.scenario.schema import Scenario
from sim.world.population import synthesise_population

MONDAY = dt.date(2025, 1, 6)
WEEK = dt.timedelta(weeks=1)
SEEDS = st.integers(0, 10_000)
RATES = st.floats(0.0, 2.0)
HITS = st.sampled_from(
    [
        {},
        {"products": ("phones", "steel")},
        {"products": ("soybeans", "grains")},
        {"hs": ("8542", "7208")},
        {"lists": "chips"},
    ]
)
KINDS = st.sampled_from(["tariff", "tariff", "embargo", "control", "exemption"])
PAIRS = st.permutations(["USA", "CHN", "ROW"])


def question(*measures, weeks=8, start=MONDAY, seed=1, statements=(), **behaviour):
    """A scenario in which these measures are taken; its population is that of `small_war`."""
    return Scenario.model_validate(
        {
            "name": "made_up",
            "horizon": {"start": start, "weeks": weeks},
            "measures": tuple(measures),
            "statements": tuple(statements),
            "behaviour": behaviour,
            "ensemble": {"seed": seed},
        }
    )


def small_war(scenario, world=None, replication=1, threads=1, relationships=1500):
    """A simulation with fewer firms and relationships than a scenario may ask for: it takes milliseconds."""
    world = small_world() if world is None else world
    seed = scenario.ensemble.seed
    people = synthesise_population(world, 72, relationships, 18, seed, replication)
    return TradeWar(scenario, world, people, replication, threads)


def after(model, weeks):
    """The simulation some weeks later."""
    for _ in range(weeks):
        model.step()
    return model


def pools(scenario, world=None, weeks=None):
    """The mean-field path of a scenario, week by week."""
    world = small_world() if world is None else world
    gazette = Gazette.of(scenario, world)
    mondays = scenario.horizon.mondays()[:weeks]
    return list(
        mean_field_path(
            world,
            scenario.behaviour,
            scenario.world.deficits,
            [gazette.schedule.week(monday) for monday in mondays],
            outlooks=[gazette.foresight.outlook(monday) for monday in mondays],
            news=[gazette.newsroom.week(monday) for monday in mondays],
            barred=[gazette.bans.week(monday) for monday in mondays],
            checks=[gazette.checks.week(monday) for monday in mondays],
        )
    )


def figures(record, name=""):
    """Every array and number in a record and the records inside it, by name."""
    if is_dataclass(record):
        found = {}
        for field in fields(record):
            found |= figures(getattr(record, field.name), f"{name}.{field.name}" if name else field.name)
        return found
    if isinstance(record, tuple | list):
        found = {}
        for place, each in enumerate(record):
            found |= figures(each, f"{name}[{place}]")
        return found
    return {name: record}


def different(one, other, tolerance=0.0):
    """Names of the figures that differ: by more than a part of their largest, or of one, if one is given."""
    one, other = figures(one), figures(other)
    differing = list(one.keys() ^ other.keys())
    for name in one.keys() & other.keys():
        here, there = one[name], other[name]
        if here is None or there is None or isinstance(here, str):
            same = here == there
        elif np.shape(here) != np.shape(there):
            same = False
        elif tolerance == 0.0:
            same = np.array_equal(here, there)
        else:
            here, there = np.asarray(here, dtype=float), np.asarray(there, dtype=float)
            size = np.abs(here).max(initial=0.0)
            same = bool((np.abs(here - there) <= tolerance * max(size, 1.0)).all())
        if not same:
            differing.append(name)
    return sorted(differing)


@st.composite
def measures(draw, most=5, first=MONDAY, weeks=8):
    """Random acts on random days, the first a tariff: tariffs, bans of a part or all, exemptions from it.

    Some are announced before they start, some end.
    """
    acts = []
    for number in range(draw(st.integers(1, most))):
        importer, exporter, _ = draw(PAIRS)
        start = first + dt.timedelta(days=draw(st.integers(0, 7 * weeks - 1)))
        when = {"start": start.isoformat(), "importer": importer, "exporter": exporter, "id": f"act-{number}"}
        when["announced"] = (start - dt.timedelta(days=draw(st.integers(0, 21)))).isoformat()
        if draw(st.booleans()):
            when["end"] = (start + dt.timedelta(days=draw(st.integers(1, 28)))).isoformat()
        kind = draw(KINDS) if number else "tariff"
        part = {"coverage": draw(st.sampled_from([0.25, 0.5, 1.0])), **draw(HITS)}
        if kind == "tariff":
            acts.append(tariff(draw(RATES), authority=f"law-{number}", **when, **part))
        elif kind == "exemption":
            acts.append(exemption(authorities="law-0", **when, **part))
        else:
            dated = {
                key: dt.date.fromisoformat(when[key]) for key in ("start", "end", "announced") if key in when
            }
            acts.append({"embargo": Embargo, "control": ExportControl}[kind](**when | dated, **part))
    return tuple(acts)
