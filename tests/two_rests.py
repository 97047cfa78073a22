"""A run whose scenario and reference are two equilibria without frictions: as accounts, and as tables."""

import numpy as np
from hand_made import evidence, filled, mondays

from sim.economy.equilibrium import long_run
from sim.metrics.incidence.accounts import Accounts
from sim.metrics.incidence.books import Books
from sim.metrics.incidence.purchases import Purchases

WEEKS_PER_YEAR = 52.0


def war(world, most, seed=0):
    """As much as `most` more on every foreign good."""
    abroad = (1.0 - np.eye(len(world.economies)))[:, :, None]
    more = np.random.default_rng([seed, 8]).uniform(0.0, most, world.expenditure.shape)
    return world.base_tariff + more * abroad * world.is_goods


def solved(world, tariff, closure="fixed", **others):
    return long_run(world, tariff, closure, tolerance=1e-14, **others)


def accounts_of(world, rest, price_level=1.0):
    """Accounts of every economy, equilibrium against base; money after is `price_level` times as much."""
    home = np.arange(len(world.economies))
    price = np.broadcast_to(rest.unit_cost[:, None, world.sector_of_group], world.expenditure.shape)
    value = np.stack([price_level * rest.customs_value, world.customs_value])[..., None]
    duty = np.stack([price_level * rest.customs_value * rest.tariff, world.customs_value * world.base_tariff])
    log_price = np.log(np.stack([price_level * price, np.ones_like(price)]))[..., None]
    abroad = 1.0 - np.eye(len(home))[:, :, None, None]
    nothing = np.zeros((2, len(home), 1))
    level = np.array([price_level, 1.0])[:, None, None]
    spending = level * np.stack([rest.income, world.consumption])[..., None]
    books = Books(
        price=level * np.stack([rest.consumer_price, np.ones(len(home))])[..., None],
        spending=spending,
        transfer=level * np.stack([rest.transfer, world.deficit])[..., None],
        fees=nothing,
        labour=level * np.stack([rest.wage * world.labour_income, world.labour_income])[..., None],
        employed=nothing + 1.0,
        at_work=nothing + 1.0,
        ahead=nothing,
    )
    return Accounts(
        abroad=abroad,
        theta=world.theta,
        books=books,
        bought=Purchases(value, duty[..., None], value / np.exp(log_price)),
        log_cost=np.log(np.stack([price_level * rest.price, np.ones_like(rest.price)]))[..., None],
        sold=np.swapaxes(value, 1, 2) * abroad,
        sold_log_price=np.swapaxes(log_price, 1, 2),
        paid=(value * abroad).sum(axis=(1, 3)),
        drawn=np.zeros((2, len(home), len(home), 1)),
        landed_price=np.ones((2, len(home), len(home), 1)),
    )


def evidence_of(world, rest, weeks=4):
    """The same as the tables of a run that rests on the equilibrium in each of some weeks."""
    economies, groups = world.economies, world.groups
    count = len(economies)

    def arms(after, before):
        """An arm's rows after another's, weeks last."""
        return np.repeat(np.concatenate([np.ravel(after), np.ravel(before)]), weeks)

    def weekly(flows):
        return np.repeat((flows / WEEKS_PER_YEAR)[..., None], weeks, axis=3)

    keys = {
        "arm": np.repeat(["scenario", "reference"], count * weeks),
        "economy": np.tile(np.repeat(economies, weeks), 2),
        "week": mondays(weeks) * (2 * count),
    }
    ones = np.ones(count)
    income, base_income = (each / WEEKS_PER_YEAR for each in (rest.income, world.consumption))
    revenue, base_revenue = (each / WEEKS_PER_YEAR for each in (rest.revenue, world.revenue))
    transfer, base_transfer = (each / WEEKS_PER_YEAR for each in (rest.transfer, world.deficit))
    there = np.nonzero(world.customs_value > 0.0)
    of_flows = {
        "base_value": world.customs_value,
        "customs_value": rest.customs_value,
        "duty": rest.customs_value * rest.tariff,
    }
    price = np.broadcast_to(rest.unit_cost[:, None, world.sector_of_group], world.expenditure.shape)
    quantity = rest.customs_value / price / np.where(world.customs_value > 0.0, world.customs_value, 1.0)
    of_groups = {"economy": np.repeat(economies, len(groups)), "group": np.tile(groups, count)}
    tables = {
        "prices": filled("prices", {**keys, "consumer_price": arms(rest.consumer_price, ones)}),
        "households": filled(
            "households",
            {
                **keys,
                "labour_income": arms(
                    income - revenue - transfer, base_income - base_revenue - base_transfer
                ),
                "rebate": arms(revenue, base_revenue),
                "transfer": arms(transfer, base_transfer),
                "spending": arms(income, base_income),
            },
        ),
        "welfare": filled("welfare", {**keys, "real_consumption": arms(rest.welfare, ones)}),
        "retail_prices": filled(
            "retail_prices",
            {
                "arm": np.repeat(["scenario", "reference"], rest.price.size * weeks),
                **{name: np.tile(np.repeat(each, weeks), 2) for name, each in of_groups.items()},
                "week": mondays(weeks) * (2 * rest.price.size),
                "landed_price": arms(rest.price, np.ones_like(rest.price)),
            },
        ),
        "benchmark_prices": filled("benchmark_prices", {**of_groups, "landed_price": rest.price.ravel()}),
        "benchmark_welfare": filled(
            "benchmark_welfare",
            {
                "economy": economies,
                "welfare": rest.welfare,
                "consumer_price": rest.consumer_price,
                "revenue": revenue,
                "transfer": transfer,
            },
        ),
        "benchmark_trade": filled(
            "benchmark_trade",
            {
                "origin": np.array(economies)[there[0]],
                "destination": np.array(economies)[there[1]],
                "group": np.array(groups)[there[2]],
                **{name: each[there] / WEEKS_PER_YEAR for name, each in of_flows.items()},
            },
        ),
    }
    return evidence(
        economies,
        groups,
        weekly(rest.customs_value),
        weekly(world.customs_value),
        tables=tables,
        theta=world.theta,
        quantity_index=tuple(
            np.repeat(each[..., None], weeks, axis=3) for each in (quantity, np.ones_like(quantity))
        ),
        duty=(weekly(rest.customs_value * rest.tariff), weekly(world.customs_value * world.base_tariff)),
    )
