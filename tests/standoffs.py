"""Small trade wars in which governments decide: scenarios on the small world, quick enough for many draws."""

from __future__ import annotations

import datetime as dt

import numpy as np
from factories import small_world, tariff

from sim.agents.politics import staff_model
from sim.model.bargains import play
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


NEVER = {"relapse": 0.0, "summit": 0.0, "breach": 0.0, "breakdown": 0.0, "leak": 0.0, "mediation": 0.0}
AT_ONCE = {"channel": 1e1, "meeting": 1e1, "truce": 1e1, "preparation": 0, "willingness_scale": 0.01, **NEVER}
DRAWS = range(1, 31)


def talk(model):
    return model.politics.negotiations[0]


def states(model):
    return [week.state for week in talk(model).weeks]


def first_week(model, state):
    return next((week for week in talk(model).weeks if week.state == state), None)


def weeks_to_truce(asked, draws=DRAWS):
    """Weeks until the first truce in every draw; all of them where there is none."""
    weeks = (each.weeks_to_truce for each in endings(asked, draws))
    return np.array([asked.horizon.weeks if week is None else week for week in weeks])


def endings(asked, draws=DRAWS):
    """How every draw ended."""
    staff = staff_of(asked)
    return [play(asked, WORLD, draw, staff)[0] for draw in draws]
