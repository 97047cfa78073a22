"""An equilibrium satisfies every equation that defines it, written out here once more in plain loops."""

import math

import numpy as np
import pytest
from bases import CLOSURES, EXACT, every_base, war

from sim.economy.equilibrium import long_run

BASES = every_base()


@pytest.fixture(
    scope="module", params=[(name, closure) for name in BASES for closure in CLOSURES], ids="-".join
)
def solved(request):
    name, closure = request.param
    accounts = BASES[name]
    return accounts, long_run(accounts, war(accounts), closure, tolerance=EXACT)


def places(accounts):
    return range(len(accounts.economies)), range(len(accounts.groups)), range(len(accounts.sectors))


def test_unit_cost_is_what_labour_and_inputs_cost(solved):
    accounts, rest = solved
    economies, groups, sectors = places(accounts)
    for n in economies:
        for s in sectors:
            share = [accounts.input_share[n, g, s] for g in groups]
            log = (1.0 - math.fsum(share)) * math.log(rest.wage[n])
            log += math.fsum(share[g] * math.log(rest.price[n, g]) for g in groups)
            assert rest.unit_cost[n, s] == pytest.approx(math.exp(log), rel=1e-11)


def test_prices_and_flows_follow_the_choice_among_origins(solved):
    accounts, rest = solved
    economies, groups, _ = places(accounts)
    expenditure = rest.customs_value * (1.0 + rest.tariff)
    for d in economies:
        for g in groups:
            theta, before = accounts.theta[g], accounts.expenditure[:, d, g]
            pull = []
            for o in economies:
                factor = (1.0 + rest.tariff[o, d, g]) / (1.0 + accounts.base_tariff[o, d, g])
                landed = rest.unit_cost[o, accounts.sector_of_group[g]] * factor
                pull.append(before[o] / before.sum() * landed**-theta)
            assert rest.price[d, g] == pytest.approx(sum(pull) ** (-1.0 / theta), rel=1e-11)
            spent = expenditure[:, d, g]
            assert spent / spent.sum() == pytest.approx(np.array(pull) / sum(pull), rel=1e-11)


def test_every_market_clears_at_what_buyers_need(solved):
    accounts, rest = solved
    economies, groups, sectors = places(accounts)
    expenditure = rest.customs_value * (1.0 + rest.tariff)
    for n in economies:
        output = [
            sum(rest.customs_value[n, :, g].sum() for g in groups if accounts.sector_of_group[g] == s)
            for s in sectors
        ]
        spent = rest.income[n] * accounts.taste[n]
        margin = accounts.margin_share[n] * sum(spent[g] for g in groups if accounts.is_goods[g])
        for g in groups:
            needed = sum(accounts.input_share[n, g, s] * output[s] for s in sectors)
            if accounts.is_goods[g]:
                needed += (1.0 - accounts.margin_share[n]) * spent[g]
            else:
                needed += spent[g] + (1.0 - accounts.margin_labour_share[n]) * margin
            assert expenditure[:, n, g].sum() == pytest.approx(needed, rel=1e-9)
        labour = sum((1.0 - accounts.input_share[n, :, s].sum()) * output[s] for s in sectors)
        labour += accounts.margin_labour_share[n] * margin
        assert rest.wage[n] * accounts.labour_income[n] == pytest.approx(labour, rel=1e-11)


def test_households_spend_what_they_earn_and_welfare_is_what_it_buys(solved):
    accounts, rest = solved
    economies, groups, _ = places(accounts)
    for n in economies:
        duty = sum((rest.customs_value[:, n, g] * rest.tariff[:, n, g]).sum() for g in groups)
        imports, exports = rest.customs_value[:, n].sum(), rest.customs_value[n].sum()
        earned = rest.wage[n] * accounts.labour_income[n] + duty + imports - exports
        assert rest.income[n] == pytest.approx(earned, rel=1e-10)
        services = rest.price[n, accounts.services] if "services" in accounts.groups else 1.0
        labour = accounts.margin_labour_share[n]
        margin = rest.wage[n] ** labour * services ** (1.0 - labour)
        index = 1.0
        for g in groups:
            part = accounts.margin_share[n] if accounts.is_goods[g] else 0.0
            index *= (rest.price[n, g] ** (1.0 - part) * margin**part) ** accounts.taste[n, g]
        assert rest.consumer_price[n] == pytest.approx(index, rel=1e-11)
        assert rest.welfare[n] == pytest.approx(rest.income[n] / accounts.consumption[n] / index, rel=1e-11)
        assert rest.real_wage[n] == pytest.approx(rest.wage[n] / index, rel=1e-11)


def test_world_labour_income_is_the_numeraire(solved):
    accounts, rest = solved
    assert rest.wage @ accounts.labour_income == pytest.approx(accounts.labour_income.sum(), rel=1e-13)
