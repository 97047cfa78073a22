"""Published test cases of exact-hat algebra, solved by another program, to their last decimals."""

import json
from pathlib import Path

import numpy as np
import pytest
from bases import EXACT

from sim.economy.equilibrium import long_run
from sim.world.plain_accounts import armington, caliendo_parro

STORED = json.loads(
    (Path(__file__).parents[1] / "data" / "hat_algebra_cases.json").read_text(encoding="utf-8")
)
CASES = {f"{case['base']}-{case['deficits']}": case for case in STORED["cases"]}
MONEY = ("expenditure", "revenue", "transfer", "income")
RATIOS = ("wage", "consumer_price", "welfare", "real_wage", "income_change", "price")


def accounts_of(base):
    if base["model"] == "armington":
        return armington(base["expenditure"], base["theta"], base["tariff"])
    return caliendo_parro(base["expenditure"], base["theta"], base["tariff"], base["input_share"])


def outcome(accounts, rest, name):
    if name == "income_change":
        return rest.income / accounts.consumption
    return getattr(rest, name)


@pytest.mark.parametrize("name", CASES)
def test_every_figure_of_the_other_program_is_reproduced(name):
    case = CASES[name]
    accounts = accounts_of(STORED["bases"][case["base"]])
    tariff = np.reshape(case["tariff"], accounts.expenditure.shape)
    rest = long_run(accounts, tariff, case["deficits"], tolerance=EXACT)
    for figure, stored in case["equilibrium"].items():
        found = outcome(accounts, rest, figure)
        wanted = np.reshape(stored, found.shape)
        # a transfer of nothing is nothing to a part in a hundred million of income
        slack = 1e-8 * accounts.consumption.min() if figure == "transfer" else 0.0
        assert found == pytest.approx(wanted, rel=1e-8, abs=slack), figure


def test_cases_cover_both_models_all_closures_and_every_figure():
    assert len(CASES) == 6
    assert {case["deficits"] for case in CASES.values()} == {"fixed", "balanced", "gdp_share"}
    figures = {figure for case in CASES.values() for figure in case["equilibrium"]}
    assert figures == {*MONEY, *RATIOS}


def test_value_added_is_what_the_stored_inputs_leave():
    base = STORED["bases"]["two_sectors_with_inputs"]
    found = accounts_of(base).value_added_share
    assert found == pytest.approx(np.array(base["value_added_share"]), abs=1e-12)
