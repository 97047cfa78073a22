"""Tables of firms of a small made-up run: stocks and output follow what is bought, buyers leave with it."""

import numpy as np
import polars as pl


def firm_frames(codes, names, sectors, mondays, traded, base, rate):
    """Of flows (W, N, N, G) and (N, N, G): four weeks of use are held, a tenth of what is lost moves home."""
    n, g, weeks = len(codes), len(names), len(mondays)
    origin, destination = np.nonzero(~np.eye(n, dtype=bool))
    labels = [np.repeat(np.array(codes)[place], weeks) for place in (origin, destination)]
    frames = {name: [] for name in ("inventories", "firms", "supplier_moves")}
    for arm, flows in (("scenario", traded), ("reference", np.broadcast_to(base, traded.shape))):
        use = flows[..., : g - 1].sum(3)[:, origin, destination].T.ravel() / 52
        before = base[..., : g - 1].sum(2)[origin, destination].repeat(weeks) / 52
        frames["inventories"].append(
            {
                "arm": [arm] * use.size,
                "origin": labels[0],
                "destination": labels[1],
                "week": mondays * len(origin),
                "on_hand": 2 * use + 2 * before,
                "in_transit": 3 * use,
                "use": use,
                "weeks_of_use": 2 + 2 * before / use,
            }
        )
        sales = flows.sum(2).transpose(1, 2, 0) / 52
        usual = base.sum(1)[..., None] / 52
        won = np.maximum(np.diff(sales, axis=2, prepend=usual), 0.0) > 1e-9
        frames["firms"].append(
            {
                "arm": [arm] * sales.size,
                "economy": np.repeat(codes, g * weeks),
                "sector": np.tile(np.repeat(sectors, weeks), n),
                "group": np.tile(np.repeat(names, weeks), n),
                "week": mondays * (n * g),
                "sales": sales.ravel(),
                "output_index": (sales / usual).ravel(),
                "price": np.ones(sales.size),
                "capacity": np.broadcast_to(usual, sales.shape).ravel(),
                "utilisation": (sales / usual).ravel(),
                "capacity_moved_in": np.zeros(sales.size),
                "relationships": np.full(sales.size, 1000),
                "switches": 3 * won.ravel().astype(int),
            }
        )
    lost = np.maximum(base - traded[-1], 0.0)[..., : g - 1]
    lost[np.arange(n), np.arange(n)] = 0.0
    left, buyer, good = np.nonzero(lost > 1.0)
    for joined, part in ((buyer, 0.1), ((buyer + left + 1) % n, 0.02)):
        elsewhere = joined != left
        frames["supplier_moves"].append(
            {
                "arm": ["scenario"] * int(elsewhere.sum()),
                "origin": np.array(codes)[left[elsewhere]],
                "destination": np.array(codes)[buyer[elsewhere]],
                "joined": np.array(codes)[joined[elsewhere]],
                "sector": np.array(sectors)[good[elsewhere]],
                "group": np.array(names)[good[elsewhere]],
                "week": [mondays[-1]] * int(elsewhere.sum()),
                "relationships": np.ceil(lost[left, buyer, good][elsewhere] / 1000).astype(int),
                "base_spending": part * lost[left, buyer, good][elsewhere],
            }
        )
    found = {name: pl.concat([pl.DataFrame(part) for part in parts]) for name, parts in frames.items()}
    return found | {"tariff_lines": _tariff_lines(codes, names, mondays, rate)}


def _tariff_lines(codes, names, mondays, rate):
    """A row wherever a rate differs from that of the week before."""
    week, exporter, importer, group = np.nonzero(np.diff(rate, axis=0))
    return pl.DataFrame(
        {
            "importer": np.array(codes)[importer],
            "exporter": np.array(codes)[exporter],
            "group": np.array(names)[group],
            "week": pl.Series(mondays, dtype=pl.Date).gather(week + 1),
            "rate": rate[week + 1, exporter, importer, group],
        }
    )
