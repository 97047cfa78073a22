"""A replay and the records beside it, read from the tables of a run."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sim.metrics.axes import Axes, Floats, positions
from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.weekly import CHINA, UNITED_STATES, VIETNAM, WEEKS, Replay
from sim.records.reading import Run
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM

_MONTHS = "month"


def read_recorded(run: Run, axes: Axes) -> Recorded | None:
    """Read what was recorded; nothing for a run that does not replay history."""
    frame = run.tables["recorded"].collect()
    if not frame.height:
        return None
    months = frame[_MONTHS].unique().sort()
    place = (frame[_MONTHS].rank("dense").to_numpy() - 1, positions(frame["economy"], axes.economies))
    arrays = {}
    for name in ("imports", "exports", "duties"):
        arrays[name] = np.zeros((len(months), len(axes.economies)))
        arrays[name][place] = frame[name].to_numpy()
    names = tuple(f"{day.year}-{day.month:02}" for day in months)
    duties = arrays["duties"].sum(axis=1)
    return Recorded(names, axes.economies, arrays["imports"], arrays["exports"], duties)


def read_replay(run: Run, axes: Axes) -> Replay:
    """Read the trade of the United States over the weeks of the replay."""
    weeks = axes.weeks[:WEEKS]
    scenario, reference = _trade(run, axes, SCENARIO_ARM), _trade(run, axes, REFERENCE_ARM)
    us, china = axes.economy(UNITED_STATES), axes.economy(CHINA)
    inward, duty, outward, quantity = scenario
    base_inward, base_duty, base_outward, _ = (values[..., 0] for values in reference)
    value, base_value = inward[china], base_inward[china]
    base_tariff = _ratio(base_duty[china], base_value, 0.0)
    volume = base_value[:, None] * quantity[china]
    outward[us] = 0.0
    return Replay(
        weeks=weeks,
        economies=axes.economies,
        imports=_declared_imports(run, axes, weeks[-1]),
        exports=outward.sum(axis=1).T,
        duties=duty.sum(axis=(0, 1)),
        via_vietnam=_via_vietnam(run, axes, weeks[-1]),
        china_value=value.T,
        china_price=_ratio(value, volume, 1.0).T,
        china_tariff=_ratio(duty[china], value, base_tariff[:, None]).T,
        base_imports=_without(base_inward.sum(axis=1), us),
        base_exports=_without(base_outward.sum(axis=1), us),
        base_china_value=base_value,
        base_china_tariff=base_tariff,
        real_consumption=_real_consumption(run, weeks[-1]),
    )


def _trade(run: Run, axes: Axes, arm: str) -> tuple[Floats, Floats, Floats, Floats]:
    """(N, G, W) US imports, duty on them, exports, and quantity index of imports, of one arm."""
    last = axes.weeks[:WEEKS][-1]
    frame = (
        run.tables["trade"]
        .filter(
            pl.col("arm").cast(pl.String) == arm,
            pl.col("week") <= last,
            (pl.col("origin").cast(pl.String) == UNITED_STATES)
            | (pl.col("destination").cast(pl.String) == UNITED_STATES),
        )
        .collect()
    )
    us = axes.economy(UNITED_STATES)
    origin, destination = (positions(frame[name], axes.economies) for name in ("origin", "destination"))
    group, week = positions(frame["group"], axes.goods), axes.week_positions(frame["week"])
    value, duty, index = (
        frame[name].to_numpy().astype(np.float64) for name in ("customs_value", "duty", "quantity_index")
    )
    shape = (len(axes.economies), len(axes.goods), min(WEEKS, len(axes.weeks)))
    inward, of_duty, outward, quantity = (np.zeros(shape) for _ in range(4))
    to_us, from_us = (destination == us) & (group >= 0), (origin == us) & (group >= 0)
    here = (origin[to_us], group[to_us], week[to_us])
    inward[here], of_duty[here], quantity[here] = value[to_us], duty[to_us], index[to_us]
    outward[destination[from_us], group[from_us], week[from_us]] = value[from_us]
    return inward, of_duty, outward, quantity


def _declared_imports(run: Run, axes: Axes, last: date) -> Floats:
    """(W, N) US imports by declared origin."""
    frame = (
        run.tables["declared_trade"]
        .filter(
            pl.col("arm").cast(pl.String) == SCENARIO_ARM,
            pl.col("destination").cast(pl.String) == UNITED_STATES,
            pl.col("week") <= last,
        )
        .collect()
    )
    imports = np.zeros((min(WEEKS, len(axes.weeks)), len(axes.economies)))
    place = axes.week_positions(frame["week"]), positions(frame["origin"], axes.economies)
    imports[place] = frame["declared_value"].to_numpy()
    return imports


def _via_vietnam(run: Run, axes: Axes, last: date) -> Floats:
    """(W,) Chinese goods that are declared as Vietnam's in the US and not found out."""
    route = {"origin": CHINA, "connector": VIETNAM, "destination": UNITED_STATES, "arm": SCENARIO_ARM}
    frame = (
        run.tables["routing"]
        .filter(
            pl.col("week") <= last, *(pl.col(name).cast(pl.String) == code for name, code in route.items())
        )
        .collect()
    )
    hidden = (frame["value"] - frame["detected"]).to_numpy()
    weeks = min(WEEKS, len(axes.weeks))
    return np.zeros(weeks) + np.bincount(axes.week_positions(frame["week"]), weights=hidden, minlength=weeks)


def _real_consumption(run: Run, last: date) -> Floats:
    frame = (
        run.tables["welfare"]
        .filter(
            pl.col("arm").cast(pl.String) == SCENARIO_ARM,
            pl.col("economy").cast(pl.String) == UNITED_STATES,
            pl.col("week") <= last,
        )
        .sort("week")
        .collect()
    )
    return np.asarray(frame["real_consumption"].to_numpy())


def _ratio(value: Floats, over: Floats, otherwise: Floats | float) -> Floats:
    """Value over a positive number, or what holds where there is none."""
    known = over > 0.0
    return np.where(known, value / np.where(known, over, 1.0), otherwise)


def _without(flows: Floats, home: int) -> Floats:
    there = flows.copy()
    there[home] = 0.0
    return there
