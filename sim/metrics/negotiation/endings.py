"""How a standoff ends: in the run itself, and in many other draws of chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sim.metrics.axes import Axes

LEVEL = 0.9
"""Coverage of the intervals."""

NOBODY = "nobody"
SETTLED = ("truce", "summit", "crisis", "deal")
"""States that count as a truce in the table `outcomes`."""

_AGENTS, _POOLS = "agents", "pools"
_TOGETHER = {"first_mover": "together", "on_terms_of": "both"}


@dataclass(frozen=True, eq=False)
class Endings:
    """How the standoff of two governments ends.

    Parameters
    ----------
    draws : int
        Draws of chance on the mean-field economy.
    first_drawn : int or None
        Position of the first week that is drawn; None where the script alone decides.
    horizon : int
        Weeks from the first that is drawn, or of the run where that is not known, to the last.
    own : Mapping
        The row `agents` of the table `outcomes`; empty where there is none.
    by_week : DataFrame
        week (0 is the first that is drawn), truce, deal (shares of draws that have had one by then), and
        truce_low, truce_high, deal_low, deal_high.
    shares : DataFrame
        question (`first_mover`, `on_terms_of`), answer (a code, `together`, `both`, `nobody`), draws, share,
        low, high.
    """

    draws: int
    first_drawn: int | None
    horizon: int
    own: Mapping[str, Any]
    by_week: pl.DataFrame
    shares: pl.DataFrame

    def reached(self, event: str) -> int:
        """How many draws have had a `truce` or `deal` by the end of the run."""
        return round(self.by_week[event][-1] * self.draws) if self.draws else 0

    def half_by(self, event: str) -> int | None:
        """Weeks within which half of the draws that reach it have had a `truce` or `deal`."""
        reached = self.reached(event)
        enough = self.by_week.filter(pl.col(event) * self.draws >= reached / 2 - 1e-9) if reached else None
        return None if enough is None else int(enough["week"][0])

    def share(self, question: str, answer: str) -> float:
        """Share of draws with an answer."""
        row = self.shares.filter(pl.col("question") == question, pl.col("answer") == answer)
        return float(row["share"].item())


def read_endings(outcomes: pl.DataFrame, weeks: pl.DataFrame, first: str, second: str, axes: Axes) -> Endings:
    """Work out how a standoff ends from the table `outcomes`."""
    of_pair = outcomes.filter(pl.col("first") == first, pl.col("second") == second)
    agents = of_pair.filter(pl.col("economy") == _AGENTS).sort("draw")
    pools = of_pair.filter(pl.col("economy") == _POOLS)
    own = agents.row(0, named=True) if agents.height else {}
    decided = weeks.filter(pl.col("economy") == first).sort("week")["drawn"].to_list()
    latest = pools.select(pl.max_horizontal(pl.col("weeks_to_truce", "weeks_to_deal").max())).item()
    drawn = decided.index(True) if True in decided else None
    horizon = max(len(axes.weeks) - 1 - (drawn or 0), latest or 0)
    return Endings(pools.height, drawn, horizon, own, _by_week(pools, horizon), _shares(pools, first, second))


def interval(hits: int, draws: int) -> tuple[float, float]:
    """Clopper-Pearson interval of a probability at ``LEVEL``.

    Parameters
    ----------
    hits, draws : int
        How often it came out, of how many draws.
    """
    tail = (1.0 - LEVEL) / 2.0
    from scipy.special import betaincinv  # noqa: PLC0415 - takes long to import, and few runs need it

    low = 0.0 if hits == 0 else float(betaincinv(hits, draws - hits + 1, tail))
    high = 1.0 if hits == draws else float(betaincinv(hits + 1, draws - hits, 1.0 - tail))
    return low, high


def _by_week(pools: pl.DataFrame, horizon: int) -> pl.DataFrame:
    columns: dict[str, Any] = {"week": range(horizon + 1)}
    for event in ("truce", "deal"):
        when = pools[f"weeks_to_{event}"].drop_nulls().to_numpy()
        hits = [int(np.count_nonzero(when <= week)) for week in columns["week"]]
        ends = [interval(hit, pools.height) for hit in hits] if pools.height else []
        columns[event] = [hit / pools.height for hit in hits] if pools.height else [None] * len(hits)
        columns[f"{event}_low"] = [low for low, _ in ends] or [None] * len(hits)
        columns[f"{event}_high"] = [high for _, high in ends] or [None] * len(hits)
    shares = {name: pl.Float64 for name in columns if name != "week"}
    return pl.DataFrame(columns, schema={"week": pl.Int32, **shares})


def _shares(pools: pl.DataFrame, first: str, second: str) -> pl.DataFrame:
    rows = []
    for question, together in _TOGETHER.items() if pools.height else ():
        answers = pools[question].replace("", NOBODY).to_list()
        for answer in (first, second, together, NOBODY):
            hits = answers.count(answer)
            rows.append((question, answer, hits, hits / pools.height, *interval(hits, pools.height)))
    names = ("share", "low", "high")
    schema = {
        "question": pl.String,
        "answer": pl.String,
        "draws": pl.Int32,
        **dict.fromkeys(names, pl.Float64),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
