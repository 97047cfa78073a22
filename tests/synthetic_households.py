"""Tables of households of a small made-up run."""

import numpy as np
import polars as pl

ARMS = (("scenario", 1.0), ("reference", 0.0))


def household_frames(codes, mondays, loss):
    """The poorest lose most, half of it by jobs; revenue gives a tenth of the loss back."""
    n, weeks, tenths = len(codes), len(mondays), np.arange(1, 11)
    heavier = (1.5 - 0.1 * tenths)[None, :, None]
    parts = {
        "from_prices": -0.6 * heavier * loss.T[:, None, :],
        "from_jobs": -0.5 * heavier * loss.T[:, None, :],
        "from_rebate": 0.1 * np.ones_like(heavier) * loss.T[:, None, :],
        "from_profits": 0.0 * heavier * loss.T[:, None, :],
        "from_transfers": 0.0 * heavier * loss.T[:, None, :],
    }
    total = sum(parts.values())
    keys = {
        "economy": np.repeat(codes, 10 * weeks),
        "decile": np.tile(np.repeat(tenths, weeks), n),
        "week": mondays * (10 * n),
    }
    filler = dict.fromkeys(("spending", "consumer_price"), np.ones(total.size))
    filler |= dict.fromkeys(("unemployment", "price_experience"), np.zeros(total.size))
    deciles = pl.concat(
        [
            pl.DataFrame(
                {
                    "arm": [arm] * total.size,
                    **keys,
                    **filler,
                    "real_spending_change": on * total.ravel(),
                    **{name: on * part.ravel() for name, part in parts.items()},
                    "approval": 0.5 + on * total.ravel(),
                }
            )
            for arm, on in ARMS
        ]
    )
    households = pl.concat([_households(arm, codes, mondays, on * loss) for arm, on in ARMS])
    rest = pl.DataFrame(
        {
            "economy": np.repeat(codes, 10),
            "decile": np.tile(tenths, n),
            "real_spending_change": 0.8 * total[:, :, -1].ravel(),
        }
    )
    return {"deciles": deciles, "benchmark_deciles": rest, "households": households}


def _households(arm, codes, mondays, loss):
    """All tenths together: half approve in the base, and a tenth of the loss is out of work."""
    rows = loss.T.ravel()
    money = ("labour_income", "benefits", "rebate", "dividends", "importers_gain", "shops_profit", "transfer")
    return pl.DataFrame(
        {
            "arm": [arm] * rows.size,
            "economy": np.repeat(codes, len(mondays)),
            "week": mondays * len(codes),
            **dict.fromkeys((*money, "spending"), np.zeros(rows.size)),
            "unemployment": 0.1 * rows,
            "approval": 0.5 - rows,
        }
    )
