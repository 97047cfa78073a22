"""The input-output table of a week, and who relies on whom through suppliers of suppliers."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from factories import small_world, tariff

from sim.economy.supply_chains import InputOutput, purchases, reliance, usual_share
from sim.model.input_output import ledger_of_week, table_of
from sim.model.trade_war import TradeWar
from sim.records.supply_chains import SupplyChains
from sim.scenario.schema import Scenario

MAKES = np.array([True])


def chain(**changes):
    """Of a dollar the first of three economies spends 0.5 on the second, and that 0.4 on the third."""
    inputs = np.zeros((3, 3))
    inputs[1, 0], inputs[2, 1] = 0.5, 0.4
    parts = {
        "inputs": inputs,
        "duty": np.array([0.1, 0.0, 0.0]),
        "labour": np.array([0.4, 0.6, 1.0]),
        "final": np.diag([80.0, 10.0, 10.0]),
        "final_duty": np.zeros(3),
        "final_labour": np.array([20.0, 0.0, 0.0]),
        "economies": 3,
    }
    return InputOutput(**parts | changes)


def test_reliance_by_hand():
    found = reliance(chain(), MAKES)
    assert found.face_value[:, 0, 0] == pytest.approx([0.0, 0.5, 0.0])
    assert found.look_through[:, 0, 0] == pytest.approx([0.0, 0.5, 0.5 * 0.4])
    assert found.look_through[:, 2, 0] == pytest.approx(0.0)


def test_value_added_by_hand_and_with_duty_it_is_all_that_is_paid():
    found = reliance(chain(), MAKES)
    # 80 dollars of the first: labour 0.4, the second's 0.5 x 0.6, the third's 0.5 x 0.4, duty 0.1.
    assert found.value_added[:, 0] == pytest.approx([80 * 0.4 + 20, 80 * 0.3, 80 * 0.2])
    assert found.embodied_duty[0] == pytest.approx(8.0)
    assert found.value_added.sum(axis=0) + found.embodied_duty == pytest.approx(found.final_spending)


def test_stages_and_borders_by_hand():
    found = reliance(chain(), MAKES)
    # Sales of 80, 40 and 16 dollars behind spending of 100, the last two across a border.
    assert found.stages[0] == pytest.approx(1.36)
    assert found.borders[0] == pytest.approx(0.56)
    assert found.borders[2] == 0.0


def test_final_goods_from_abroad_cross_a_border_too():
    final = np.diag([80.0, 10.0, 10.0])
    final[2, 0] = 5.0
    found = reliance(chain(final=final), MAKES)
    assert found.borders[0] == pytest.approx((40 + 16 + 5) / 105)


def test_reliance_does_not_depend_on_the_order_of_economies():
    order = np.array([2, 0, 1])
    plain = chain()
    moved = chain(
        inputs=plain.inputs[np.ix_(order, order)],
        duty=plain.duty[order],
        labour=plain.labour[order],
        final=plain.final[np.ix_(order, order)],
        final_labour=plain.final_labour[order],
    )
    before, after = reliance(plain, MAKES), reliance(moved, MAKES)
    assert after.look_through[:, :, 0] == pytest.approx(before.look_through[np.ix_(order, order)][:, :, 0])
    assert after.value_added == pytest.approx(before.value_added[np.ix_(order, order)])
    assert after.stages == pytest.approx(before.stages[order])


def test_looked_through_reliance_is_never_below_face_value_and_adds_up_over_the_chain():
    generator = np.random.default_rng(1)
    inputs = generator.random((6, 6)) / 8
    table = chain(
        inputs=inputs,
        duty=np.zeros(6),
        labour=1 - inputs.sum(axis=0),
        final=generator.random((6, 3)),
    )
    found = reliance(table, np.array([True, False]))
    assert (found.look_through >= found.face_value).all()
    # L - I = A + A L: what is bought directly, and what it takes to make that.
    whole = np.linalg.inv(np.eye(6) - inputs) - np.eye(6)
    assert found.look_through == pytest.approx(whole.reshape(3, 2, 3, 2).sum(axis=1))
    assert found.made_look_through == pytest.approx(whole.reshape(3, 2, 3, 2)[:, 0])


def test_no_trade_is_no_reliance():
    found = reliance(chain(inputs=np.diag([0.5, 0.4, 0.0])), MAKES)
    away = ~np.eye(3, dtype=bool)
    assert (found.look_through[away] == 0.0).all()
    assert (found.borders == 0.0).all()


def test_what_boycotts_leave_untouched_is_found_again():
    usual = np.array([0.6, 0.4]).reshape(2, 1, 1)
    kept, part = np.array([[0.5], [1.0]]), np.array([[0.25]])
    left = (usual[:, :, 0] * kept).sum(axis=0, keepdims=True)
    spent = 100 * usual * (1 - part + part * kept[:, :, None] / left)
    assert usual_share(spent, part, kept, left) == pytest.approx(usual)


def test_market_with_nobody_left_makes_do_with_services():
    share = np.zeros((1, 2, 1))
    share[0, :, 0] = 0.3, 0.1
    nobody = np.array([[True, False]])
    found = purchases(share, np.array([[10.0]]), np.zeros((1, 2, 1)), np.array([[5.0, 2.0]]), nobody, 1)
    assert found.pooled[0, :, 0] == pytest.approx([0.0, 4.0])
    assert found.final[0] == pytest.approx([0.0, 7.0])


def asked(*measures):
    return Scenario.model_validate(
        {
            "name": "chains",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 10},
            "population": {"producers": 600, "relationships": 20_000, "distributors": 40},
            "measures": measures,
        }
    )


@pytest.fixture(scope="module")
def hostile():
    """A small world at war, with boycotts, after some weeks."""
    model = TradeWar(asked(tariff(1.0, start="2025-01-20", authority="war")), small_world())
    for _ in range(10):
        model.step()
    return model


def of_week(model):
    """Input-output table and cost of production of the week just simulated."""
    return table_of(model.world, model.network.users, ledger_of_week(model))


def test_table_of_the_week_holds_all_that_is_used(hostile):
    world = hostile.world
    table, cost = of_week(hostile)
    assert (hostile.state.kept_part < 1.0).any()  # households do boycott
    assert table.inputs.sum(axis=0) + table.duty + table.labour == pytest.approx(1.0, abs=1e-12)
    n, s = len(world.economies), len(world.sectors)
    used = (table.inputs * cost.ravel()).reshape(n, s, n, s).sum(axis=3) + table.final.reshape(n, s, n)
    for sector in range(s):
        whole = hostile.state.use_value[:, :, world.sector_of_group == sector].sum(axis=2)
        assert used[:, sector] == pytest.approx(whole, rel=1e-10, abs=1e-9)


def test_every_dollar_of_households_is_labour_or_duty(hostile):
    table, _ = of_week(hostile)
    found = reliance(table, np.ones(len(hostile.world.sectors), bool))
    spent = hostile.state.final_purchases.sum(axis=1) + hostile.state.distribution_labour
    assert found.final_spending == pytest.approx(spent, rel=1e-12)
    assert found.value_added.sum(axis=0) + found.embodied_duty == pytest.approx(spent, rel=1e-11)


def test_relationships_of_a_sector_count_by_themselves():
    """A sector whose firms buy abroad themselves does not look like the mean user of the market."""
    model = TradeWar(asked(), small_world())
    model.step()
    table, _ = of_week(model)
    world = model.world
    n, s = len(world.economies), len(world.sectors)
    inputs = table.inputs.reshape(n, s, n, s)
    of_phones = inputs[:, 2, 0] / inputs[:, 2, 0].sum(
        axis=0
    )  # shares of origins in what US sectors use of C26
    assert np.ptp(of_phones, axis=1).max() > 0.01


def observed(weeks, *measures, threads=2):
    model = TradeWar(asked(*measures), small_world())
    chains = SupplyChains(model.world, weeks, threads=threads)
    for _ in range(weeks):
        model.step()
        chains.observe(model)
    return chains.finished()


def test_quiet_weeks_are_those_of_the_base_and_a_war_is_seen_in_every_week():
    quiet, war = observed(5), observed(5, tariff(1.0, start="2025-01-20", authority="war"))
    assert [week.detailed for week in quiet] == [True, False, False, False, True]
    assert len({week.monday for week in quiet}) == 5
    for week in quiet[1:]:
        assert (week.by_pair == quiet[0].by_pair).all()
    assert (war[1].by_pair == quiet[0].by_pair).all()
    moved = [war[week].by_pair[1, 1, 0] for week in range(1, 5)]
    assert all(later < earlier for earlier, later in pairwise(moved))


def test_a_second_thread_changes_nothing_of_what_is_found(monkeypatch):
    war = tariff(1.0, start="2025-01-20", authority="war")
    beside = observed(4, war)
    monkeypatch.setattr("sim.records.supply_chains.ThreadPoolExecutor", None)
    for one, other in zip(beside, observed(4, war, threads=1), strict=True):
        assert one.by_pair.tobytes() == other.by_pair.tobytes()
        assert one.of_users.tobytes() == other.of_users.tobytes()


def test_large_worlds_are_looked_through_every_fourth_week_up_to_the_last(monkeypatch):
    monkeypatch.setattr("sim.records.supply_chains.MOST_CELLS_EVERY_WEEK", 3)
    found = observed(7)
    assert [week.monday for week in found] == [dt.date(2025, 1, 20), dt.date(2025, 2, 17)]
    assert all(week.detailed for week in found)
