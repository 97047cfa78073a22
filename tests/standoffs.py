"""Small trade wars in which governments decide: scenarios on the small world, quick enough for many draws."""

from __future__ import annotations

import datetime as dt

from factories import small_world, tariff

from sim.agents.politics import staff_model
from sim.model.pooled_war import PooledWar
from sim.scenario.schema import Scenario

START = dt.date(2025, 1, 6)
SINCE = dt.date(2025, 2, 3)
WORLD = small_world()

EMBARGO = (
    tariff(1.25, start="2025-01-20", authority="war", id="us_war"),
    tariff(1.25, start="2025-01-22", authority="answer", id="cn_war", importer="CHN", exporter="USA"),
)


def scenario(measures=(), governments=None, negotiation=None, weeks=40, seed=1, **keys):
    """A scenario on the small world; a negotiation makes both sides negotiators unless told otherwise."""
    talks = () if negotiation is None else ({"between": ("USA", "CHN"), **negotiation},)
    return Scenario.model_validate(
        {
            "name": "test",
            "horizon": {"start": START, "weeks": weeks},
            "population": {"producers": 600, "relationships": 20_000, "distributors": 40},
            "measures": measures,
            "governments": governments or {},
            "negotiations": talks,
            "ensemble": {"seed": seed},
            **keys,
        }
    )


def negotiators(usa=None, china=None, **both):
    """Two governments that negotiate about what they levy in :data:`EMBARGO`."""
    shared = {"policy": "negotiator", "since": SINCE, "exemptions": {"how": "none"}, **both}
    return {
        "USA": {**shared, "authority": "war", **(usa or {})},
        "CHN": {**shared, "authority": "answer", **(china or {})},
    }


def standoff(usa=None, china=None, both=None, **negotiation):
    """Both at embargo level; China asks for full cancellation unless told otherwise."""
    asked = {"preconditions": {"USA": "mutual", "CHN": "full_cancellation"}, **negotiation}
    return scenario(EMBARGO, negotiators(usa, china, **(both or {})), asked)


def played(asked, draw=1, weeks=None, staff=None):
    """A war on the mean-field economy after some weeks, by default all of them."""
    model = PooledWar(asked, WORLD, draw, staff)
    for _ in range(asked.horizon.weeks if weeks is None else weeks):
        model.step()
    return model


def staff_of(asked):
    """The economists' model, to be shared by many draws."""
    return staff_model(asked, WORLD)


def decided(model):
    """Measures that no scenario scripted."""
    return [each for each in model.gazette.measures if each.source == "decided in the run"]
