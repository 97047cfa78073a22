"""The frames that a model's firms are put into, from the state that it has reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from plain_versions.terms import Floats

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar

ID = pl.Int32
"""Numbers of firms, accounts, relationships and flows."""


def long_frame(indices: NDArray[np.int64], keys: tuple[str, ...], **columns: Floats) -> pl.DataFrame:
    """Arrays as a long frame: a key for each axis, a row for each entry."""
    places = {key: pl.Series(index.ravel(), dtype=ID) for key, index in zip(keys, indices, strict=True)}
    return pl.DataFrame({**places, **{name: array.ravel() for name, array in columns.items()}})


def technology(model: TradeWar) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Labour's share by economy and sector; shares of product groups by economy, group and sector."""
    labour, inputs = model.world.value_added_share, model.world.input_share
    return (
        long_frame(np.indices(labour.shape), ("economy", "sector"), value_added=labour),
        long_frame(np.indices(inputs.shape), ("economy", "group", "sector"), share=inputs),
    )


def firms_of(model: TradeWar, sectors: pl.DataFrame, power: float) -> pl.DataFrame:
    """A row for each producer."""
    world, state, makers = model.world, model.state, model.network.population.producers
    columns = {
        "firm": pl.Series(range(makers.count), dtype=ID),
        "economy": makers.economy,
        "sector": makers.sector,
        "cell": makers.economy * len(world.groups) + makers.group,
        "size": makers.size,
        "theta": world.theta[makers.group],
        "price": state.price,
        "price_power": state.price**power,
        "unit_cost": state.unit_cost,
        "quantity": state.quantity,
        "receipts": state.receipts,
        "production_cost": state.production_cost,
        "cash": state.cash,
    }
    firms = pl.DataFrame(columns).with_columns(pl.col("economy", "sector", "cell").cast(ID))
    return firms.join(sectors, on=["economy", "sector"], how="left", maintain_order="left")


def relationships_of(model: TradeWar) -> pl.DataFrame:
    """A row for each relationship, ordered by market and account."""
    state, makers = model.state, model.network.population.producers
    laid = model.network.population.relationships
    market_of_account = np.repeat(np.arange(len(laid.market_start) - 1), np.diff(laid.market_start))
    account = np.repeat(np.arange(len(market_of_account)), np.diff(laid.account_start))
    market = market_of_account[account]
    columns = {
        "slot": pl.Series(range(laid.count), dtype=ID),
        "account": account,
        "market": market,
        "weight": laid.weight,
        "strength": state.strength,
        "supplier": state.supplier,
        "flow": makers.economy[state.supplier] * (len(laid.market_start) - 1) + market,
    }
    return pl.DataFrame(columns).with_columns(pl.col("account", "market", "supplier", "flow").cast(ID))


def accounts_of(
    model: TradeWar, firms: pl.DataFrame, relationships: pl.DataFrame, inputs: pl.DataFrame
) -> pl.DataFrame:
    """A row for each account; distributors' pools have no buyer and no share in anybody's cost."""
    state, laid, groups = model.state, model.network.population.relationships, len(model.world.groups)
    market = np.repeat(np.arange(len(laid.market_start) - 1), np.diff(laid.market_start))
    columns = {
        "account": pl.Series(range(len(market)), dtype=ID),
        "market": market,
        "economy": market // groups,
        "group": market % groups,
        "buyer": np.where(laid.account_buyer >= 0, laid.account_buyer, -1),
        "spending": state.account_spending,
        "log_price": state.log_account_price,
    }
    weights = relationships.group_by("account").agg(pl.col("weight").sum())
    return (
        pl.DataFrame(columns)
        .with_columns(pl.col("market", "economy", "group", "buyer").cast(ID).replace(-1, None))
        .join(firms.select("sector", buyer="firm"), on="buyer", how="left", maintain_order="left")
        .join(inputs, on=["economy", "group", "sector"], how="left", maintain_order="left")
        .join(weights, on="account", how="left", maintain_order="left")
    )
