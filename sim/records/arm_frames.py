"""The tables that exist for each arm of a run, flows apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
import polars as pl

from sim.economy.income import BENEFITS, LABOUR, REBATE
from sim.economy.prices import tariff_factor
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.records.extensive_frames import extensive_frame
from sim.records.household_frames import HOUSEHOLD_FRAMES
from sim.records.layout import Layout
from sim.records.move_frames import moves_frame
from sim.records.recorder import Recorder
from sim.records.routing_frames import ROUTING_FRAMES
from sim.world.world import Floats, World

LEAST_MOVED = 1e-6
"""Capacity that moves abroad is listed from this on, USD mn a week: a dollar. What is less is rounding."""


class ArmFrames:
    """Turns the observations of one arm into declared tables."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.layout = Layout(world)

    def frames(self, recorder: Recorder, arm: str) -> dict[str, pl.DataFrame]:
        """Return the tables that exist for each arm of a run, all but ``trade``."""
        return {name: self.frame(name, recorder, arm) for name in _FRAMES}

    def frame(self, name: str, recorder: Recorder, arm: str) -> pl.DataFrame:
        """Return one of these tables."""
        return _FRAMES[name](self, recorder, arm)

    def _inventories(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        goods = recorder.model.holding.goods
        base = (self.world.customs_value / WEEKS_PER_YEAR) @ goods
        origin, destination = np.nonzero((base > 0.0) & ~np.eye(len(base), dtype=bool))
        on_hand, in_transit, use = (
            np.stack(kept)[:, origin, destination].T
            for kept in (recorder.on_hand, recorder.in_transit, recorder.use)
        )
        return self.layout.frame(
            "inventories",
            recorder.weeks,
            arm,
            {"origin": origin, "destination": destination},
            {
                "on_hand": on_hand,
                "in_transit": in_transit,
                "use": use,
                "weeks_of_use": np.divide(on_hand, use, out=np.zeros_like(use), where=use > 0.0),
            },
        )

    def _prices(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        world = self.world
        price = np.stack(recorder.supplier_price)
        output = world.group_output / world.group_output.sum(axis=1, keepdims=True)
        return self.layout.frame(
            "prices",
            recorder.weeks,
            arm,
            {"economy": self.layout.economies},
            {
                "consumer_price": recorder.consumer_price.T,
                "import_price": np.stack(
                    [
                        self._import_price(*week)
                        for week in zip(price, recorder.charge, recorder.exporter_margin, strict=True)
                    ]
                ).T,
                "producer_price": (price * output).sum(axis=2).T,
                "wage": np.stack(recorder.wage).T,
            },
        )

    def _import_price(self, price: Floats, charge: Floats, margin: Floats) -> Floats:
        """(N,) mean landed price of goods from abroad with base spending as weights."""
        world = self.world
        weight = np.where(world.is_goods, world.expenditure, 0.0)
        weight[np.arange(len(weight)), np.arange(len(weight))] = 0.0
        landed = price[:, None, :] * np.exp(margin) * tariff_factor(charge, world.base_tariff)
        return np.asarray((weight * landed).sum(axis=(0, 2)) / weight.sum(axis=(0, 2)))

    def _retail_prices(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        economy, group = np.nonzero(self.world.taste > 0.0)
        return self.layout.frame(
            "retail_prices",
            recorder.weeks,
            arm,
            {"economy": economy, "group": group},
            {
                "retail_price": np.stack(recorder.retail_price)[:, economy, group].T,
                "landed_price": np.stack(recorder.landed_price)[:, economy, group].T,
            },
        )

    def _firms(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        base = self.world.group_output / WEEKS_PER_YEAR
        economy, group = np.nonzero(base > 0.0)
        sales = np.stack([week.sum(axis=1, dtype=np.float64) for week in recorder.shipped_value])
        sales = sales[:, economy, group].T
        price = np.stack(recorder.supplier_price)[:, economy, group].T
        sold = self._sold_at_list_prices(recorder)[:, economy, group].T
        capacity = np.stack(recorder.capacity)[:, economy, group].T
        return self.layout.frame(
            "firms",
            recorder.weeks,
            arm,
            {"economy": economy, "sector": group, "group": group},
            {
                "sales": sales,
                "output_index": sold / base[economy, group][:, None] / price,
                "price": price,
                "capacity": capacity,
                "utilisation": sold / price / capacity,
                "capacity_moved_in": np.stack(recorder.capacity_moved_in)[:, economy, group].T,
                "relationships": np.stack(recorder.relationships)[:, economy, group].T,
                "switches": np.stack(recorder.switches)[:, economy, group].T,
            },
        )

    def _sold_at_list_prices(self, recorder: Recorder) -> Floats:
        """(W, N, G) sales of each cell at list prices: exporters' margins taken out."""
        weeks = zip(recorder.shipped_value, recorder.exporter_margin, strict=True)
        return np.stack([(value.astype(np.float64) * np.exp(-margin)).sum(axis=1) for value, margin in weeks])

    def _moved_capacity(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        moved = recorder.capacity_moved
        origin, destination, group = np.nonzero(moved > LEAST_MOVED)
        return self.layout.frame(
            "moved_capacity",
            recorder.weeks[-1:],
            arm,
            {"origin": origin, "destination": destination, "sector": group, "group": group},
            {"capacity": moved[origin, destination, group][:, None]},
        )

    def _governments(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        revenue, goods_duty, goods_value = self._collected(recorder)
        governments, timeline = recorder.model.governments, recorder.model.gazette.timeline
        acting = [
            Counter(code for measure in timeline.in_force(week + dt.timedelta(6)) for code in measure.actors)
            for week in recorder.weeks
        ]
        return self.layout.frame(
            "governments",
            recorder.weeks,
            arm,
            {"economy": self.layout.economies},
            {
                "revenue": revenue.T,
                "average_tariff": _over(goods_duty, goods_value).T,
                "measures_in_force": np.array([[week[each.code] for week in acting] for each in governments]),
                "action": np.array(
                    [["; ".join(each.actions(week)) for week in recorder.weeks] for each in governments]
                ),
            },
        )

    def _collected(self, recorder: Recorder) -> tuple[Floats, Floats, Floats]:
        """(W, N) duty on all that an economy buys, duty on its goods from abroad and the value of those."""
        abroad = ~np.eye(len(self.world.economies), dtype=bool)[:, :, None] & self.world.is_goods
        found = np.empty((3, len(recorder.weeks), len(abroad)))
        weeks = zip(recorder.customs_value, recorder.effective_tariff, strict=True)
        for week, (value, tariff) in enumerate(weeks):
            duty = value * tariff
            for amount, sums in zip(
                (duty, duty * abroad, value.astype(np.float64) * abroad), found, strict=True
            ):
                sums[week] = amount.sum(axis=(0, 2))
        return found[0], found[1], found[2]

    def _welfare(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        income = np.stack(recorder.income)
        labour = income[:, :, LABOUR] + income[:, :, BENEFITS]
        return self.layout.frame(
            "welfare",
            recorder.weeks,
            arm,
            {"economy": self.layout.economies},
            {
                "real_consumption": recorder.real_consumption.T,
                "welfare": recorder.welfare.T,
                "gdp": (labour + income[:, :, REBATE]).T,
                "employment_gap": (np.stack(recorder.tightness) - 1.0).T,
            },
        )


def _over(part: Floats, whole: Floats) -> Floats:
    """Part over whole; not a number, which becomes an empty field, where there is nothing."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0.0)


_Make: TypeAlias = Callable[[ArmFrames, Recorder, str], pl.DataFrame]


def _with_layout(make: Callable[[Layout, Recorder, str], pl.DataFrame]) -> _Make:
    return lambda frames, recorder, arm: make(frames.layout, recorder, arm)


_FRAMES: Mapping[str, _Make] = {
    "inventories": ArmFrames._inventories,
    "prices": ArmFrames._prices,
    "retail_prices": ArmFrames._retail_prices,
    "firms": ArmFrames._firms,
    "moved_capacity": ArmFrames._moved_capacity,
    **{name: _with_layout(make) for name, make in HOUSEHOLD_FRAMES.items()},
    "governments": ArmFrames._governments,
    "welfare": ArmFrames._welfare,
    **{name: _with_layout(make) for name, make in ROUTING_FRAMES.items()},
    "extensive_margin": _with_layout(extensive_frame),
    "supplier_moves": _with_layout(moves_frame),
}
"""What makes each table, in the order in which they are declared."""

ARM_TABLES: tuple[str, ...] = tuple(_FRAMES)
"""Names of the tables that exist for each arm of a run, all but ``trade``."""
