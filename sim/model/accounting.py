"""Checks that no dollar and no good appears or disappears in a step: which identities, on what, where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.economy import goods_identities as of_goods
from sim.economy import household_identities as of_households
from sim.economy import identities as of
from sim.model import places
from sim.model.books import Books
from sim.model.residuals import Residual, Residuals
from sim.model.stocks import Stocks
from sim.world.world import Floats

if TYPE_CHECKING:
    from sim.model.trade_war import TradeWar

__all__ = ["ALL", "OF_EVERY_RELATIONSHIP", "WEEKLY", "Identity", "Residual", "Residuals", "Stocks", "audit"]


@dataclass(frozen=True)
class Identity:
    """An identity as it is checked in a run.

    Parameters
    ----------
    name : str
        What must be so, as a name.
    gap : callable
        From the books to an array of relative gaps.
    measured_in : str
        What the gaps are relative to.
    place : callable
        From the model and the position of a gap in the array to the name of a place.
    """

    name: str
    gap: Callable[[Books], Floats]
    measured_in: str
    place: Callable[[TradeWar, Sequence[int]], str]


_GDP = "a week's GDP"

WEEKLY: tuple[Identity, ...] = (
    Identity(
        "spending_is_use_plus_duty",
        lambda books: of.spending_is_use_plus_duty(
            books.spending, books.state.use_value, books.state.routing.charge
        ),
        "the market's spending",
        places.market,
    ),
    Identity(
        "receipts_are_shipments",
        lambda books: of.receipts_are_shipments(books.receipts, books.shipped),
        "the cell's sales",
        places.cell,
    ),
    Identity(
        "duty_is_rate_times_customs_value",
        lambda books: of.duty_is_rate_times_customs_value(
            books.state.duty, books.state.effective_tariff, books.state.customs_value
        ),
        "the flow",
        places.flow,
    ),
    Identity(
        "fees_paid_are_received",
        lambda books: of.transfers_sum_to_zero(books.state.fees_received - books.fees_paid, books.gdp),
        _GDP,
        places.world,
    ),
    Identity(
        "government_budget",
        lambda books: of.government_budget(
            books.opening.treasury,
            books.duty + books.state.fees_received,
            books.rebate,
            books.state.treasury,
            books.gdp,
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "producers_costs_plus_margin_are_revenue",
        lambda books: of.costs_plus_margin_are_revenue(**books.producers),
        "the cell's sales",
        places.cell,
    ),
    Identity(
        "distributors_costs_plus_margin_are_revenue",
        lambda books: of.costs_plus_margin_are_revenue(**books.distributors),
        _GDP,
        places.economy,
    ),
    Identity(
        "retail_is_landed_purchases_plus_margin",
        lambda books: of.retail_is_landed_purchases_plus_margin(
            books.sales_at_cost,
            books.needed - books.intermediates,
            books.world.margin_share,
            books.world.margin_labour_share,
            books.world.is_goods,
            books.gdp,
        ),
        _GDP,
        places.market,
    ),
    Identity(
        "margin_pays_labour",
        lambda books: of.margin_pays_labour(
            books.state.distribution_labour,
            books.sales_at_cost,
            books.world.margin_share,
            books.world.margin_labour_share,
            books.world.is_goods,
            books.gdp,
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "household_budget",
        lambda books: of_households.household_budget(
            books.state.final_spending, books.state.income, books.gdp
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "labour_income_is_wage_times_labour",
        lambda books: of_households.labour_income_is_wage_times_labour(
            books.labour_income,
            books.opening.wage,
            books.labour_force,
            books.opening.unemployment,
            books.model.behaviour.unemployment.replacement,
            books.gdp,
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "deciles_add_up",
        lambda books: of_households.deciles_add_up(books.state.decile_income, books.state.income, books.gdp),
        _GDP,
        places.economy,
    ),
    Identity(
        "dividends_paid_are_received",
        lambda books: of.dividends_paid_are_received(
            books.dividends_paid, books.dividends_received, books.gdp
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "shipped_is_received_plus_in_transit",
        lambda books: of_goods.shipped_is_received_plus_in_transit(
            books.opening.in_transit.sum(axis=1),
            books.quantity,
            books.received.sum(axis=1),
            books.state.inventories.in_transit.sum(axis=1),
        ),
        "the cell's shipments",
        places.cell,
    ),
    Identity(
        "stock_is_received_less_used",
        lambda books: of_goods.stock_is_received_less_used(
            books.opening.on_hand.sum(axis=0),
            books.received.sum(axis=0),
            (books.state.use_value / books.charged_price).sum(axis=0),
            books.state.inventories.on_hand.sum(axis=0),
            books.usual_use,
        ),
        "the market's supply",
        places.market,
    ),
    Identity(
        "trade_balance",
        lambda books: of.trade_balance(
            books.exports,
            books.imports,
            books.transfer,
            books.closing_money - books.opening_money,
            books.gdp,
        ),
        _GDP,
        places.economy,
    ),
    Identity(
        "transfers_sum_to_zero",
        lambda books: of.transfers_sum_to_zero(books.transfer, books.gdp),
        _GDP,
        places.world,
    ),
    Identity(
        "world_exports_are_world_imports",
        lambda books: of.world_exports_are_world_imports(books.exports, books.imports),
        "world imports",
        places.world,
    ),
    Identity(
        "money_is_neither_made_nor_lost",
        lambda books: of.money_is_neither_made_nor_lost(books.opening_money, books.closing_money, books.gdp),
        _GDP,
        places.world,
    ),
    Identity(
        "numeraire",
        lambda books: of.numeraire(books.state.wage, books.labour_force),
        "world labour income",
        places.world,
    ),
)
"""Checked after every step, on economies, markets, cells and flows."""

OF_EVERY_RELATIONSHIP: tuple[Identity, ...] = (
    Identity(
        "receipts_are_payments",
        lambda books: of_goods.receipts_are_payments(books.state.receipts, books.payments.to_producer),
        "the firm's sales",
        places.producer,
    ),
    Identity(
        "shipments_are_payments",
        lambda books: of_goods.receipts_are_payments(books.shipped, books.payments.over_flow),
        "the flow",
        places.flow,
    ),
    Identity(
        "each_producers_costs_plus_margin_are_revenue",
        lambda books: of.costs_plus_margin_are_revenue(**books.every_producer),
        "the firm's sales",
        places.producer,
    ),
)
"""Take a pass over all relationships and firms: checked at the end of a run."""

ALL = (*WEEKLY, *OF_EVERY_RELATIONSHIP)


def audit(
    model: TradeWar, opening: Stocks, checked: Sequence[Identity], so_far: Residuals | None = None
) -> Residuals:
    """Measure identities in the week just simulated.

    Parameters
    ----------
    model : TradeWar
        The model after a step.
    opening : Stocks
        What it held before the step.
    checked : sequence of Identity
        Which identities.
    so_far : Residuals, optional
        Largest residuals of earlier weeks; only larger ones replace them.
    """
    books, found = Books(model, opening), {}
    known = so_far or Residuals()
    for identity in checked:
        gap = np.abs(identity.gap(books))
        # A gap that is not a number must not pass for a small one.
        value = float(gap.max())
        value = value if np.isfinite(value) else np.inf
        before = known.by_identity.get(identity.name)
        if before is None or value > before.value:
            position = np.unravel_index(int(np.argmax(gap)), gap.shape)
            where = identity.place(model, [int(each) for each in position])
            found[identity.name] = Residual(identity.name, value, identity.measured_in, where, model.monday)
    return known.worst(Residuals(found))
