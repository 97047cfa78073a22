"""Tables of supply chains and relationships of a small made-up run: reliance follows what is bought."""

import numpy as np
import polars as pl


def chain_frames(codes, sectors, mondays, traded, base):
    """Of (W, N, N, G) and (N, N, G) flows: inputs are a part of what is bought, hidden ones twice that."""
    arms = {"scenario": traded.sum(3), "reference": np.broadcast_to(base.sum(2), traded.shape[:3])}
    frames = {
        name: []
        for name in ("reliance", "sector_reliance", "value_added", "supply_chains", "extensive_margin")
    }
    for arm, flows in arms.items():
        n, weeks = len(codes), len(mondays)
        bought = flows / flows.sum(1, keepdims=True)
        origin, destination = np.nonzero(~np.eye(n, dtype=bool))
        face = 0.3 * bought[:, origin, destination].T
        columns = dict(zip(("face_value", "look_through", "made_face_value", "made_look_through"),
            (face, 3 * face, 0.8 * face, 2 * face), strict=True))  # fmt: skip
        labels = [np.array(codes)[place] for place in (origin, destination)]
        keys = {"origin": np.repeat(labels[0], weeks), "destination": np.repeat(labels[1], weeks)}
        tag = {"arm": [arm] * face.size, **keys, "week": mondays * len(origin)}
        frames["reliance"].append({**tag, **{name: value.ravel() for name, value in columns.items()}})
        late = slice((weeks - 1) % 4, None, 4)
        size = np.arange(1, len(sectors) + 1) / len(sectors)
        detailed = {name: value[:, None, late] * size[:, None] for name, value in columns.items()}
        rows = len(sectors) * len(mondays[late])
        frames["sector_reliance"].append(
            {
                "arm": [arm] * (len(origin) * rows),
                "origin": np.repeat(labels[0], rows),
                "destination": np.repeat(labels[1], rows),
                "user_sector": np.tile(np.repeat(list(sectors), len(mondays[late])), len(origin)),
                "week": mondays[late] * (len(origin) * len(sectors)),
                **{name: value.ravel() for name, value in detailed.items()},
            }
        )
        everyone = {"origin": np.repeat(codes, n * weeks), "destination": np.tile(np.repeat(codes, weeks), n)}
        final = 0.4 * flows.transpose(1, 2, 0).ravel() / 52
        frames["value_added"].append(
            {
                "arm": [arm] * final.size,
                **everyone,
                "week": mondays * n**2,
                "value_added": 0.9 * final,
                "final_value": final,
            }
        )
        abroad = 1 - bought[:, np.arange(n), np.arange(n)].T
        frames["supply_chains"].append(
            {
                "arm": [arm] * abroad.size,
                "economy": np.repeat(codes, weeks),
                "week": mondays * n,
                "final_spending": 0.4 * flows.sum(1).T.ravel() / 52,
                "embodied_duty": 0.001 * flows.sum(1).T.ravel() / 52,
                "stages": 1.5 + abroad.ravel(),
                "borders": 0.5 * abroad.ravel(),
            }
        )
        left = np.minimum(flows / base.sum(2), 1.0)[:, origin, destination].T
        frames["extensive_margin"].append(
            {
                **tag,
                **dict.fromkeys(("buyers", "exporters"), np.full(face.size, 50)),
                **dict.fromkeys(
                    ("buyers_found", "buyers_lost", "exporters_entered", "exporters_left"),
                    np.zeros(face.size, int),
                ),
                "base_relationships": np.full(face.size, 100),
                "surviving": np.rint(100 * left.ravel()).astype(int),
                "surviving_value": left.ravel(),
            }
        )
    return {name: pl.concat([pl.DataFrame(part) for part in parts]) for name, parts in frames.items()}
