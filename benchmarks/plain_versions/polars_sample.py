"""Which relationships are reviewed in a week, by expressions alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from plain_versions.terms import Floats, ReviewTerms

if TYPE_CHECKING:
    from sim.model.state import State

ID = pl.Int32


def reviewed(
    relationships: pl.DataFrame, accounts: pl.DataFrame, terms: ReviewTerms, state: State
) -> pl.DataFrame:
    """Return the week's reviewed relationships in order, with their size and their origin's chance to leave.

    A systematic sample at the highest hazard of each market, thinned to the hazard of each origin. Thinning
    with a carry picks row ``k`` of a flow when ``carry + k rate`` passes the next whole number and a half,
    so it needs no loop. What remains of the carries is the state's.

    Parameters
    ----------
    relationships, accounts : DataFrame
        The frames of :class:`plain_versions.polars_version.PolarsFirms`.
    terms : ReviewTerms
        Hazards, shares and the starts of the samples.
    state : State
        Mass and carries of each flow.
    """
    present = state.mass > 0.0
    highest = np.where(present, terms.hazard, 0.0).max(axis=0)
    rate = np.where(present, terms.hazard, 0.0) / np.where(highest > 0.0, highest, 1.0)
    wanted = terms.share / np.where(present, state.mass, 1.0)
    leave = np.where(present, np.maximum(1.0 - wanted, 0.0), 0.0)
    flows = pl.DataFrame(
        {"rate": rate.ravel(), "carry": state.review_carry.ravel(), "leave": leave.ravel()}
    ).with_row_index("flow")
    before = pl.col("carry") + pl.col("rate") * (pl.col("visit") - 1)
    sample = _sample(relationships, highest.ravel(), terms)
    seen = (
        relationships[sample]
        .lazy()
        .join(accounts.lazy().select("account", "scale"), on="account", how="left", maintain_order="left")
        .join(flows.lazy().cast({"flow": ID}), on="flow", how="left", maintain_order="left")
        .with_columns(size=pl.col("weight") * pl.col("scale"))
        .filter(pl.col("size") > 0.0)
        .with_columns(visit=pl.col("slot").cum_count().over("flow"))
        .with_columns(taken=(before + pl.col("rate") + 0.5).floor(), taken_before=(before + 0.5).floor())
        .collect()
    )
    left = (
        seen.group_by("flow")
        .last()
        .select("flow", carry=pl.col("carry") + pl.col("rate") * pl.col("visit") - pl.col("taken"))
    )
    carry = state.review_carry.ravel()
    carry[left["flow"].to_numpy()] = left["carry"].to_numpy()
    state.review_carry[...] = carry.reshape(state.review_carry.shape)
    return seen.filter(pl.col("taken") > pl.col("taken_before")).select(
        "slot", "account", "market", "flow", "supplier", "weight", "size", "leave"
    )


def _sample(relationships: pl.DataFrame, highest: Floats, terms: ReviewTerms) -> pl.Series:
    """Numbers of every ``1 / hazard``-th relationship of each market, from a random start."""
    hazards = pl.DataFrame({"highest": highest, "start": terms.start}).with_row_index("market")
    stride = 1.0 / pl.col("highest")
    return (
        relationships.lazy()
        .group_by("market", maintain_order=True)
        .agg(first=pl.col("slot").first(), slots=pl.len())
        .join(hazards.lazy().cast({"market": ID}), on="market", how="left", maintain_order="left")
        .filter(pl.col("highest") > 0.0)
        .with_columns(count=(pl.col("slots") * pl.col("highest") - pl.col("start")).ceil().clip(0).cast(ID))
        .filter(pl.col("count") > 0)
        .select("first", "highest", "start", step=pl.int_ranges(0, "count", dtype=ID))
        .explode("step")
        .select(slot=pl.col("first") + ((pl.col("start") + pl.col("step")) * stride).floor().cast(ID))
        .collect()
        .to_series()
    )
