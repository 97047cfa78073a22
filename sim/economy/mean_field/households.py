"""Households in the mean field: they earn and spend, take sides and judge their governments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.approval import opinion_after
from sim.economy.circular_flow import final_purchases
from sim.economy.deficits import transfer
from sim.economy.engel import log_decile_price, spending_by_decile
from sim.economy.income import dividends_borne, income_by_decile
from sim.economy.mean_field.state import MeanField
from sim.economy.sentiment import anger, diversion, kept_in_the_shops, mean_log_tariff, sentiment_after
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.economy.unemployment import labour_paid, unemployment_by_decile
from sim.world.accounts import Floats

if TYPE_CHECKING:
    from sim.economy.mean_field.given import Week


def consume(week: Week, state: MeanField) -> MeanField:
    """Households earn and spend, equations (23), (24) and (66)."""
    accounts, behaviour, deciles = week.accounts, week.behaviour, week.accounts.deciles
    dividends = behaviour.dividend_rate * state.cash + state.importers_gain
    dividends = dividends + behaviour.retail.resident_owners * state.retail_profit
    received = transfer(accounts, state.wage, week.deficits) / WEEKS_PER_YEAR
    jobs = behaviour.unemployment
    pay, benefits = labour_paid(state.wage * week.labour_force, state.unemployment, jobs.replacement)
    dividends = dividends_borne(dividends, pay + state.treasury + received + benefits)
    income = np.stack([pay, state.treasury, dividends, received, benefits], axis=1)
    out = unemployment_by_decile(state.unemployment, deciles.income_share, deciles.rank, jobs.gradient)
    by_decile = income_by_decile(
        income,
        deciles.income_share,
        state.unemployment,
        out,
        accounts.revenue / WEEKS_PER_YEAR,
        behaviour.rebate_per_head,
        behaviour.ownership,
    )
    return replace(
        state,
        income=income.sum(axis=1),
        decile_income=by_decile,
        decile_unemployment=out,
        final_spending=_spending(week, state, by_decile.sum(axis=2), income.sum(axis=1)),
        cash=state.cash - dividends,
        treasury=np.zeros_like(state.treasury),
    )


def _spending(week: Week, state: MeanField, by_decile: Floats, income: Floats) -> Floats:
    """(N, G) what households spend, equations (24) and (68)."""
    accounts, engel = week.accounts, week.behaviour.engel
    if not engel.on:
        return np.asarray(income[:, None] * accounts.taste)
    deciles = accounts.deciles
    base = deciles.income_share * accounts.consumption[:, None] / WEEKS_PER_YEAR
    spent = spending_by_decile(
        by_decile,
        base,
        state.log_retail_price,
        deciles.budget_share,
        deciles.income_elasticity,
        engel.strength,
    )
    return np.asarray(spent.sum(axis=1))


def boycotted(week: Week, state: MeanField, value: Floats, share: Floats) -> Floats:
    """Return (N, N, G) values of flows with boycotts, equations (73) and (74).

    Parameters
    ----------
    week : Week
        What the week is given.
    state : MeanField
        The economy when goods are bought.
    value, share : (N, N, G) float
        Values without boycotts; shares of origins in each market's spending.
    """
    avoiding, accounts = state.sentiment.avoiding, week.accounts
    if not avoiding.any():
        return value
    bought = final_purchases(accounts, state.sales_at_cost) * accounts.is_goods
    final_part = np.minimum(bought / np.where(state.spending > 0.0, state.spending, 1.0), 1.0)
    kept = kept_in_the_shops(avoiding, week.behaviour.sentiment.avoidance)
    return np.asarray(value * diversion(share, kept, final_part))


def form_opinions(week: Week, state: MeanField) -> MeanField:
    """New tariffs make households angry, and what they live through makes up their opinion."""
    accounts, behaviour = week.accounts, week.behaviour
    sentiment, opinion = state.sentiment, state.opinion
    if behaviour.sentiment.on:
        log_tariff = mean_log_tariff(week.tariff_factor, accounts.goods_weight)
        sentiment = sentiment_after(sentiment, log_tariff, behaviour.sentiment)
    if behaviour.approval.on:
        noticed = log_decile_price(accounts.deciles.experience_share, state.log_retail_price)
        log_price = noticed - np.log(state.wage)[:, None]
        angry = anger(sentiment.avoiding)
        opinion = opinion_after(opinion, log_price, state.decile_unemployment, angry, behaviour.approval)
    return replace(state, sentiment=sentiment, opinion=opinion)
