"""A small made-up world: tariffs by date, and flows that bend with them.

Nothing here is the model: constant shares that react to tariffs with an elasticity that grows week by week.
"""

from __future__ import annotations

from datetime import date

import numpy as np

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


def elasticity(week):
    return 0.7 + 2.0 * (1 - np.exp(-week / 45))


def tariff_rates(codes, names, mondays, steps):
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


def base_flows(codes, g, scale):
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


def bent_flows(base, rise, elasticity):
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


def welfare_loss(base, flows, rate, base_rate):
    paid = (0.2 * (rate - base_rate) * (base - flows)).sum((1, 3))
    return paid / base.sum((0, 2)) + 1e-9
