"""Small policies tried on the base of 2017, to read elasticities and pass-through as the studies did.

Each experiment is a scenario of its own, followed in the mean-field limit: no sampling error, and all
frictions of the scenario's behaviour.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice

import numpy as np

from sim.economy.mean_field import MeanField
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.metrics.replay.weekly import CHINA, UNITED_STATES
from sim.model.limits import Limits
from sim.scenario.measures import Measure, Tariff
from sim.scenario.schema import Horizon, Scenario
from sim.world import World
from sim.world.world import Floats, Integers

START = dt.date(2018, 1, 1)
YEAR = 52

SMALL_RATE, SMALL_FLOWS, SMALL_SEED = 0.05, 300, 20180101
LEAST_FLOW, LARGEST_SHARE = 10.0, 0.02
"""A small flow is worth USD 10 mn a year at least, and at most 2 % of its market."""
NOT_DRAWN = frozenset({"EU", "ROW"})
"""Merged economies tax nobody by name here."""

CUT, LEAST_TARIFF = -0.02, 0.03
"""An announced cut of two points, on small flows that pay three at least."""

TARGETED_RATE, TARGETED_LISTS, TARGETED_COVERAGE = (
    0.20,
    ("us_301_list_1", "us_301_list_2", "us_301_list_3"),
    0.5,
)
"""Varieties taxed as in 2018: product groups of which the lists cover half of imports from China."""


def elasticity_by_horizon(scenario: Scenario, world: World, years: Sequence[int]) -> tuple[float, ...]:
    """Trade elasticity of small unexpected tariffs on many small flows, mean over each year named.

    Log change of customs values less that of the other foreign origins in the same market, over the log
    change of one plus the tariff; mean over flows, base values as weights.

    Parameters
    ----------
    scenario : Scenario
        Whose behaviour is tried.
    world : World
        The base.
    years : sequence of int
        Years after the tariff, counted from 1.
    """
    flows = small_flows(world)
    _, destination, group = flows
    measures = tuple(
        _tariff(world.economies[d], world.economies[o], (world.groups[g],), SMALL_RATE)
        for o, d, g in zip(*flows, strict=True)
    )
    taxed = np.zeros(world.customs_value.shape, dtype=bool)
    taxed[flows] = True
    others = ~taxed & ~np.eye(len(world.economies), dtype=bool)[:, :, None]
    path = _path(scenario, world, measures, YEAR * max(years))
    found = []
    totals = [np.zeros_like(world.customs_value) for _ in years]
    for week, state in enumerate(path):
        for rank, year in enumerate(years):
            if (year - 1) * YEAR <= week < year * YEAR:
                totals[rank] += state.customs_value
    base = world.customs_value
    factor = np.log1p(SMALL_RATE / (1.0 + world.base_tariff[flows]))
    for total in totals:
        own = np.log(total[flows] / base[flows])
        rest = np.log((total * others).sum(axis=0) / (base * others).sum(axis=0))[destination, group]
        found.append(float(np.average((own - rest) / factor, weights=base[flows])))
    return tuple(found)


def announced_cut(scenario: Scenario, world: World) -> float:
    """Elasticity of flows over that of use around cuts that were known a year before, less one, per cent.

    Half a year after the cut against half a year before it, on small flows; base values as weights. Buyers
    wait for a cut with what they hold and fill up after it, so flows move by more than what is used.
    """
    flows = small_flows(world, LEAST_TARIFF)
    day = START + YEAR * dt.timedelta(weeks=1)
    measures = tuple(
        _tariff(world.economies[d], world.economies[o], (world.groups[g],), CUT, day)
        for o, d, g in zip(*flows, strict=True)
    )
    half = YEAR // 2
    states = list(_path(scenario, world, measures, YEAR + half))
    changes = []
    for values in ([state.customs_value for state in states], [state.use_value for state in states]):
        before, after = (np.sum(part, axis=0)[flows] for part in (values[YEAR - half : YEAR], values[YEAR:]))
        changes.append(float(np.average(np.log(after / before), weights=world.customs_value[flows])))
    return 100.0 * (changes[0] / changes[1] - 1.0)


def small_flows(world: World, least_tariff: float = 0.0) -> tuple[Integers, Integers, Integers]:
    """Origins, destinations and groups of small flows of goods, drawn at random, always the same.

    Parameters
    ----------
    world : World
        The base.
    least_tariff : float
        Base tariff that they pay at least, fraction.
    """
    kept = np.array([code not in NOT_DRAWN for code in world.economies])
    abroad = ~np.eye(len(kept), dtype=bool)[:, :, None] & world.is_goods
    small = (world.customs_value >= LEAST_FLOW) & (world.base_share <= LARGEST_SHARE)
    small &= world.base_tariff >= least_tariff
    place = np.argwhere(abroad & small & kept[:, None, None] & kept[None, :, None])
    draw = np.random.default_rng(SMALL_SEED)
    chosen = draw.choice(len(place), min(SMALL_FLOWS, len(place)), replace=False)
    origin, destination, group = place[np.sort(chosen)].T
    return origin, destination, group


def targeted_varieties(scenario: Scenario, world: World) -> dict[str, float]:
    """Tax at 20 % what the lists of 2018 taxed, and see what is left after a year, and what retailers ask.

    Returns
    -------
    dict
        ``taxed_imports``: change of imports of taxed varieties against untaxed ones of China, last month
        of the year, per cent. ``variety_elasticity``: the log change of the other foreign origins in their
        markets less that of the taxed varieties, over the log of 1.2. ``retail_pass_through``: rise of
        groups' retail prices for a rise of one in the duty-inclusive cost of the taxed variety, week 26.
    """
    us, china = world.position(UNITED_STATES), world.position(CHINA)
    flows = world.customs_value[:, us]
    taxed = (list_coverage(world, TARGETED_LISTS) >= TARGETED_COVERAGE) & (flows[china] > 0.0)
    names = tuple(name for name, hit in zip(world.groups, taxed, strict=True) if hit)
    untaxed = world.is_goods & ~taxed & (flows[china] > 0.0)
    factor = np.log1p(TARGETED_RATE / (1.0 + world.base_tariff[china, us]))
    states = list(_path(scenario, world, (_tariff(UNITED_STATES, CHINA, names, TARGETED_RATE),), YEAR))
    last = np.mean([state.customs_value[:, us] for state in states[-4:]], axis=0) * WEEKS_PER_YEAR
    foreign = np.array([place not in (us, china) for place in range(len(flows))])
    fell = np.log(last[china, taxed].sum() / flows[china, taxed].sum())
    fell -= np.log(last[china, untaxed].sum() / flows[china, untaxed].sum())
    own = np.log(last[china, taxed] / flows[china, taxed])
    others = np.log(last[foreign][:, taxed].sum(axis=0) / flows[foreign][:, taxed].sum(axis=0))
    elasticity = np.average((others - own) / factor[taxed], weights=flows[china, taxed])
    return {
        "taxed_imports": float(100.0 * np.expm1(fell)),
        "variety_elasticity": float(elasticity),
        "retail_pass_through": _retail_pass_through(world, states[YEAR // 2 - 1], taxed, factor),
    }


def list_coverage(world: World, lists: Sequence[str]) -> Floats:
    """(G,) share of US imports from China of each group that product lists cover."""
    products, groups = world.products, len(world.groups)
    weights = products.weights(CHINA, UNITED_STATES)
    covered = np.clip(np.sum([products.lists[name].share for name in lists], axis=0), 0.0, 1.0)
    total = np.bincount(products.group_of_code, weights, groups)
    part = np.bincount(products.group_of_code, weights * covered, groups)
    return np.asarray(np.divide(part, total, out=np.zeros(groups), where=total > 0.0))


def pulled_forward(scenario: Scenario, world: World) -> float:
    """List 3 imports from China, October to December 2018, over a run in which nobody orders ahead.

    Both runs have the same announcements and beliefs, so buyers look for other suppliers in both alike.

    Parameters
    ----------
    scenario : Scenario
        The war as it was announced.
    world : World
        The base.

    Returns
    -------
    float
        Relative difference, per cent.
    """
    us, china = world.position(UNITED_STATES), world.position(CHINA)
    coverage = list_coverage(world, ("us_301_list_3",))
    totals = []
    for asked in (scenario, without_ordering_ahead(scenario)):
        total = 0.0
        weeks = asked.horizon.mondays()
        for monday, state in zip(weeks, Limits(asked, world).path(), strict=False):
            if dt.date(2018, 10, 1) <= monday < dt.date(2018, 12, 31):
                total += float(state.customs_value[china, us] @ coverage)
            if monday.year > 2018:
                break
        totals.append(total)
    return 100.0 * (totals[0] / totals[1] - 1.0)


def without_ordering_ahead(scenario: Scenario) -> Scenario:
    """Return the scenario in which no saving on duty makes a buyer order early."""
    stocks = scenario.behaviour.inventories.model_copy(update={"response_to_saving": 0.0})
    behaviour = scenario.behaviour.model_copy(update={"inventories": stocks})
    return scenario.model_copy(update={"behaviour": behaviour})


def _retail_pass_through(world: World, state: MeanField, taxed: Floats, factor: Floats) -> float:
    """Slope of log retail prices on the taxed variety's share times the log tariff factor, over groups."""
    us, china = world.position(UNITED_STATES), world.position(CHINA)
    sold = world.is_goods & (world.taste[us] > 0.0)
    exposure = (np.where(taxed, factor, 0.0) * world.base_share[china, us])[sold]
    weight = world.taste[us][sold] / world.taste[us][sold].sum()
    spread = exposure - weight @ exposure
    return float(weight @ (spread * state.log_retail_price[us][sold]) / (weight @ spread**2))


def _tariff(
    importer: str, exporter: str, groups: tuple[str, ...], rate: float, start: dt.date = START
) -> Tariff:
    """Tariff from a day on, announced on the first day of the experiment."""
    return Tariff(
        id=f"try_{importer}_{exporter}_{groups[0]}",
        importer=(importer,),
        exporter=(exporter,),
        products=groups,
        rate=rate,
        announced=START,
        start=start,
    )


def _path(scenario: Scenario, world: World, measures: tuple[Measure, ...], weeks: int) -> islice[MeanField]:
    """Mean-field path of the base under a few measures."""
    changed = {"measures": measures, "statements": (), "horizon": Horizon(start=START, weeks=weeks)}
    asked = scenario.model_copy(update=changed)
    return islice(Limits(asked, world).path(), weeks)
