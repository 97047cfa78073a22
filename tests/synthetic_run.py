"""A small made-up run in the shape that a real one is written in.

The numbers come from `synthetic_world`, not from the model: enough for metrics and the page to have
something to show.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
from synthetic_chains import chain_frames
from synthetic_firms import firm_frames
from synthetic_households import household_frames
from synthetic_manifest import manifest_of
from synthetic_policy import policy_frames
from synthetic_standoff import standoff_frames
from synthetic_world import (
    ECONOMIES,
    GROUPS,
    SECTORS,
    START,
    STEPS,
    base_flows,
    bent_flows,
    elasticity,
    tariff_rates,
    welfare_loss,
)

from sim.records.results_folder import checksums, write_manifest
from sim.records.tables import TABLES

LONG_RUN_RETAIL_RISE = 0.04
LIMIT_GAP = 0.0004


def write_run(folder, economies=ECONOMIES, groups=GROUPS, weeks=40, steps=STEPS, scale=1.0, standoff=False):
    """Write a results folder; without `steps` nothing happens, with `standoff` governments negotiate."""
    folder = Path(folder)
    (folder / "tables").mkdir(parents=True)
    codes, names = list(economies), list(groups)
    n, g = len(codes), len(names)
    mondays = [START + timedelta(weeks=week) for week in range(weeks)]
    base_rate, rate = tariff_rates(codes, names, mondays, steps)
    base = base_flows(codes, g, scale)
    traded = np.stack([bent_flows(base, rate[w] - base_rate, elasticity(w)) for w in range(weeks)])
    reference = np.broadcast_to(base, traded.shape)
    benchmark = bent_flows(base, rate[-1] - base_rate, 4.0)
    loss = welfare_loss(base, traded, rate, base_rate)
    sectors = [groups[name][0] for name in names]

    frames = {
        "trade": pl.concat(
            [
                _trade(arm, value, rate, codes, names, sectors, mondays)
                for arm, value in (("scenario", traded), ("reference", reference))
            ]
        )
    }
    pairs = _labels(("importer", "exporter"), codes, weeks, n)
    goods = np.arange(g) != g - 1
    weight = base[:, :, goods].transpose(1, 0, 2)
    now = traded[:, :, :, goods].transpose(0, 2, 1, 3)
    by_pair = rate[:, :, :, goods].transpose(0, 2, 1, 3)
    base_mean = (base_rate[:, :, goods].transpose(1, 0, 2) * weight).sum(2) / weight.sum(2)
    frames["tariffs"] = pl.DataFrame(
        {
            **pairs,
            "week": mondays * (n * n),
            "rate_fixed_weights": ((by_pair * weight).sum(3) / weight.sum(2)).transpose(1, 2, 0).ravel(),
            "rate_current_weights": ((by_pair * now).sum(3) / now.sum(3)).transpose(1, 2, 0).ravel(),
            "base_rate": np.repeat(base_mean.ravel(), weeks),
            "barred": np.zeros(n * n * weeks),
        }
    ).filter(pl.col("importer") != pl.col("exporter"))
    frames["tariff_lines"] = _tariff_lines(codes, names, mondays, base_rate, rate)
    frames |= _economy_tables(codes, names, sectors, mondays, traded, base, rate, base_rate, loss)
    frames["benchmark_welfare"] = pl.DataFrame(
        {
            "economy": codes,
            "welfare": 1 - 1.1 * loss[-1],
            "real_wage": 1 - 1.3 * loss[-1],
            "wage": np.ones(n),
            "consumer_price": 1 + 1.6 * loss[-1],
            "revenue": (benchmark * rate[-1]).sum((0, 2)) / 52,
            "transfer": np.zeros(n),
        }
    )
    frames["benchmark_prices"] = pl.DataFrame(
        {
            "economy": np.repeat(codes, g),
            "group": names * n,
            "retail_price": np.full(n * g, 1 + LONG_RUN_RETAIL_RISE * bool(steps)),
            "landed_price": np.full(n * g, 1 + 2 * LONG_RUN_RETAIL_RISE * bool(steps)),
        }
    )
    frames |= household_frames(codes, mondays, loss)
    frames |= chain_frames(codes, SECTORS, mondays, traded, base)
    frames |= firm_frames(codes, names, sectors, mondays, traded, base, rate)
    if standoff:
        frames |= standoff_frames(mondays)
    frames |= _mean_field(codes, mondays, welfare=1 - loss, price=1 + 1.5 * loss)
    cube = _labels(("origin", "destination"), codes, g, n)
    frames["benchmark_trade"] = pl.DataFrame(
        {
            **cube,
            "sector": sectors * (n * n),
            "group": names * (n * n),
            "base_value": base.ravel() / 52,
            "customs_value": benchmark.ravel() / 52,
            "duty": (benchmark * rate[-1]).ravel() / 52,
            "bilateral_value": 1.1 * benchmark.ravel() / 52,
        }
    )
    frames |= policy_frames(codes, steps)
    for name, table in TABLES.items():
        frame = frames.get(name, pl.DataFrame(schema=table.schema))
        frame.select(pl.col(c).cast(d) for c, d in table.schema.items()).write_parquet(
            folder / f"tables/{name}.parquet"
        )
    manifest = manifest_of(economies, groups, weeks, steps)
    (folder / "scenario.yaml").write_text(f"name: {manifest['name']}\n", encoding="utf-8")
    write_manifest(folder, manifest | {"outputs": checksums(folder)})
    return folder


def _tariff_lines(codes, names, mondays, base_rate, rate):
    """Every rate of a pair in each week in which any of them differs from the week before."""
    before = np.concatenate([base_rate[None], rate[:-1]])
    week, origin, destination = np.nonzero((rate != before).any(axis=3))
    g = len(names)
    return pl.DataFrame(
        {
            "importer": np.repeat(np.array(codes)[destination], g),
            "exporter": np.repeat(np.array(codes)[origin], g),
            "group": np.tile(names, len(week)),
            "week": pl.Series(mondays).gather(np.repeat(week, g)),
            "rate": rate[week, origin, destination].ravel(),
        },
        schema_overrides={"importer": pl.String, "exporter": pl.String, "group": pl.String},
    )


def _mean_field(codes, mondays, welfare, price):
    """A limit from which the agents differ by a made-up gap in the last economy, twice as wide in week 2."""
    n, weeks = len(codes), len(mondays)
    gap = np.zeros((weeks, n))
    gap[:, -1] = LIMIT_GAP
    gap[1, -1] *= 2
    return {
        "mean_field": pl.DataFrame(
            {
                "economy": np.repeat(codes, weeks),
                "week": mondays * n,
                "welfare": (welfare + gap).T.ravel(),
                "consumer_price": price.T.ravel(),
            }
        ),
        "mean_field_gap": pl.DataFrame(
            {
                "week": mondays,
                "mean_welfare_gap": gap.mean(1),
                "largest_welfare_gap": gap.max(1),
                "flow_gap": np.linspace(0.003, 0.002, weeks),
            }
        ),
    }


def _labels(keys, codes, inner, n):
    first = np.repeat(codes, n * inner)
    second = np.tile(np.repeat(codes, inner), n)
    return {keys[0]: first, keys[1]: second}


def _trade(arm, flows, rate, codes, names, sectors, mondays):
    n, g, weeks = len(codes), len(names), len(mondays)
    value = flows.transpose(1, 2, 3, 0).ravel() / 52
    duty = (flows * (rate if arm == "scenario" else rate[:1])).transpose(1, 2, 3, 0).ravel() / 52
    return pl.DataFrame(
        {
            **{
                key: pl.Series(label).cast(pl.Categorical)
                for key, label in _labels(("origin", "destination"), codes, g * weeks, n).items()
            },
            "sector": pl.Series(np.tile(np.repeat(sectors, weeks), n * n)).cast(pl.Categorical),
            "group": pl.Series(np.tile(np.repeat(names, weeks), n * n)).cast(pl.Categorical),
            "week": pl.Series(mondays).gather(np.tile(np.arange(weeks), n * n * g)),
            "customs_value": value.astype(np.float32),
            "quantity_index": np.ones(value.size, np.float32),
            "duty": duty.astype(np.float32),
            "exporter_margin": np.zeros(value.size, np.float32),
            "shipped_value": value.astype(np.float32),
        }
    ).with_columns(arm=pl.lit(arm, pl.Categorical))


def _economy_tables(codes, names, sectors, mondays, flows, base, rate, base_rate, loss):
    n, g, weeks = len(codes), len(names), len(mondays)
    keys = {"economy": np.repeat(codes, weeks), "week": mondays * n}
    zero, one = np.zeros(n * weeks), np.ones(n * weeks)
    frames = {"prices": [], "retail_prices": [], "governments": [], "welfare": []}
    landed = (base * (rate - base_rate)).sum(1) / base.sum(0)
    for arm, on in (("scenario", 1.0), ("reference", 0.0)):
        path = 1 + on * 1.5 * loss.T.ravel()
        duty = (flows * rate if on else base * base_rate).sum((1, 3) if on else (0, 2))
        duty = duty if on else np.repeat(duty[None], weeks, axis=0)
        imports = (flows if on else np.repeat(base[None], weeks, axis=0))[..., : g - 1].sum((1, 3))
        tag = {"arm": [arm] * (n * weeks), **keys}
        frames["prices"].append(
            {**tag, "consumer_price": path, "import_price": path, "producer_price": one, "wage": one}
        )
        frames["governments"].append(
            {
                **tag,
                "revenue": duty.T.ravel() / 52,
                "average_tariff": (duty / imports).T.ravel(),
                "measures_in_force": np.zeros(n * weeks, int),
                "action": [""] * (n * weeks),
            }
        )
        welfare = 1 - on * loss.T.ravel()
        frames["welfare"].append(
            {**tag, "real_consumption": welfare, "welfare": welfare, "gdp": one, "employment_gap": zero}
        )
        rise = 1 + on * landed.transpose(1, 2, 0).ravel()
        frames["retail_prices"].append(
            {
                "arm": [arm] * (n * g * weeks),
                "economy": np.repeat(codes, g * weeks),
                "group": np.tile(np.repeat(names, weeks), n),
                "week": mondays * (n * g),
                "retail_price": 1 + 0.4 * (rise - 1),
                "landed_price": rise,
            }
        )
    return {name: pl.concat([pl.DataFrame(part) for part in parts]) for name, parts in frames.items()}
