"""What the shipped scenarios of 2025 are expected to show, in the mean-field limit."""

import datetime as dt

import numpy as np
import pytest

from sim import load_scenario
from sim.economy.base import build_base
from sim.model.limits import Limits

WEEKS = 104
AVERAGED = 4


@pytest.fixture(scope="module")
def trade():
    """Goods that arrive, four-week means over the base: from China in the US, and the other way."""
    world = build_base(load_scenario("impasse_145_125"))
    usa, china = world.position("USA"), world.position("CHN")

    def path(name):
        limits = Limits(load_scenario(name), world)
        arrived = [next(states).customs_value for states in [limits.path()] for _ in range(WEEKS)]
        pairs = np.array([[flows[china, usa], flows[usa, china]] for flows in arrived])[:, :, world.is_goods]
        base = world.customs_value[[china, usa], [usa, china]][:, world.is_goods].sum(axis=1) / 52
        start = limits.scenario.horizon.start

        def change(day):
            week = (dt.date.fromisoformat(day) - start).days // 7 + 1
            return pairs[week - AVERAGED : week].sum(axis=2).mean(axis=0) / base - 1.0

        return change

    names = (
        "impasse_145_125", "no_carveouts", "quiet_whitelists", "liberation_day",
        "geneva_truce", "geneva_snapback", "beijing_terms", "washington_terms",
    )  # fmt: skip
    return {name: path(name) for name in names}


LAST = "2026-12-28"
FROM_CHINA, FROM_AMERICA = 0, 1


def test_the_exemption_of_electronics_keeps_trade_from_china(trade):
    held, without = trade["impasse_145_125"](LAST), trade["no_carveouts"](LAST)
    assert without[FROM_CHINA] < held[FROM_CHINA] - 0.08
    assert without[FROM_AMERICA] == pytest.approx(held[FROM_AMERICA], abs=0.01)


def test_quiet_exemptions_of_a_quarter_undo_a_sixth_of_what_american_exports_lost(trade):
    held, quietly = trade["impasse_145_125"](LAST), trade["quiet_whitelists"](LAST)
    assert quietly[FROM_AMERICA] == pytest.approx(held[FROM_AMERICA] + 0.125, abs=0.03)
    assert 0.0 < quietly[FROM_CHINA] - held[FROM_CHINA] < 0.03


def test_the_duties_of_the_second_of_april_do_two_thirds_of_the_impasse(trade):
    announced, held = trade["liberation_day"](LAST), trade["impasse_145_125"](LAST)
    assert (announced > held + 0.15).all()
    assert announced == pytest.approx([-0.39, -0.43], abs=0.03)


def test_firms_order_ahead_of_the_end_of_the_truce_and_use_it_up_afterwards(trade):
    truce = trade["geneva_truce"]
    assert (truce("2025-07-28") > trade["impasse_145_125"]("2025-07-28") + 0.3).all()
    assert truce("2025-12-29")[FROM_AMERICA] < truce("2025-10-27")[FROM_AMERICA] - 0.3
    assert truce(LAST)[FROM_AMERICA] > truce("2025-12-29")[FROM_AMERICA] + 0.2


def test_a_broken_truce_falls_below_the_impasse_and_meets_it_later(trade):
    broken, held = trade["geneva_snapback"], trade["impasse_145_125"]
    assert np.array_equal(broken("2025-07-28"), trade["geneva_truce"]("2025-07-28"))
    assert (broken("2025-11-03") < held("2025-11-03") - 0.05).all()
    assert broken(LAST) == pytest.approx(held(LAST), abs=0.02)


def test_who_cancels_first_is_sold_to_first(trade):
    cancelled = trade["beijing_terms"]
    assert cancelled("2025-07-07")[FROM_CHINA] > cancelled("2025-07-07")[FROM_AMERICA] + 0.2
    assert (cancelled("2025-11-03") > -0.25).all()
    assert (cancelled(LAST) > -0.3).all()
    assert (cancelled(LAST) < -0.1).all()  # still, where the long run is a little above the base


def test_trade_comes_back_step_by_step_where_both_step_down(trade):
    steps = [trade["washington_terms"](day) for day in ("2025-07-28", "2025-11-03", "2026-01-26")]
    assert (np.diff(steps, axis=0) > 0.05).all()
    assert trade["washington_terms"](LAST) == pytest.approx([-0.30, -0.31], abs=0.03)
    # Stocks on which buyers had waited for the last step are filled again.
    assert steps[-1][FROM_AMERICA] > trade["washington_terms"](LAST)[FROM_AMERICA] + 0.03


def test_nothing_moves_at_the_tariffs_of_january():
    limits = Limits(load_scenario("status_quo_jan2025"))
    path = limits.path()
    last = [next(path) for _ in range(30)][-1]
    assert last.customs_value == pytest.approx(limits.world.customs_value / 52, rel=1e-9)


def test_the_first_war_moves_imports_from_china_to_vietnam_and_mexico():
    limits = Limits(load_scenario("trade_war_one"))
    world, path = limits.world, limits.path()
    usa = world.position("USA")
    goods = [next(path).customs_value[:, usa][:, world.is_goods].sum(axis=1) for _ in range(104)]
    base = world.customs_value[:, usa][:, world.is_goods].sum(axis=1)
    shares = [values / (values.sum() - values[usa]) for values in (base, np.mean(goods[52:], axis=0))]
    change = {code: 100 * (shares[1] - shares[0])[world.position(code)] for code in ("CHN", "VNM", "MEX")}
    assert -4.0 < change["CHN"] < -2.0  # Census: 21.6 % in 2017, 18.0 % in 2019
    assert change["VNM"] > 0.0
    assert change["MEX"] > 0.3
