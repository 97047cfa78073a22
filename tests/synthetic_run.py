"""A small made-up run in the shape that a real one is written in.

The numbers come from a few lines of arithmetic (constant shares that bend with tariffs at an elasticity
that grows week by week), not from the model: enough for metrics and the page to have something to show.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from sim.records.tables import TABLES

ECONOMIES = {
    "USA": "United States",
    "CHN": "China",
    "EU": "European Union",
    "VNM": "Vietnam",
    "MEX": "Mexico",
    "JPN": "Japan",
    "CAN": "Canada",
    "ROW": "Rest of the world",
}
GROUPS = {
    "soybeans": ("A01", "Soybeans"),
    "crude_oil": ("B06", "Crude oil"),
    "apparel": ("C13T15", "Apparel"),
    "phones": ("C26", "Phones"),
    "computers": ("C26", "Computers"),
    "vehicles": ("C29", "Vehicles"),
    "toys_games": ("C31T33", "Toys and games"),
    "services": ("SERV", "Services"),
}
SECTORS = {
    "A01": "Agriculture",
    "B06": "Oil and gas",
    "C13T15": "Textiles",
    "C26": "Electronics",
    "C29": "Vehicles",
}
START = date(2025, 1, 6)
STEPS = (  # date, importer, exporter or None for all, points added to the rate, one line for people
    (date(2025, 2, 4), "USA", "CHN", 0.10, "United States: +10 % on China"),
    (date(2025, 2, 10), "CHN", "USA", 0.02, "China: coal, gas, machinery"),
    (date(2025, 3, 4), "USA", "CHN", 0.10, "United States: +10 % on China"),
    (date(2025, 4, 5), "USA", None, 0.10, "United States: 10 % on all economies"),
    (date(2025, 4, 10), "USA", "CHN", 0.70, "United States: reciprocal rate on China"),
    (date(2025, 4, 10), "CHN", "USA", 0.84, "China: 84 % on all goods from the United States"),
    (date(2025, 4, 12), "CHN", "USA", 0.41, "China: 125 % on all goods from the United States"),
)


def write_run(folder, economies=ECONOMIES, groups=GROUPS, weeks=40, steps=STEPS, scale=1.0):
    """Write a results folder; `steps` empty gives a run in which nothing happens."""
    folder = Path(folder)
    (folder / "tables").mkdir(parents=True)
    codes, names = list(economies), list(groups)
    n, g = len(codes), len(names)
    mondays = [START + timedelta(weeks=week) for week in range(weeks)]
    base_rate, rate = _rates(codes, names, mondays, steps)
    base = _base_flows(codes, g, scale)
    flows = np.stack([_flows(base, rate[w] - base_rate, _elasticity(w)) for w in range(weeks)])
    reference = np.broadcast_to(base, flows.shape)
    benchmark = _flows(base, rate[-1] - base_rate, 4.0)
    loss = _loss(base, flows, rate, base_rate)
    sectors = [groups[name][0] for name in names]

    frames = {
        "trade": pl.concat(
            [
                _trade(arm, value, rate, codes, names, sectors, mondays)
                for arm, value in (("scenario", flows), ("reference", reference))
            ]
        )
    }
    pairs = _labels(("importer", "exporter"), codes, weeks, n)
    goods = np.arange(g) != g - 1
    weight = base[:, :, goods].transpose(1, 0, 2)
    now = flows[:, :, :, goods].transpose(0, 2, 1, 3)
    by_pair = rate[:, :, :, goods].transpose(0, 2, 1, 3)
    base_mean = (base_rate[:, :, goods].transpose(1, 0, 2) * weight).sum(2) / weight.sum(2)
    frames["tariffs"] = pl.DataFrame(
        {
            **pairs,
            "week": mondays * (n * n),
            "rate_fixed_weights": ((by_pair * weight).sum(3) / weight.sum(2)).transpose(1, 2, 0).ravel(),
            "rate_current_weights": ((by_pair * now).sum(3) / now.sum(3)).transpose(1, 2, 0).ravel(),
            "base_rate": np.repeat(base_mean.ravel(), weeks),
        }
    ).filter(pl.col("importer") != pl.col("exporter"))
    frames |= _economy_tables(codes, names, sectors, mondays, flows, base, rate, base_rate, loss)
    frames["benchmark_welfare"] = pl.DataFrame(
        {
            "economy": codes,
            "welfare": 1 - 1.1 * loss[-1],
            "wage": np.ones(n),
            "consumer_price": 1 + 1.5 * loss[-1],
        }
    )
    cube = _labels(("origin", "destination"), codes, g, n)
    frames["benchmark_trade"] = pl.DataFrame(
        {
            **cube,
            "sector": sectors * (n * n),
            "group": names * (n * n),
            "base_value": base.ravel() / 52,
            "customs_value": benchmark.ravel() / 52,
        }
    )
    frames["events"] = pl.DataFrame(
        [
            {
                "date": day,
                "week": day - timedelta(days=day.weekday()),
                "event": "starts",
                "measure": f"m{i}",
                "kind": "tariff",
                "importer": importer,
                "exporter": exporter or "all",
                "title": title,
                "source": "made up for tests",
            }
            for i, (day, importer, exporter, _, title) in enumerate(steps)
        ],
        schema=TABLES["events"].schema,
    )
    for name, table in TABLES.items():
        frame = frames.get(name, pl.DataFrame(schema=table.schema))
        frame.select(pl.col(c).cast(d) for c, d in table.schema.items()).write_parquet(
            folder / f"tables/{name}.parquet"
        )
    manifest = _manifest(economies, groups, weeks, steps)
    (folder / "run.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    (folder / "scenario.yaml").write_text(f"name: {manifest['name']}\n", encoding="utf-8")
    return folder


def _elasticity(week):
    return 0.7 + 2.0 * (1 - np.exp(-week / 45))


def _rates(codes, names, mondays, steps):
    n, g = len(codes), len(names)
    base = np.full((n, n, g), 0.03) + 0.02 * np.sin(np.arange(g))
    base[:, :, g - 1] = 0.0
    usa, chn = codes.index("USA"), codes.index("CHN")
    base[usa, chn, : g - 1] += 0.17
    base[chn, usa, : g - 1] += 0.17
    base[np.arange(n), np.arange(n)] = 0.0
    rate = np.repeat(base[None], len(mondays), axis=0)
    for day, importer, exporter, points, _ in steps:
        here = codes.index(importer)
        others = [i for i, code in enumerate(codes) if code == exporter or (exporter is None and i != here)]
        for week, monday in enumerate(mondays):
            share = np.clip(((monday - day).days + 7) / 7, 0, 1)
            rate[week, others, here, : g - 1] += points * share * (1 + 0.3 * np.cos(np.arange(g - 1)))
    return base, rate


def _base_flows(codes, g, scale):
    n = len(codes)
    size = np.array(
        [
            {"USA": 25e6, "CHN": 18e6, "EU": 17e6, "ROW": 15e6}.get(c, 1e6 + 2e5 * i)
            for i, c in enumerate(codes)
        ]
    )
    mix = 0.1 + np.abs(np.sin(np.outer(np.arange(n) + 1, np.arange(g) + 2))) ** 3
    mix /= mix.sum(axis=1, keepdims=True)
    flow = np.sqrt(size[:, None] * size[None])[:, :, None] * 0.018 * mix[:, None]
    flow[np.arange(n), np.arange(n)] *= 60
    flow[:, :, g - 1] *= 0.5
    usa, chn = codes.index("USA"), codes.index("CHN")
    flow[chn, usa, : g - 1] *= 430e3 / flow[chn, usa, : g - 1].sum()
    flow[usa, chn, : g - 1] *= 145e3 / flow[usa, chn, : g - 1].sum()
    return flow * scale


def _flows(base, rise, elasticity):
    """Importers choose among origins first, then between imports and their own goods."""
    diagonal = np.eye(len(base), dtype=bool)[:, :, None]
    imports, home = np.where(diagonal, 0.0, base), np.where(diagonal, base, 0.0)
    faced = (base * rise).sum((1, 2), keepdims=True) / base.sum((1, 2), keepdims=True)
    rise = rise - faced * (1 - diagonal)  # who loses a market lowers prices elsewhere
    bent = imports * (1 + rise) ** -elasticity
    price = (bent * (1 + rise)).sum(0) / bent.sum(0)
    total = imports.sum(0) * price ** (-0.1 * elasticity)
    bent *= total / bent.sum(0)
    return bent + np.where(diagonal, base.sum(0) - total, 0.0) * (home > 0)


def _loss(base, flows, rate, base_rate):
    paid = (0.2 * (rate - base_rate) * (base - flows)).sum((1, 3))
    return paid / base.sum((0, 2)) + 1e-9


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


def _manifest(economies, groups, weeks, steps):
    return {
        "name": "synthetic",
        "title": "Tariffs of mid-April 2025 stay" if steps else "No new tariffs",
        "question": "What if the tariffs of mid-April 2025 stay?" if steps else "What if nothing changes?",
        "description": "Made-up numbers in the shape of a run.",
        "command": "tradewar run synthetic --seed 1",
        "versions": {"tradewar-sim": "0.1.0", "python": "3.12.1", "polars": "2.1.0"},
        "scenario_hash": "5f2c9a1be07d4c11",
        "data_hash": "a81b33c09f5e7712",
        "seed": 1,
        "started": "2025-05-01T12:00:00+00:00",
        "timings": {"world": 0.8, "steps": 4.2, "tables": 1.1},
        "accounting": {
            "largest_residual": 3.1e-12,
            "spending_equals_receipts": 3.1e-12,
            "world_deficits": 4.4e-13,
        },
        "outputs": {"tables/trade.parquet": "0" * 64},
        "world": {
            "base": 2024,
            "economies": dict(economies),
            "groups": {k: title for k, (_, title) in groups.items()},
            "sectors": SECTORS,
        },
        "horizon": {"start": START.isoformat(), "weeks": weeks},
        "phases": [
            "apply_policies",
            "review_suppliers",
            "place_orders",
            "set_prices",
            "ship_and_clear",
            "pay_incomes",
            "consume",
            "adjust_wages",
        ],
        "relationships": 1_000_000,
        "producers": 20_000,
        "parameters": {"resourcing_hazard": 0.25, "short_run_elasticity": 0.6, "mean_trade_elasticity": 1.25},
    }
