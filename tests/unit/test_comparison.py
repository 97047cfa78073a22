"""Scenarios side by side: paired differences, the pair that they are held by, what cannot be compared."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from compared import STRONG, WEAK, draws

from sim.metrics import compute_metrics
from sim.metrics.key_figures import KEY_FIGURES
from sim.report.comparison import ComparisonError, compare_runs
from sim.report.comparison.cautions import cautions, pairing
from sim.report.comparison.ranking import ranking
from sim.report.drawing.theme import COMPARISON_SHADES, SHADES, scenario_shade


@pytest.fixture(scope="module")
def strong(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("strong"), "strong_war", STRONG, 4)


@pytest.fixture(scope="module")
def weak(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("weak"), "weak_war", WEAK, 4)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("quiet"), "no_war", ())


@pytest.fixture(scope="module")
def comparison(strong, weak, quiet):
    return compare_runs([*strong, *weak, *quiet])


def test_draws_of_one_scenario_stand_together_in_the_order_of_their_first(strong, weak, quiet):
    mixed = compare_runs([quiet[0], strong[0], weak[0], strong[1]])
    assert [each.label for each in mixed.competitors] == ["no war", "strong war", "weak war"]
    assert [each.draws.number for each in mixed.competitors] == [1, 2, 1]


def test_figures_are_those_of_the_report_of_each_run(strong, weak):
    head = compute_metrics(weak[0]).headline
    second = compare_runs([strong[0], weak[0]]).competitors[1]
    expected = {
        "trade": (head.trade.run, head.trade.benchmark),
        "decoupling_index": (head.decoupled.index, None),
        "look_through": (head.decoupled.look_through[1], None),
        "tariff_of_first": (head.tariff_of_first.end, None),
        "tariff_of_second_after_substitution": (
            head.tariff_of_second.end_current_weights,
            head.tariff_of_second.benchmark,
        ),
        "tariff_of_first_on_all": (head.tariff_of_first_on_all.end, None),
        "consumer_prices_second": (head.consumer_prices[1].run, head.consumer_prices[1].benchmark),
        "welfare_first": (head.welfare[0].run, head.welfare[0].benchmark),
        "real_wage_second": (head.real_wage[1].run, head.real_wage[1].benchmark),
        "revenue": (head.revenue, head.revenue_benchmark),
    }
    for name, (run, long_run) in expected.items():
        assert second.level(name).value == run, name
        assert second.long_run(name) == long_run, name


def test_differences_are_taken_draw_by_draw(comparison, strong, weak):
    ours, theirs = ([compute_metrics(run).headline.revenue for run in runs] for runs in (strong, weak))
    apart = np.array(theirs) - np.array(ours)
    found = comparison.difference(comparison.competitors[1], "revenue")
    assert found.value == pytest.approx(np.median(apart))
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(apart, (0.05, 0.95))))
    # A quantile of differences is not the difference of two quantiles.
    assert found.low != pytest.approx(np.quantile(theirs, 0.05) - np.quantile(ours, 0.05), rel=0.01)


def test_differences_need_the_same_draws_of_chance(tmp_path, strong):
    others = draws(tmp_path, "weak_war", WEAK, scales=(1.2,))
    mixed = compare_runs([strong[0], *others])
    assert mixed.pairs(mixed.competitors[1]) == ()
    assert pairing(mixed) == "differences not paired"
    assert "weak war does not share them with strong war" in cautions(mixed)[-1]
    levels = [each.level("revenue").value for each in mixed.competitors]
    assert mixed.difference(mixed.competitors[1], "revenue").value == pytest.approx(levels[1] - levels[0])


def test_another_seed_is_not_paired_though_the_world_is_the_same(tmp_path, strong):
    others = draws(tmp_path, "weak_war", WEAK, seed=2)
    both = compare_runs([strong[0], *others])
    assert both.pairs(both.competitors[1]) == ()


def test_one_draw_is_paired_with_its_own_among_several(comparison):
    assert comparison.pairs(comparison.competitors[2]) == ((0, 0),)
    assert comparison.is_paired
    assert cautions(comparison) == ()


def test_fewer_than_three_draws_have_no_range(strong, weak):
    both = compare_runs([*strong[:2], *weak])
    assert both.competitors[0].level("trade").low is None
    assert both.competitors[1].level("trade").low is not None
    assert both.difference(both.competitors[1], "trade").low is None


def test_figures_are_about_the_pair_of_the_first_scenario_at_war(quiet, other_war_run, strong):
    mixed = compare_runs([*quiet, other_war_run, strong[0]])
    assert (mixed.first, mixed.second) == ("EU", "JPN")
    own = compute_metrics(other_war_run).headline
    assert mixed.competitors[1].level("trade").value == own.trade.run
    assert abs(mixed.competitors[0].level("trade").value) < 1e-9
    assert any("in strong war tariffs rise most between the US and China" in each for each in cautions(mixed))


def test_scenarios_in_which_nothing_happens_can_be_compared(tmp_path, quiet):
    second = draws(tmp_path, "as_quiet", ())
    both = compare_runs([*quiet, *second])
    assert (both.first, both.second) == ("USA", "CHN")
    assert both.difference(both.competitors[1], "trade").value == 0.0


def test_runs_of_different_length_are_compared_with_a_caution(tmp_path, quiet):
    longer = draws(tmp_path, "longer", STRONG, weeks=16)
    both = compare_runs([*quiet, *longer])
    assert both.pairs(both.competitors[1]) == ((0, 0),)
    assert cautions(both)[0].startswith("Weeks: 16 in longer; 12 in no war. Figures at the end")
    paths = both.path_differences(both.competitors[1], lambda each: each.draws.series["trade", ""].run)
    assert paths.shape == (1, 12)


def test_what_cannot_be_compared_is_refused(tmp_path, strong, weak, quiet):
    with pytest.raises(ComparisonError, match="one run only"):
        compare_runs([strong[0]])
    with pytest.raises(ComparisonError, match="all of one scenario"):
        compare_runs(strong)
    with pytest.raises(ComparisonError, match="is there already"):
        compare_runs([strong[0], weak[0], strong[0]])
    told = quiet[0].manifest
    many = [replace(quiet[0], manifest={**told, "question_hash": str(number)}) for number in range(13)]
    with pytest.raises(ComparisonError, match="at most 12"):
        compare_runs(many)
    world = {**quiet[0].manifest["world"]}
    world["economies"] = {code: name for code, name in world["economies"].items() if code != "CHN"}
    smaller = draws(tmp_path, "smaller", (), world=world)
    with pytest.raises(ComparisonError, match="has no CHN"):
        compare_runs([strong[0], *smaller])


def test_scenarios_of_one_name_are_told_apart(tmp_path, strong):
    changed = draws(tmp_path, "strong_war", WEAK, question_hash="another", scenario_hash="another")
    labels = [each.label for each in compare_runs([strong[0], *changed]).competitors]
    assert labels == ["strong war", "strong war (2)"]


def test_ranking_has_every_figure_of_every_scenario(comparison):
    table = ranking(comparison)
    assert table.height == 3 * len(KEY_FIGURES)
    trade = table.filter(figure="trade", scenario="strong war").row(0, named=True)
    assert trade["draws"] == 4
    assert trade["paired"]
    assert trade["value"] < -0.3
    assert trade["difference"] == 0.0
    assert trade["published"] == -0.81
    assert table.filter(figure="trade", scenario="weak war")["published"].to_list() == [None]


def test_scenarios_have_colours_of_their_own_on_either_theme():
    shades = [scenario_shade(place) for place in range(12)]
    assert len({shade.light for shade in shades}) == len({shade.dark for shade in shades}) == 12
    assert not {shade.light for shade in shades[1:]} & {shade.light for shade in SHADES}
    assert set(shades) <= set(COMPARISON_SHADES)


def test_draws_of_another_pair_stay_aside_and_that_is_said(strong, weak):
    aside = SimpleNamespace(pair=("EU", "JPN"), chances=((1, 1), (1, 2)))
    both = compare_runs([strong[0], weak[0]], {weak[0].folder: aside})
    assert both.competitors[1].draws.number == 1
    assert any("the 2 draws of weak war are about the EU and Japan" in each for each in cautions(both))


def test_a_draw_in_full_is_refused_beside_the_table_that_has_it(strong, weak):
    table = SimpleNamespace(pair=("USA", "CHN"), chances=((1, 1), (1, 2)))
    with pytest.raises(ComparisonError, match="is there already"):
        compare_runs([strong[0], strong[1], weak[0]], {strong[0].folder: table})
