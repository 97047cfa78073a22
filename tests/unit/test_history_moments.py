"""Recorded history, and how moments are worked out of a replay: on replays whose answer is known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from sim.metrics.replay import measuring
from sim.metrics.replay.moment import Moment, around
from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.targets import GAINERS, RECORDED_GAINS, REPLAY_MOMENTS, measure_replay
from sim.metrics.replay.weekly import START, WEEKS, Replay, parts_of_weeks, whole_months
from sim.world.aggregation import DEFAULT_ECONOMIES, members_of
from sim.world.history import recorded_history

ECONOMIES = ("USA", "CHN", "VNM", "MEX", "TWN", "ROW")
MONDAYS = tuple(START + timedelta(weeks=week) for week in range(WEEKS))


@pytest.fixture(scope="module")
def recorded():
    members = members_of(DEFAULT_ECONOMIES)
    history = recorded_history(tuple(members.values()))
    return Recorded(history.months, tuple(members), history.imports, history.exports, history.duties)


def resting(groups=4):
    """A replay in which nothing happens."""
    imports = np.array([0.0, 40.0, 10.0, 60.0, 10.0, 80.0])
    value = np.array([10.0, 5.0, 20.0, 5.0])[:groups]
    tariff = np.full(groups, 0.03)
    return Replay(
        weeks=MONDAYS,
        economies=ECONOMIES,
        imports=np.tile(imports, (WEEKS, 1)),
        exports=np.tile(imports, (WEEKS, 1)),
        duties=np.full(WEEKS, 3.0),
        via_vietnam=np.full(WEEKS, 0.5),
        china_value=np.tile(value, (WEEKS, 1)),
        china_price=np.ones((WEEKS, groups)),
        china_tariff=np.tile(tariff, (WEEKS, 1)),
        base_imports=imports,
        base_exports=imports,
        base_china_value=value,
        base_china_tariff=tariff,
        real_consumption=np.ones(WEEKS),
    )


def test_shares_and_gains_that_were_recorded(recorded):
    china = recorded.economies.index("CHN")
    share = {year: recorded.imports[recorded.rows_of(year)].sum(axis=0) for year in ("2017", "2018", "2019")}
    found = [round(float(100 * each[china] / each.sum()), 1) for each in share.values()]
    assert found == [21.6, 21.2, 18.0]
    gains = measuring.recorded_gains(recorded, "2019")
    for code in GAINERS:
        assert gains[recorded.economies.index(code)] == pytest.approx(RECORDED_GAINS[code], abs=6e-4)
    assert gains.sum() == pytest.approx(0.0, abs=1e-9)
    assert recorded.duties[recorded.rows_of("2019")].sum() == pytest.approx(74_101.0, rel=1e-4)


def test_merged_economies_hold_what_their_members_do(recorded):
    whole = recorded_history(
        (tuple(code for group in members_of(DEFAULT_ECONOMIES).values() for code in group),)
    )
    assert recorded.imports.sum() == pytest.approx(whole.imports.sum(), rel=1e-12)
    assert whole.imports[:12].sum() == pytest.approx(2_339_592, rel=1e-5)


def test_weeks_become_months_by_days():
    months = whole_months(MONDAYS)
    assert (months[0], months[-1], len(months)) == ("2018-01", "2020-02", 26)
    days = parts_of_weeks(MONDAYS, months)
    assert days.sum(axis=1) * 7 == pytest.approx(
        [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 2 + [31, 29]
    )
    assert days.sum(axis=0)[:-1] == pytest.approx(1.0)
    assert whole_months([date(2018, 1, 8)]) == ()


def test_verdicts_by_band():
    moment = Moment("m", "", "1", "T", 2.0, *around(2.0, 0.5, 1.0), "")
    assert [moment.verdict(value) for value in (2.5, 1.4, 3.1, float("nan"))] == [
        "hit",
        "near",
        "miss",
        "miss",
    ]


def test_every_moment_is_measured(recorded):
    at_home = Recorded(
        recorded.months,
        ECONOMIES,
        *(
            np.stack([flows[:, recorded.economies.index(code)] for code in ECONOMIES], axis=1)
            for flows in (recorded.imports, recorded.exports)
        ),
        recorded.duties,
    )
    found = measure_replay(resting(), at_home)
    assert list(found) == list(REPLAY_MOMENTS)
    assert found["china_share_2019"] == pytest.approx(20.0)
    assert found["gain_VNM"] == pytest.approx(0.0, abs=1e-12)
    assert found["rerouted_2019"] == pytest.approx(5.0)
    assert found["us_welfare_2018"] == pytest.approx(0.0, abs=1e-12)
    assert found["import_path"] > 5.0  # what was recorded fell, and this replay stands still


def test_what_was_recorded_has_no_gap_to_itself(recorded):
    days = parts_of_weeks(MONDAYS, whole_months(MONDAYS))
    weekly = np.linalg.pinv(days)
    rows, base = recorded.rows(whole_months(MONDAYS)), recorded.rows_of("2017")
    us = recorded.economies.index("USA")
    imports = weekly @ recorded.imports[rows]
    entered = recorded.imports.sum(axis=1)
    rate = np.where(np.arange(len(entered)) <= rows[0], 0.015, 0.015 + 0.001 * np.arange(len(entered)))
    owed = rate * entered
    later = measuring.PAID_A_MONTH_LATER
    paid = np.append(np.nan, (1 - later) * owed[1:] + later * owed[:-1])
    recorded = replace(recorded, duties=paid)
    replay = replace(
        resting(),
        economies=recorded.economies,
        imports=imports,
        exports=weekly @ recorded.exports[rows],
        duties=weekly @ owed[rows],
        base_imports=recorded.imports[base].sum(axis=0) / 52,
        base_exports=recorded.exports[base].sum(axis=0) / 52,
    )
    found = measure_replay(replay, recorded)
    assert found["china_share_2018"] == pytest.approx(21.23, abs=0.01)
    assert found["china_share_2019"] == pytest.approx(18.02, abs=0.01)
    assert found["gain_ranks"] == pytest.approx(1.0)
    assert found["duties_worst_gap"] == pytest.approx(0.0, abs=1e-6)
    assert imports[:, us] == pytest.approx(0.0)


@pytest.mark.parametrize("absorbed", [0.0, 0.25])
def test_pass_through_at_the_border_is_read_off_prices(absorbed):
    calm = resting()
    rate = np.array([0.03, 0.13, 0.28, 0.28])
    factor = np.log(1.0 + rate) - np.log(1.03)
    price = np.exp(0.02 - absorbed * factor)
    replay = replace(calm, china_tariff=np.tile(rate, (WEEKS, 1)), china_price=np.tile(price, (WEEKS, 1)))
    assert measuring.border_pass_through(replay, "2019") == pytest.approx(1.0 - absorbed)
    assert np.isnan(measuring.border_pass_through(calm, "2019"))


def test_exports_of_taxed_goods_are_read_off_values():
    calm = resting()
    rate = np.array([0.03, 0.13, 0.28, 0.28])
    value = calm.base_china_value * ((1.0 + rate) / 1.03) ** -2.0
    replay = replace(calm, china_tariff=np.tile(rate, (WEEKS, 1)), china_value=np.tile(value, (WEEKS, 1)))
    expected = 100.0 * (1.0 + measuring.TAXED_RATE_2018) ** -2.0 - 100.0
    assert measuring.taxed_exports(replay) == pytest.approx(expected)


def test_ranks_correlate():
    first = np.array([0.1, 3.0, -2.0, 0.5])
    assert measuring.correlation_of_ranks(first, np.exp(first)) == pytest.approx(1.0)
    assert measuring.correlation_of_ranks(first, -first) == pytest.approx(-1.0)
