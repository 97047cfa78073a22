"""Which share of a flow is barred on which day: products, pairs, combinations, weeks, what is felt."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from factories import exemption, small_world, tariff

from sim.economy.bans import BanSchedule, felt_tariff
from sim.economy.foresight import Foresight
from sim.economy.inventories import stockholding
from sim.economy.newsroom import Newsroom
from sim.economy.stock_orders import ordered_ahead
from sim.economy.tariff_steps import ban_steps
from sim.economy.tariffs import TariffSchedule
from sim.model.limits import Limits
from sim.scenario.behaviour import Behaviour
from sim.scenario.measures import Embargo, ExportControl
from sim.scenario.schema import Scenario

USA, CHN, ROW = 0, 1, 2
STEEL, PHONES, CHIPS, SERVICES = 2, 3, 4, 5
DAY = dt.date(2025, 3, 5)
MONDAY = dt.date(2025, 3, 3)


@pytest.fixture(scope="module")
def world():
    return small_world()


def dated(kind, **keys):
    days = ("start", "end", "announced")
    found = {"importer": "USA", "exporter": "CHN", "start": "2025-03-05", "id": "one", **keys}
    return kind(
        **{key: dt.date.fromisoformat(value) if key in days else value for key, value in found.items()}
    )


def embargo(**keys):
    return dated(Embargo, **keys)


def control(**keys):
    return dated(ExportControl, **keys)


def barred(world, *measures, day=DAY):
    return BanSchedule(world, measures).at(day)


def test_a_ban_on_all_goods_bars_them_whole_and_nothing_else(world):
    share = barred(world, embargo())
    assert (share[CHN, USA, :SERVICES] == 1.0).all()
    assert share[CHN, USA, SERVICES] == 0.0
    assert share.sum() == SERVICES


def test_codes_are_averaged_with_the_weights_of_the_pair(world):
    share = barred(world, embargo(hs=("854231",), coverage=0.5))
    weights = world.products.weights("CHN", "USA")
    codes = np.array(world.products.codes)
    group = world.products.group_of_code == CHIPS
    expected = 0.5 * weights[codes == "854231"].sum() / weights[group].sum()
    assert share[CHN, USA, CHIPS] == pytest.approx(expected)
    assert share[CHN, USA].sum() == pytest.approx(expected)


def test_bans_on_one_code_are_independent(world):
    share = barred(world, embargo(coverage=0.5), control(id="two", coverage=0.6, products=("phones",)))
    assert share[CHN, USA, PHONES] == pytest.approx(1.0 - 0.5 * 0.4)
    assert share[CHN, USA, STEEL] == pytest.approx(0.5)


def test_an_export_control_bars_what_leaves_and_may_hold_against_everybody(world):
    against_all = barred(world, control(importer="all", excluded="ROW", products=("steel",)))
    assert against_all[CHN, USA, STEEL] == 1.0
    assert against_all.sum() == 1.0
    without_exception = barred(world, control(importer="all", products=("steel",)))
    assert without_exception[CHN, :, STEEL].tolist() == [1.0, 0.0, 1.0]


def test_bans_are_no_tariffs_and_tariffs_no_bans(world):
    schedule = TariffSchedule(world, [embargo(), control(id="two")])
    assert np.array_equal(schedule.at(DAY), world.base_tariff)
    assert schedule.pairs == ()
    duties = [tariff(id="duty", authority="a"), exemption(id="free", authorities="a")]
    assert barred(world, *duties) is None


def test_before_and_after_a_ban_there_is_none_and_a_week_has_the_mean_of_its_days(world):
    bans = BanSchedule(world, [embargo(end="2025-03-19")])
    assert bans.week(dt.date(2025, 2, 24)) is None
    assert bans.week(MONDAY)[CHN, USA, PHONES] == pytest.approx(5 / 7)
    assert bans.week(dt.date(2025, 3, 10))[CHN, USA, PHONES] == 1.0
    assert bans.week(dt.date(2025, 3, 17))[CHN, USA, PHONES] == pytest.approx(2 / 7)
    assert bans.week(dt.date(2025, 3, 24)) is None


def test_a_ban_replaced_by_another_in_mid_week_bars_the_whole_week(world):
    second = embargo(id="two", start="2025-03-11", replaces="one")
    third = embargo(id="three", start="2025-03-15", replaces="two")
    week = BanSchedule(world, [embargo(), second, third]).week(dt.date(2025, 3, 10))
    assert 1 / 7 + 4 / 7 + 2 / 7 < 1.0  # in floats
    assert (week[CHN, USA, :SERVICES] == 1.0).all()


def test_a_ban_is_felt_as_a_tariff_that_has_a_limit(world):
    rates = np.array([0.1, 0.1, 0.1])
    felt = felt_tariff(rates, np.array([0.0, 0.5, 1.0]))
    assert felt == pytest.approx([0.1, 1.1 * 2.0 - 1.0, 1.1 * 2.5 - 1.0])
    assert felt_tariff(rates, None) is rates


def room(world, *measures):
    return Newsroom(Foresight(TariffSchedule(world, measures)), (), 26)


def test_the_announcement_of_a_ban_is_news_of_the_week_in_which_it_is_made(world):
    news = room(world, embargo(announced="2025-02-12", start="2025-05-12"))
    assert not news.week(dt.date(2025, 2, 3)).revision.any()
    told = news.week(dt.date(2025, 2, 10))
    # thirteen of the 26 weeks of the contract
    assert told.revision[CHN, USA, PHONES] == pytest.approx(0.5 * np.log(2.5))
    assert told.coming[CHN, USA, PHONES] == pytest.approx(0.5 * np.log(2.5))
    in_force = news.week(dt.date(2025, 5, 12))
    assert in_force.coming[CHN, USA] == pytest.approx(0.0)


def test_buyers_order_ahead_of_an_announced_ban_until_the_last_ship(world):
    schedule = TariffSchedule(world, [embargo(announced="2025-02-12", start="2025-05-12")])
    holding = stockholding(world, Behaviour().inventories)
    known = Foresight(schedule).outlook(dt.date(2025, 3, 3))
    ahead = ordered_ahead(holding, known, world.base_tariff)
    assert ahead.pairs[CHN, USA]
    assert ahead.pairs.sum() == 1
    assert (ahead.weeks[0, :SERVICES] > 5.0).all()
    assert ordered_ahead(holding, Foresight(schedule).outlook(dt.date(2025, 2, 3)), world.base_tariff) is None


def test_the_limits_of_a_scenario_know_its_bans(world):
    asked = {"name": "x", "horizon": {"start": dt.date(2025, 1, 6), "weeks": 12}, "measures": (embargo(),)}
    limits = Limits(Scenario.model_validate(asked), world)
    for rest in (limits.long_run, limits.rest_after(12)):
        assert not rest.customs_value[CHN, USA, :SERVICES].any()
    assert limits.rest_after(4).customs_value[CHN, USA, PHONES] > 0.0
    path = limits.path()
    used = [next(path).use_value[CHN, USA, PHONES] for _ in range(11)]
    assert (np.array(used) > 0.0).tolist() == [True] * 9 + [False] * 2


def test_steps_name_the_bans_that_begin_and_cease_and_what_is_barred_of_the_pair(world):
    schedule = BanSchedule(
        world, [embargo(end="2025-04-01"), control(id="two", importer="all", products="phones")]
    )
    steps = ban_steps(schedule).filter(pl.col("importer") == "USA", pl.col("exporter") == "CHN")
    assert steps["date"].to_list() == [dt.date(2025, 3, 5), dt.date(2025, 4, 1)]
    value = world.customs_value[CHN, USA] * world.is_goods
    phones = value[PHONES] / value.sum()
    assert steps["before"].to_list() == pytest.approx([0.0, 1.0])
    assert steps["after"].to_list() == pytest.approx([1.0, phones])
    assert steps["measures"].to_list() == ["+one, +two", "-one"]
    elsewhere = ban_steps(schedule).filter(pl.col("importer") == "ROW")
    assert elsewhere["measures"].to_list() == ["+two"]
