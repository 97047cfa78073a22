"""Tables of routing: what is declared as another economy's, and trade by declared origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.records.layout import Layout, dates, declared
from sim.records.routes import Routes

if TYPE_CHECKING:
    from sim.records.recorder import Recorder
    from sim.world.world import Floats

SMALLEST_ROUTE = 0.01
"""Routes that never carry so much, USD mn a week, are left out of the table."""


def routed_between(routes: Routes, economies: int) -> Floats:
    """Return (N, N) how much more is declared as an origin's in a destination than is made there.

    Goods that are found out count as what they are.

    Parameters
    ----------
    routes : Routes
        Routes of a week.
    economies : int
        Number of economies.
    """
    hidden = (1.0 - routes.detected) * routes.value
    cells = economies * economies
    gained = np.bincount(routes.connector * economies + routes.destination, weights=hidden, minlength=cells)
    lost = np.bincount(routes.origin * economies + routes.destination, weights=hidden, minlength=cells)
    return np.asarray((gained - lost).reshape(economies, economies))


def _routing(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    behaviour = recorder.model.behaviour.routing
    names = tuple(field.name for field in fields(Routes))
    every = {name: np.concatenate([getattr(week, name) for week in recorder.routes]) for name in names}
    value, detected = every["value"], every["detected"]
    paid = detected * (every["own_rate"] + every["penalty"])
    paid = value * (paid + (1.0 - detected) * every["connector_rate"])
    sizes = [len(week.value) for week in recorder.routes]
    keys = ("origin", "connector", "destination", "group")
    frame = pl.DataFrame(
        {
            "arm": pl.repeat(arm, len(value), dtype=pl.Categorical, eager=True),
            **{name: layout.codes(name, every[name]) for name in keys},
            "week": np.repeat(dates(recorder.weeks), sizes),
            "value": value,
            "detected": detected * value,
            "duty_paid": paid,
            "duty_evaded": every["own_rate"] * value - paid,
            "fee": behaviour.fee * value,
        }
    )
    route = [every[name] for name in keys]
    order = np.lexsort((np.repeat(np.arange(len(sizes)), sizes), *reversed(route)))
    large = pl.col("value").max().over(keys) >= SMALLEST_ROUTE
    return declared("routing", frame[order].filter(large))


def _declared_trade(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    world = layout.world
    count = len(world.economies)
    true = np.stack(
        [(week * world.is_goods).sum(axis=2, dtype=np.float64) for week in recorder.customs_value]
    )
    hidden = np.stack([routed_between(week, count) for week in recorder.routes])
    trades = ((world.customs_value * world.is_goods).sum(axis=2) > 0.0) & ~np.eye(count, dtype=bool)
    origin, destination = np.nonzero(trades)
    return layout.frame(
        "declared_trade",
        recorder.weeks,
        arm,
        {"origin": origin, "destination": destination},
        {
            "true_value": true[:, origin, destination].T,
            "declared_value": (true + hidden)[:, origin, destination].T,
        },
    )


ROUTING_FRAMES: Mapping[str, Callable[[Layout, Recorder, str], pl.DataFrame]] = {
    "routing": _routing,
    "declared_trade": _declared_trade,
}
"""What makes each of the tables of an arm."""
