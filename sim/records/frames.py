"""From observations to the declared tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.economy.equilibrium import Equilibrium
from sim.economy.prices import tariff_factor
from sim.model.state import WEEKS_PER_YEAR
from sim.records.recorder import Recorder
from sim.records.tables import TABLES
from sim.scenario.timeline import Timeline
from sim.world.world import Floats, Integers, World


class FrameMaker:
    """Turns arrays of a world's shape into declared tables, keys first, sorted by key."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sector = [world.sectors[place] for place in world.sector_of_group]

    def arm_frames(self, recorder: Recorder, arm: str) -> dict[str, pl.DataFrame]:
        """Return the tables that exist for each arm of a run."""
        return {
            "trade": self._trade(recorder, arm),
            "prices": self._prices(recorder, arm),
            "retail_prices": self._retail_prices(recorder, arm),
            "firms": self._firms(recorder, arm),
            "households": self._households(recorder, arm),
            "governments": self._governments(recorder, arm),
            "welfare": self._welfare(recorder, arm),
        }

    def _trade(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        base = self.world.customs_value / WEEKS_PER_YEAR
        origin, destination, group = np.nonzero(base > 0.0)
        place = (slice(None), origin, destination, group)
        value = np.stack(recorder.customs_value)[place].T.astype(np.float64)
        price = np.stack(recorder.supplier_price)[:, origin, group].T
        tariff = np.stack([week[place[1:]] for week in recorder.tariff]).T
        return self._frame(
            "trade",
            recorder,
            arm,
            {"origin": origin, "destination": destination, "sector": group, "group": group},
            {
                "customs_value": value,
                "quantity_index": value / base[place[1:]][:, None] / price,
                "duty": value * tariff,
            },
        )

    def _prices(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        world = self.world
        price = np.stack(recorder.supplier_price)
        output = world.group_output / world.group_output.sum(axis=1, keepdims=True)
        return self._frame(
            "prices",
            recorder,
            arm,
            {"economy": self._economies},
            {
                "consumer_price": recorder.consumer_price.T,
                "import_price": np.stack([self._import_price(*week) for week in zip(price, recorder.tariff, strict=True)]).T,
                "producer_price": (price * output).sum(axis=2).T,
                "wage": np.stack(recorder.wage).T,
            },
        )

    def _import_price(self, price: Floats, tariff: Floats) -> Floats:
        """(N,) mean landed price of goods from abroad with base spending as weights."""
        world = self.world
        weight = np.where(world.is_goods, world.expenditure, 0.0)
        weight[np.arange(len(weight)), np.arange(len(weight))] = 0.0
        landed = price[:, None, :] * tariff_factor(tariff, world.base_tariff)
        return np.asarray((weight * landed).sum(axis=(0, 2)) / weight.sum(axis=(0, 2)))

    def _retail_prices(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        economy, group = np.nonzero(recorder.taste > 0.0)
        return self._frame(
            "retail_prices",
            recorder,
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
        sales = np.stack([week.sum(axis=1, dtype=np.float64) for week in recorder.customs_value])
        sales = sales[:, economy, group].T
        price = np.stack(recorder.supplier_price)[:, economy, group].T
        return self._frame(
            "firms",
            recorder,
            arm,
            {"economy": economy, "sector": group, "group": group},
            {
                "sales": sales,
                "output_index": sales / base[economy, group][:, None] / price,
                "price": price,
                "relationships": np.stack(recorder.relationships)[:, economy, group].T,
                "switches": np.stack(recorder.switches)[:, economy, group].T,
            },
        )

    def _households(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        income = np.stack(recorder.income)
        return self._frame(
            "households",
            recorder,
            arm,
            {"economy": self._economies},
            {
                "labour_income": income[:, :, 0].T,
                "rebate": income[:, :, 1].T,
                "dividends": income[:, :, 2].T,
                "transfer": income[:, :, 3].T,
                "spending": income.sum(axis=2).T,
            },
        )

    def _governments(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        value = np.stack(recorder.customs_value).astype(np.float64)
        duty = value * np.stack(recorder.tariff)
        abroad = ~np.eye(value.shape[1], dtype=bool)[None, :, :, None] & self.world.is_goods
        governments = recorder.model.governments
        return self._frame(
            "governments",
            recorder,
            arm,
            {"economy": self._economies},
            {
                "revenue": duty.sum(axis=(1, 3)).T,
                "average_tariff": ((duty * abroad).sum(axis=(1, 3)) / (value * abroad).sum(axis=(1, 3))).T,
                "measures_in_force": np.array(
                    [[len(each.in_force(week + dt.timedelta(6))) for week in recorder.weeks] for each in governments]
                ),
                "action": np.array(
                    [["; ".join(each.actions(week)) for week in recorder.weeks] for each in governments]
                ),
            },
        )

    def _welfare(self, recorder: Recorder, arm: str) -> pl.DataFrame:
        income = np.stack(recorder.income)
        labour = income[:, :, 0]
        return self._frame(
            "welfare",
            recorder,
            arm,
            {"economy": self._economies},
            {
                "real_consumption": recorder.real_consumption.T,
                "welfare": recorder.welfare.T,
                "gdp": (labour + income[:, :, 1]).T,
                "employment_gap": (np.stack(recorder.labour_bill) / labour - 1.0).T,
            },
        )

    def tariffs(self, recorder: Recorder) -> pl.DataFrame:
        """Return average tariffs on goods by pair and week."""
        world = self.world
        weight = np.where(world.is_goods, world.customs_value, 0.0)
        total = weight.sum(axis=2)
        trades = (total > 0.0) & ~np.eye(len(total), dtype=bool)
        importer, exporter = np.nonzero(trades.T)
        place = (exporter, importer)
        fixed = np.stack([(weight * week).sum(axis=2)[place] / total[place] for week in recorder.tariff])
        value = np.stack(recorder.customs_value).astype(np.float64) * world.is_goods
        duty = (value * np.stack(recorder.tariff)).sum(axis=3)[:, exporter, importer]
        flow = value.sum(axis=3)[:, exporter, importer]
        base = (weight * world.base_tariff).sum(axis=2)[place] / total[place]
        return self._frame(
            "tariffs",
            recorder,
            None,
            {"importer": importer, "exporter": exporter},
            {
                "rate_fixed_weights": fixed.T,
                "rate_current_weights": (duty / np.where(flow > 0.0, flow, 1.0)).T,
                "base_rate": np.repeat(base[:, None], len(recorder.weeks), axis=1),
            },
        )

    def tariff_lines(self, recorder: Recorder) -> pl.DataFrame:
        """Return rates by product group in the weeks in which a pair's rates change."""
        world = self.world
        before = [world.base_tariff, *recorder.tariff[:-1]]
        rows: list[tuple[Integers, Integers, Integers, int, Floats]] = []
        for week, (old, new) in enumerate(zip(before, recorder.tariff, strict=True)):
            if old is new:
                continue
            changed = np.any(old != new, axis=2)[:, :, None] & (world.customs_value > 0.0)
            origin, destination, group = np.nonzero(changed)
            rows.append((destination, origin, group, week, new[origin, destination, group]))
        lengths = [len(row[0]) for row in rows]
        weeks = np.repeat([row[3] for row in rows], lengths).astype(np.int64)
        keys = {name: _joined([row[place] for row in rows]) for place, name in enumerate(("importer", "exporter", "group"))}
        frame = pl.DataFrame(
            {
                **{name: self._codes(name, positions) for name, positions in keys.items()},
                "week": _dates(recorder.weeks)[weeks],
                "rate": np.concatenate([row[4] for row in rows]) if rows else np.empty(0),
            },
            schema_overrides={"week": pl.Date},
        )
        order = np.lexsort((weeks, keys["group"], keys["exporter"], keys["importer"]))
        return _declared("tariff_lines", frame[order])

    def benchmark_welfare(self, long_run: Equilibrium) -> pl.DataFrame:
        """Return the frictionless long run by economy."""
        frame = pl.DataFrame(
            {
                "economy": self._codes("economy", self._economies),
                "welfare": long_run.welfare,
                "wage": long_run.wage,
                "consumer_price": long_run.consumer_price,
            }
        )
        return _declared("benchmark_welfare", frame)

    def benchmark_trade(self, long_run: Equilibrium) -> pl.DataFrame:
        """Return the flows of the frictionless long run."""
        base = self.world.customs_value / WEEKS_PER_YEAR
        origin, destination, group = np.nonzero(base > 0.0)
        keys = {"origin": origin, "destination": destination, "sector": group, "group": group}
        frame = pl.DataFrame(
            {
                **{name: self._codes(name, positions) for name, positions in keys.items()},
                "base_value": base[origin, destination, group],
                "customs_value": long_run.customs_value[origin, destination, group] / WEEKS_PER_YEAR,
            }
        )
        return _declared("benchmark_trade", frame)

    @property
    def _economies(self) -> Integers:
        return np.arange(len(self.world.economies))

    def _codes(self, name: str, positions: Integers) -> pl.Series:
        """Codes of a key column; the sector is that of the product group at the position."""
        world = self.world
        names = {"group": world.groups, "sector": self._sector}.get(name, world.economies)
        return pl.Series(name, np.asarray(names, dtype=object)[positions].tolist(), dtype=pl.Categorical)

    def _frame(
        self,
        table: str,
        recorder: Recorder,
        arm: str | None,
        keys: dict[str, Integers],
        values: dict[str, NDArray[Any]],
    ) -> pl.DataFrame:
        """Lay out values of shape (keys, weeks) as rows, weeks within keys."""
        rows = len(next(iter(keys.values())))
        weeks = len(recorder.weeks)
        columns: dict[str, Any] = {}
        if arm is not None:
            columns["arm"] = pl.repeat(arm, rows * weeks, dtype=pl.Categorical, eager=True)
        repeat = np.repeat(np.arange(rows), weeks)
        for name, positions in keys.items():
            columns[name] = self._codes(name, positions).gather(repeat)
        columns["week"] = pl.Series(np.tile(_dates(recorder.weeks), rows))
        for name, value in values.items():
            columns[name] = pl.Series(name, np.ascontiguousarray(value).ravel())
        return _declared(table, pl.DataFrame(columns))


def events_frame(timeline: Timeline, first: dt.date, last: dt.date) -> pl.DataFrame:
    """Return the dated acts of policy that matter to a horizon, oldest first."""
    rows = [
        {
            "date": event.date,
            "week": event.date - dt.timedelta(event.date.weekday()),
            "event": event.kind,
            "measure": event.measure.id,
            "kind": event.measure.kind,
            "importer": ", ".join(event.measure.importer),
            "exporter": event.exporters,
            "title": event.measure.title or event.measure.one_line,
            "source": event.measure.source or "",
        }
        for event in timeline.events
        if first <= event.date <= last
    ]
    return pl.DataFrame(rows, schema=TABLES["events"].schema)


def _declared(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    schema = TABLES[table].schema
    return frame.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _dates(weeks: Sequence[dt.date]) -> NDArray[np.datetime64]:
    return np.array(weeks, dtype="datetime64[D]")


def _joined(parts: Sequence[Integers]) -> Integers:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
