"""The firms as polars frames: a row a firm, an account, a relationship; joins in place of pointers.

All that can be said as an expression is one. Two things cannot: which of the few reviewed relationships go
where depends on those that went before, and so does who is the first or last to deal with whom
(:mod:`plain_versions.polars_moves`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from plain_versions.polars_frames import ID, accounts_of, firms_of, long_frame, relationships_of, technology
from plain_versions.polars_moves import Moves
from plain_versions.polars_sample import reviewed
from plain_versions.terms import Floats, ReviewTerms, TradeTerms
from sim.economy.sourcing import power_of_prices

if TYPE_CHECKING:
    from sim.model.state import State
    from sim.model.trade_war import TradeWar


class PolarsFirms:
    """Frames of firms, accounts and relationships, made from the state of a model.

    A market is ``economy * G + group`` of the buyer, a cell the same of the supplier, a flow
    ``origin * M + market``.

    Parameters
    ----------
    model : TradeWar
        A model, whose state the frames start from.
    """

    def __init__(self, model: TradeWar) -> None:
        self.power = power_of_prices(model.behaviour.short_run_elasticity)
        self.shape = len(model.world.economies), len(model.world.groups)
        self.markets = self.shape[0] * self.shape[1]
        self.sectors, self.inputs = technology(model)
        self.firms = firms_of(model, self.sectors, self.power)
        self.relationships = relationships_of(model)
        self.accounts = accounts_of(model, self.firms, self.relationships, self.inputs)
        self._measure_accounts()
        self.moves = Moves(self.firms, self.relationships, self.shape, model.state)

    def _measure_accounts(self) -> None:
        """What a unit of weight in each account stands for in its market's spending."""
        spent = pl.col("spending").sum().over("market")
        scale = pl.when(spent > 0.0).then(pl.col("spending") / (pl.col("weight") * spent)).otherwise(0.0)
        self.accounts = self.accounts.with_columns(scale=scale)

    def set_prices(self, wage: Floats, congestion: Floats, speed: float) -> None:
        is_pool = pl.col("buyer").is_null()
        pools = self.accounts.filter(is_pool).select("economy", "group", pooled="log_price")
        wages = pl.DataFrame({"log_wage": np.log(wage)}).with_row_index("economy").cast({"economy": ID})
        strain = pl.DataFrame({"congestion": congestion.ravel()}).with_row_index("cell").cast({"cell": ID})
        at_pools = (
            self.inputs.join(pools, on=["economy", "group"])
            .group_by("economy", "sector")
            .agg(inputs=(pl.col("share") * pl.col("pooled")).sum())
            .join(self.sectors, on=["economy", "sector"])
            .join(wages, on="economy")
            .select(
                "economy", "sector", at_pools=pl.col("value_added") * pl.col("log_wage") + pl.col("inputs")
            )
        )
        own = (
            self.accounts.filter(~is_pool)
            .join(pools, on=["economy", "group"])
            .group_by("buyer")
            .agg(own=(pl.col("share") * (pl.col("log_price") - pl.col("pooled"))).sum())
        )
        self.firms = (
            self.firms.lazy()
            .join(at_pools.lazy(), on=["economy", "sector"], how="left", maintain_order="left")
            .join(own.lazy(), left_on="firm", right_on="buyer", how="left", maintain_order="left")
            .join(strain.lazy(), on="cell", how="left", maintain_order="left")
            .with_columns(unit_cost=(pl.col("at_pools") + pl.col("own").fill_null(0.0)).exp())
            .with_columns(
                price=pl.col("price")
                * (pl.col("unit_cost") * pl.col("congestion") / pl.col("price")) ** speed
            )
            .with_columns(
                price_power=pl.col("price") ** self.power,
                choice_weight=pl.col("size") * pl.col("price") ** -pl.col("theta"),
            )
            .drop("at_pools", "own", "congestion")
            .collect()
        )

    def origin_price(self) -> Floats:
        prices = self.firms.group_by("cell").agg(
            price=pl.col("choice_weight").sum() ** (-1.0 / pl.col("theta").first())
        )
        price = np.ones(self.markets)
        price[prices["cell"].to_numpy()] = prices["price"].to_numpy()
        return price.reshape(self.shape)

    def review(self, terms: ReviewTerms, state: State) -> None:
        rows = reviewed(self.relationships, self.accounts, terms, state)
        choice = pl.col("choice_weight").cum_sum().over("cell") / pl.col("choice_weight").sum().over("cell")
        self.moves.new_week(state)
        after = self.moves.through(rows, self.firms.select(choice).to_series(), terms, state)
        prices = pl.DataFrame({"expected_power": terms.factor_power.ravel()}).with_row_index("flow")
        obtained = pl.DataFrame({"obtained_power": terms.obtained_power.ravel()}).with_row_index("market")
        changed = (
            rows.select("slot", "market", "weight", supplier=after)
            .join(
                self.firms.select(supplier="firm", economy="economy", price_power="price_power"),
                on="supplier",
            )
            .with_columns(flow=pl.col("economy") * self.markets + pl.col("market"))
            .join(prices.cast({"flow": ID}), on="flow")
            .join(obtained.cast({"market": ID}), on="market")
            .select(
                "slot",
                "supplier",
                "flow",
                strength=pl.col("weight")
                * pl.col("obtained_power")
                / (pl.col("price_power") * pl.col("expected_power")),
            )
        )
        self.relationships = self.relationships.with_columns(
            self.relationships[name].scatter(changed["slot"], changed[name])
            for name in ("supplier", "flow", "strength")
        )

    def pay_dividends(self, rate: float) -> None:
        self.firms = self.firms.with_columns(cash=(1.0 - rate) * pl.col("cash"))

    def order(self, purchases: Floats) -> None:
        self.firms = self.firms.with_columns(production_cost=pl.col("unit_cost") * pl.col("quantity"))
        by_sector = self.firms.group_by("economy", "sector").agg(cost=pl.col("production_cost").sum())
        needed = (
            self.inputs.join(by_sector, on=["economy", "sector"])
            .group_by("economy", "group")
            .agg(needed=(pl.col("share") * pl.col("cost")).sum())
        )
        final = long_frame(np.indices(purchases.shape), ("economy", "group"), final=purchases)
        self.accounts = (
            self.accounts.lazy()
            .join(
                self.firms.lazy().select(buyer="firm", cost="production_cost"),
                on="buyer",
                how="left",
                maintain_order="left",
            )
            .join(needed.lazy(), on=["economy", "group"], how="left", maintain_order="left")
            .join(final.lazy(), on=["economy", "group"], how="left", maintain_order="left")
            .with_columns(own=pl.col("share") * pl.col("cost"))
            .with_columns(direct=pl.col("own").sum().over("market"))
            .with_columns(
                spending=pl.when(pl.col("buyer").is_null())
                .then((pl.col("needed").fill_null(0.0) + pl.col("final") - pl.col("direct")).clip(0.0))
                .otherwise(pl.col("own"))
            )
            .drop("cost", "needed", "final", "own", "direct")
            .collect()
        )
        self._measure_accounts()

    def ship(self, terms: TradeTerms, state: State) -> None:
        flows = _flows(terms, self.shape)
        final = long_frame(np.indices(self.shape), ("economy", "group"), final_part=terms.final_part)
        pulls = (
            self.relationships.lazy()
            .join(
                self.firms.lazy().select(supplier="firm", price_power="price_power"),
                on="supplier",
                how="left",
                maintain_order="left",
            )
            .join(flows.lazy(), on="flow", how="left", maintain_order="left")
            .with_columns(pull=pl.col("strength") * pl.col("price_power") * pl.col("factor_power"))
            .drop("slot", "market", "strength", "price_power", "factor_power")
            .collect()
        )
        totals = (
            pulls.lazy()
            .group_by("account")
            .agg(total=pl.col("pull").sum(), left=(pl.col("pull") * pl.col("kept")).sum())
        )
        is_pool = pl.col("buyer").is_null()
        accounts = (
            self.accounts.lazy()
            .join(totals, on="account", how="left", maintain_order="left")
            .join(final.lazy(), on=["economy", "group"], how="left", maintain_order="left")
            .with_columns(final_part=pl.when(is_pool).then("final_part").otherwise(0.0))
            .with_columns(
                log_price=(pl.col("total") / pl.col("weight")).log() / self.power,
                on_all=(1.0 - pl.col("final_part")) * pl.col("spending") / pl.col("total"),
                on_kept=pl.col("final_part") * pl.col("spending") / pl.col("left"),
            )
            .collect()
        )
        self.accounts = accounts.drop("total", "left", "final_part", "on_all", "on_kept")
        bought = (
            pulls.lazy()
            .join(
                accounts.lazy().select("account", "on_all", "on_kept", "scale"),
                on="account",
                how="left",
                maintain_order="left",
            )
            .with_columns(
                value=(pl.col("on_all") + pl.col("on_kept") * pl.col("kept"))
                * pl.col("pull")
                * pl.col("customs_part"),
                mass=pl.col("scale") * pl.col("weight"),
            )
            .with_columns(paid=pl.col("value") * pl.col("order"))
            .select("supplier", "flow", "value", "mass", "paid", sold=pl.col("paid") * pl.col("list_part"))
            .collect()
        )
        by_firm = bought.lazy().group_by("supplier").agg(pl.col("paid", "sold").sum())
        self.firms = (
            self.firms.lazy()
            .join(by_firm, left_on="firm", right_on="supplier", how="left", maintain_order="left")
            .with_columns(
                receipts=pl.col("paid").fill_null(0.0),
                quantity=pl.col("sold").fill_null(0.0) / pl.col("price"),
            )
            .drop("paid", "sold")
            .collect()
        )
        by_flow = bought.group_by("flow").agg(pl.col("value", "mass").sum())
        place = by_flow["flow"].to_numpy()
        for array, name in ((state.use_value, "value"), (state.mass, "mass")):
            amounts = np.zeros(array.size)
            amounts[place] = by_flow[name].to_numpy()
            array[...] = amounts.reshape(array.shape)

    def labour_used(self) -> Floats:
        used = self.firms.group_by("economy", maintain_order=True).agg(
            labour=(pl.col("production_cost") * pl.col("value_added")).sum()
        )
        labour = np.zeros(self.shape[0])
        labour[used["economy"].to_numpy()] = used["labour"].to_numpy()
        return labour

    def pay(self, rate: Floats) -> None:
        rates = pl.DataFrame({"rate": rate}).with_row_index("economy").cast({"economy": ID})
        cost, labour = pl.col("production_cost"), pl.col("value_added")
        self.firms = (
            self.firms.join(rates, on="economy", how="left", maintain_order="left")
            .with_columns(
                cash=pl.col("cash")
                + pl.col("receipts")
                - cost * (1.0 - labour)
                - cost * labour * pl.col("rate")
            )
            .drop("rate")
        )

    def of_firms(self, name: str) -> Floats:
        return self.firms[name].to_numpy(writable=True)

    def of_accounts(self, name: str) -> Floats:
        return self.accounts[name].to_numpy(writable=True)

    def of_relationships(self, name: str) -> NDArray[np.generic]:
        return self.relationships[name].to_numpy()


def _flows(terms: TradeTerms, shape: tuple[int, int]) -> pl.DataFrame:
    """What stands between buyer and supplier, a row a flow."""
    kept = np.broadcast_to(terms.kept[:, :, None], terms.order.shape)
    columns = (terms.factor_power, terms.customs_part, terms.order, terms.list_part, kept)
    names = ("factor_power", "customs_part", "order", "list_part", "kept")
    frame = pl.DataFrame({name: each.ravel() for name, each in zip(names, columns, strict=True)})
    return frame.with_row_index("flow").cast({"flow": ID})
