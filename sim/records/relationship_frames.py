"""Rows of the table of relationships, an economy's buyers at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from sim.economy.payments import Outlays
from sim.model.books import Books
from sim.model.trade_war import TradeWar
from sim.records.relationship_tables import RELATIONSHIPS
from sim.world.world import Integers

KINDS = ("producer", "distributors")


def relationship_blocks(model: TradeWar, arm: str) -> Iterator[pl.DataFrame]:
    """Yield the table ``relationships`` of the week just simulated, the buyers of one economy at a time.

    Parameters
    ----------
    model : TradeWar
        The model after a step, or before the first one.
    arm : str
        Name of the arm.
    """
    books = Books(model, model.opening)
    for destination in range(len(model.world.economies)):
        yield _frame(model, arm, destination, books.buying.outlays(destination))


def _frame(model: TradeWar, arm: str, destination: int, bought: Outlays) -> pl.DataFrame:
    world, population = model.world, model.network.population
    buyer = population.relationships.account_buyer[bought.account]
    pooled = buyer < 0
    nobody = len(world.groups)
    rows = len(buyer)
    columns = {
        "week": pl.repeat(model.monday, rows, dtype=pl.Date, eager=True),
        "arm": _codes([arm], np.zeros(rows, np.int64)),
        "destination": _codes(world.economies, np.full(rows, destination)),
        "group": _codes(world.groups, bought.group),
        "buyer_kind": _codes(KINDS, pooled.astype(np.int64)),
        "buyer": pl.Series(buyer, dtype=pl.Int32).set(pl.Series(pooled), None),
        "buyer_group": _codes(
            [*world.groups, None], np.where(pooled, nobody, population.producers.group[buyer])
        ),
        "origin": _codes(world.economies, bought.origin),
        "supplier": pl.Series(bought.supplier, dtype=pl.Int32),
        "weight": population.relationships.weight[bought.slots].astype(np.float32),
        "strength": model.state.strength[bought.slots].astype(np.float32),
        "spending": bought.spending.astype(np.float32),
    }
    return pl.DataFrame(columns, schema=RELATIONSHIPS.schema)


def _codes(codes: Sequence[str | None], positions: Integers) -> pl.Series:
    return pl.Series(codes, dtype=pl.Categorical).gather(positions)
