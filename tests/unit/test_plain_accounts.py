"""Textbook accounts: what a table of flows makes of an economy."""

import numpy as np
import pytest

from sim.world.accounts_check import check_accounts
from sim.world.plain_accounts import armington, caliendo_parro

FLOWS = np.array([[80.0, 22.0], [20.0, 130.0]])


def test_armington_accounts_are_labour_that_makes_one_good():
    accounts = armington(FLOWS, 4.0, [[0.0, 0.1], [0.0, 0.0]])
    check_accounts(accounts)
    assert accounts.economies == ("1", "2")
    assert accounts.groups == accounts.sectors == ("sector 1",)
    assert accounts.theta.tolist() == [4.0]
    assert (accounts.value_added_share == 1.0).all()
    assert (accounts.taste == 1.0).all()
    # 22 with duty of a tenth is worth 20 at the border
    assert accounts.labour_income == pytest.approx([100.0, 150.0], rel=1e-15)
    assert accounts.revenue == pytest.approx([0.0, 2.0], rel=1e-14)
    assert accounts.deficit == pytest.approx([0.0, 0.0], abs=1e-13)
    assert accounts.consumption == pytest.approx([100.0, 152.0], rel=1e-15)


def test_one_rate_is_every_rate():
    accounts = armington(FLOWS, 4.0, 0.1)
    assert accounts.base_tariff.shape == (2, 2, 1)
    assert (accounts.base_tariff == 0.1).all()
    assert (armington(FLOWS, 4.0).base_tariff == 0.0).all()


def test_flows_are_read_as_origin_then_destination():
    accounts = armington([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], 4.0)
    assert accounts.absorption[:, 0].tolist() == [12.0, 15.0, 18.0]
    assert accounts.group_output[:, 0].tolist() == [6.0, 15.0, 24.0]
    assert accounts.deficit.tolist() == [6.0, 0.0, -6.0]


def test_caliendo_parro_accounts_have_a_group_a_sector_and_no_distribution():
    flows = np.stack([FLOWS, 2.0 * FLOWS], axis=2)
    inputs = np.array([[[0.1, 0.2], [0.3, 0.0]], [[0.0, 0.25], [0.2, 0.1]]])
    accounts = caliendo_parro(flows, [4.0, 8.0], np.zeros_like(flows), inputs, ("AAA", "BBB"))
    check_accounts(accounts)
    assert accounts.economies == ("AAA", "BBB")
    assert accounts.groups == accounts.sectors == ("sector 1", "sector 2")
    assert accounts.sector_of_group.tolist() == [0, 1]
    assert (accounts.margin_share == 0.0).all()
    assert accounts.is_goods.all()
    # input is the second index, using sector the third: 0.1 + 0.3 of the first sector's output is inputs
    assert accounts.value_added_share == pytest.approx(np.array([[0.6, 0.8], [0.8, 0.65]]), abs=1e-15)
    # sector 1 of the first economy sells 102, sector 2 204; the first product is input to both
    assert accounts.intermediate[0] == pytest.approx([0.1 * 102.0 + 0.2 * 204.0, 0.3 * 102.0], rel=1e-14)
    assert accounts.consumption[0] == pytest.approx(300.0 - 81.6, rel=1e-14)
    assert accounts.labour_income[0] == pytest.approx(0.6 * 102.0 + 0.8 * 204.0, rel=1e-14)


def test_what_is_passed_in_stays_as_it_was():
    flows, tariff = FLOWS[:, :, None].copy(), np.zeros((2, 2, 1))
    accounts = caliendo_parro(flows, [4.0], tariff, np.zeros((2, 1, 1)))
    tariff += 1.0
    assert (accounts.base_tariff == 0.0).all()
    assert (flows[:, :, 0] == FLOWS).all()


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_any_unit_of_money_will_do(unit):
    accounts = armington(FLOWS * unit, 4.0)
    check_accounts(accounts)
    assert accounts.labour_income / unit == pytest.approx([102.0, 150.0], rel=1e-14)
