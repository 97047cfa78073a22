"""Households: tenths of income, Engel's law, unemployment, boycotts, opinions, burden."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from factories import small_world, tariff

from sim.economy.approval import opinion_after, usual_opinion
from sim.economy.burden import burden
from sim.economy.engel import budget_shares
from sim.economy.income import adjusted_wage, income_by_decile
from sim.economy.sentiment import anger, calm, diversion, kept_in_the_shops, sentiment_after
from sim.economy.unemployment import labour_paid, unemployment_after, unemployment_by_decile
from sim.model.trade_war import TradeWar
from sim.records.household_frames import HOUSEHOLD_FRAMES, base_income_by_decile
from sim.records.layout import Layout
from sim.records.recorder import Recorder
from sim.scenario.behaviour import ApprovalBehaviour, SentimentBehaviour
from sim.scenario.schema import Scenario
from sim.world import build_world
from sim.world.households import lognormal_shares, raked_budgets

USA, CHN, ROW = 0, 1, 2


def model_of(world, *measures, weeks=30, **behaviour):
    asked = {
        "name": "households",
        "horizon": {"start": dt.date(2025, 1, 6), "weeks": weeks},
        "population": {"producers": 600, "relationships": 20_000, "distributors": 40},
        "measures": measures,
        "behaviour": behaviour,
    }
    return TradeWar(Scenario.model_validate(asked), world)


@pytest.fixture(scope="module")
def war():
    """Both tax all goods of the other, for thirty weeks."""
    world = small_world()
    answer = tariff(1.0, start="2025-01-06", authority="answer", importer="CHN", exporter="USA")
    model = model_of(world, tariff(1.0, start="2025-01-06", authority="war"), answer)
    recorder = Recorder(model)
    for _ in range(30):
        model.step()
        recorder.observe()
    return recorder


# --- tenths of income -------------------------------------------------------------------------


def test_shares_of_tenths_have_the_gini_coefficient_asked_for():
    shares = lognormal_shares(np.array([0.25, 0.41, 0.63]))
    assert shares.sum(axis=1) == pytest.approx(np.ones(3))
    assert (np.diff(shares, axis=1) > 0.0).all()
    lorenz = np.cumsum(shares, axis=1)
    area = (lorenz.sum(axis=1) - 0.5) / 10
    # tenths hide a little of the inequality inside them
    assert 1.0 - 2.0 * area == pytest.approx([0.25, 0.41, 0.63], abs=0.025)


def test_budgets_of_tenths_follow_engels_law_and_add_up():
    taste = np.array([[0.2, 0.3, 0.5]])
    shares = lognormal_shares(np.array([0.4]))
    budgets = raked_budgets(taste, shares, np.array([0.5, 1.0, 1.2]))
    assert np.einsum("nh,nhg->ng", shares, budgets) == pytest.approx(taste, abs=1e-15)
    assert budgets.sum(axis=2) == pytest.approx(np.ones((1, 10)), abs=1e-15)
    assert (np.diff(budgets[0, :, 0]) < 0.0).all()
    assert (np.diff(budgets[0, :, 2]) > 0.0).all()
    # ratios of two groups move with income by the difference of their elasticities
    ratio = np.log(budgets[0, :, 2] / budgets[0, :, 0])
    assert np.diff(ratio) == pytest.approx(0.7 * np.diff(np.log(shares[0])))


def test_the_poor_of_the_shipped_world_spend_more_on_food_and_fuel_and_less_on_cars():
    world = build_world(2024)
    budgets = world.deciles.budget_share[world.position("USA")]
    for group in ("prepared_food", "meat_dairy", "refined_petroleum", "apparel"):
        place = world.groups.index(group)
        assert budgets[0, place] > budgets[9, place], group
    assert budgets[0, world.groups.index("vehicles")] < budgets[9, world.groups.index("vehicles")]
    assert world.gini[world.position("USA")] == 0.41
    assert 0.25 < world.gini[world.position("EU")] < 0.35


def test_budgets_at_base_income_are_those_of_the_base_and_the_richer_spend_less_on_necessities():
    base, elasticity = np.array([[0.4, 0.6]]), np.array([0.5, 1.2])
    assert budget_shares(base, np.ones(1), elasticity, 1.0) == pytest.approx(base)
    richer = budget_shares(base, np.array([1.1]), elasticity, 1.0)
    assert richer[0, 0] / richer[0, 1] == pytest.approx(0.4 / 0.6 * 1.1**-0.7)
    assert budget_shares(base, np.array([1.1]), elasticity, 0.0) == pytest.approx(base)


def test_incomes_of_tenths_add_up_by_source_whatever_the_rebate():
    income = np.array([[90.0, 12.0, 1.0, -3.0, 4.0]])
    shares, rank = lognormal_shares(np.array([0.4])), (np.arange(10) + 0.5) / 10
    out = unemployment_by_decile(np.array([0.1]), shares, rank, 1.0)
    for per_head in (0.0, 0.5, 1.0):
        found = income_by_decile(income, shares, np.array([0.1]), out, np.array([2.0]), per_head, 3.0)
        assert found.sum(axis=1) == pytest.approx(income)
    assert np.diff(found[0, :, 1]) == pytest.approx(2.0 * np.diff(shares[0]))  # the base's by income only


# --- jobs and wages ---------------------------------------------------------------------------


def test_idle_labour_is_laid_off_and_hired_again_at_their_own_speeds():
    u = unemployment_after(np.array([0.0, 0.05, 0.02]), np.array([0.9, 1.0, 1.2]), 0.1, 0.05)
    assert u == pytest.approx([0.01, 0.0475, 0.019])


def test_pay_and_benefits():
    pay, benefits = labour_paid(np.array([100.0]), np.array([0.1]), 0.4)
    assert (pay[0], benefits[0]) == pytest.approx((90.0, 4.0))


@pytest.mark.parametrize("unemployment", [0.0, 0.02, 0.5, 1.0])
def test_jobs_are_lost_mostly_by_the_poor_and_never_more_than_all(unemployment):
    shares, rank = lognormal_shares(np.array([0.63])), (np.arange(10) + 0.5) / 10
    out = unemployment_by_decile(np.array([unemployment]), shares, rank, 1.25)
    assert (out * shares).sum() == pytest.approx(unemployment)
    assert (np.diff(out) <= 0.0).all()
    assert 0.0 <= out.min() <= out.max() <= 1.0 + 1e-12


def test_wages_fall_more_slowly_than_they_rise():
    force, wage = np.array([1.0, 1.0, 98.0]), np.ones(3)
    tightness = np.array([1.02, 1 / 1.02, 1.0])
    moved = np.log(adjusted_wage(wage, tightness, tightness, force, 0.02, 0.0, fall=0.25))
    assert moved[0] - moved[2] == pytest.approx(0.02 * np.log(1.02))
    assert moved[1] - moved[2] == pytest.approx(-0.25 * 0.02 * np.log(1.02))


def test_unemployment_deepens_a_slump(war):
    model, off = (
        war.model,
        model_of(war.model.world, *war.model.gazette.measures, unemployment={"on": False}),
    )
    for _ in range(30):
        off.step()
    assert (off.state.unemployment == 0.0).all()
    hit = model.state.unemployment > 0.001
    assert hit.any()
    assert (model.state.income.sum(axis=1)[hit] < off.state.income.sum(axis=1)[hit]).all()


# --- boycotts ---------------------------------------------------------------------------------


def rises(importer, exporter, size):
    level = np.zeros((3, 3))
    level[exporter, importer] = size
    return level


def test_an_attack_makes_households_avoid_the_attackers_goods_and_they_forget():
    temper, level = SentimentBehaviour(), rises(importer=USA, exporter=CHN, size=0.8)
    now, path = calm(3), []
    for _ in range(150):
        now = sentiment_after(now, level, temper)
        path.append(now.avoiding)
    path = np.array(path)
    attacked, attacker = path[:, USA, CHN], path[:, CHN, USA]
    assert attacked.max() > 0.3
    assert 0.0 < attacker.max() < 0.2 * attacked.max()
    assert attacked[-1] < 0.02 * attacked.max()
    assert not path[:, ROW].any()
    assert not path[:, :, ROW].any()
    assert anger(path[20]) == pytest.approx([attacker[20], attacked[20], 0.0])


def test_anger_grows_more_than_in_proportion_to_the_attack():
    peaks = {}
    for size in (0.05, 0.1, 0.2, 0.4):
        now, highest = calm(3), 0.0
        for _ in range(60):
            now = sentiment_after(now, rises(USA, CHN, size), SentimentBehaviour())
            highest = max(highest, now.avoiding[USA, CHN])
        peaks[size] = highest
    assert peaks[0.1] < 2.5 * peaks[0.05]
    assert peaks[0.4] > 2.2 * peaks[0.2]


def test_tariff_cuts_anger_nobody():
    level = rises(USA, CHN, 0.5)
    now = sentiment_after(calm(3), level, SentimentBehaviour())
    after = sentiment_after(now, 0.0 * level, SentimentBehaviour())
    assert (after.hostility <= now.hostility).all()


def test_diversion_keeps_the_spending_of_a_market():
    share = np.array([0.5, 0.3, 0.2])[:, None, None] * np.ones((3, 3, 1))
    avoiding = np.zeros((3, 3))
    avoiding[CHN, USA] = 0.5
    kept = kept_in_the_shops(avoiding, 0.4)
    multiple = diversion(share, kept, np.full((3, 1), 0.6))
    assert (share * multiple).sum(axis=0) == pytest.approx(np.ones((3, 1)))
    assert multiple[CHN, USA, 0] == pytest.approx(0.4 + 0.6 * 0.8 / 0.94)
    assert multiple[:, CHN] == pytest.approx(np.ones((3, 1)))


def test_a_boycott_cuts_trade_between_belligerents_and_raises_no_price_index(war):
    off = model_of(war.model.world, *war.model.gazette.measures, sentiment={"on": False})
    for _ in range(30):
        off.step()
    with_boycott, without = (each.state.use_value[USA, CHN].sum() for each in (war.model, off))
    assert with_boycott < 0.98 * without
    assert war.model.state.retail_price == pytest.approx(off.state.retail_price, rel=0.01)


# --- opinions and burden ----------------------------------------------------------------------


def test_approval_falls_with_prices_and_jobs_rises_with_anger_and_returns():
    judgement, base = ApprovalBehaviour(), usual_opinion(1, 2, 0.5)
    nothing = np.zeros((1, 2))
    dear = opinion_after(base, nothing + 0.01, nothing, np.zeros(1), judgement)
    assert dear.approval == pytest.approx(0.5 - 0.01, abs=1e-4)
    idle = opinion_after(base, nothing, nothing + 0.01, np.zeros(1), judgement)
    assert idle.approval == pytest.approx(0.5 - 0.025, abs=1e-4)
    angry = opinion_after(base, nothing, nothing, np.ones(1), judgement)
    assert 0.55 < angry.approval.min() < 0.65
    for _ in range(520):
        dear = opinion_after(dear, nothing + 0.01, nothing, np.zeros(1), judgement)
    assert dear.approval == pytest.approx(0.5, abs=1e-4)


def test_the_parts_of_a_burden_add_up_and_do_not_depend_on_the_numeraire():
    draw = np.random.default_rng(3)
    base = draw.uniform(1.0, 2.0, (2, 4, 5))
    income, log_price = base * draw.uniform(0.9, 1.1, base.shape), draw.uniform(-0.1, 0.1, (2, 4))
    wage = np.array([1.1, 0.9])
    found = burden(income, base, log_price, wage)
    real = income.sum(axis=2) / base.sum(axis=2) / np.exp(log_price) - 1.0
    assert found.real_spending == pytest.approx(real)
    assert found.prices + found.jobs + found.rebate + found.profits + found.transfers == pytest.approx(real)
    other = burden(1.3 * income, base, log_price + np.log(1.3), 1.3 * wage)
    for part in ("real_spending", "prices", "jobs", "rebate", "profits", "transfers"):
        assert getattr(other, part) == pytest.approx(getattr(found, part))


def test_tables_of_households(war):
    world = war.model.world
    frames = {name: make(Layout(world), war, "scenario") for name, make in HOUSEHOLD_FRAMES.items()}
    deciles, households = frames["deciles"], frames["households"]
    assert deciles.height == 3 * 10 * 30
    assert deciles["decile"].unique().sort().to_list() == list(range(1, 11))
    parts = sum(deciles[f"from_{part}"] for part in ("prices", "jobs", "rebate", "profits", "transfers"))
    assert parts.to_numpy() == pytest.approx(deciles["real_spending_change"].to_numpy(), abs=1e-6)
    spent = deciles.group_by("economy", "week").agg(pl.col("spending").sum())
    both = spent.join(households, on=["economy", "week"])
    assert both["spending"].to_numpy() == pytest.approx(both["spending_right"].to_numpy(), rel=1e-6)
    assert base_income_by_decile(world).sum(axis=(1, 2)) * 52 == pytest.approx(world.consumption)
    assert frames["boycotts"].height > 0
    assert households["approval"].is_between(0.2, 0.8).all()
