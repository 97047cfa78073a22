"""The page of a comparison: charts equal the metrics on both bases, words hold, bytes repeat."""

import base64
import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from compared import STRONG, WEAK, draws

from sim.metrics import compute_metrics
from sim.metrics.trade_patterns.bilateral import BOTH
from sim.report.comparison import compare_runs, comparison_document, write_comparison
from sim.report.comparison.decoupling_charts import reliance_paths, trade_paths
from sim.report.comparison.household_charts import price_paths, revenue_paths
from sim.report.comparison.inputs import inputs_markup
from sim.report.comparison.rest_charts import price_ends_first, trade_ends
from sim.report.comparison.sentences import FIGURES, extremes, furthest, range_written
from sim.report.comparison.tariff_charts import tariff_lines
from sim.report.drawing.theme import scenario_shade
from sim.report.page.document import document_markup


@pytest.fixture(scope="module")
def strong(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("strong"), "strong_war", STRONG, 3)


@pytest.fixture(scope="module")
def weak(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("weak"), "weak_war", WEAK, 3)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    return draws(tmp_path_factory.mktemp("quiet"), "no_war", ())


@pytest.fixture(scope="module")
def single(strong, weak):
    return compare_runs([strong[0], weak[0]])


@pytest.fixture(scope="module")
def several(strong, weak, quiet):
    return compare_runs([*strong, *weak, *quiet])


@pytest.fixture(scope="module")
def page(several):
    return document_markup(comparison_document(several))


def lines(chart, label, basis, shade):
    """Paths of one scenario in a view, in the order of the panels."""
    view = next(each for each in chart.views if (each.label, each.basis) == (label, basis))
    return [
        np.array(trace.y, dtype=float)
        for trace in view.figure.data
        if trace.mode == "lines" and trace.line.width and trace.line.color == shade
    ]


def test_trade_is_that_of_the_metric_on_both_bases(single, strong, weak):
    chart = trade_paths(single)
    ours, theirs = (
        compute_metrics(runs[0]).bilateral_trade.filter(direction=BOTH).sort("week")
        for runs in (strong, weak)
    )
    shade = scenario_shade(1).light
    change = 100 * theirs["change"].to_numpy()
    assert lines(chart, "Percent", "level", shade)[0] == pytest.approx(change, rel=1e-3)
    apart = change - 100 * ours["change"].to_numpy()
    assert lines(chart, "Percent", "change", shade)[0] == pytest.approx(apart, rel=1e-3, abs=1e-9)
    money = theirs["scenario"].to_numpy()
    assert lines(chart, "USD", "level", shade)[0] == pytest.approx(1e-3 * money, rel=1e-3)
    ratio = 100 * (money / ours["scenario"].to_numpy() - 1)
    assert lines(chart, "USD", "change", shade)[0] == pytest.approx(ratio, rel=1e-3, abs=1e-9)


def test_each_economy_has_its_panel(single, strong):
    chart = price_paths(single)
    prices = compute_metrics(strong[0]).consumer_prices
    found = lines(chart, "", "level", scenario_shade(0).light)
    for path, code in zip(found, ("USA", "CHN"), strict=True):
        expected = 100 * prices.filter(economy=code).sort("week")["change"].to_numpy()
        assert path == pytest.approx(expected, rel=1e-3, abs=1e-6)
    axes = {trace.yaxis for trace in chart.views[0].figure.data}
    assert axes == {"y", "y2"}


def test_tariffs_are_weighted_before_and_after_substitution(single, weak):
    chart = tariff_lines(single)
    path = compute_metrics(weak[0]).tariff_paths.filter(importer="CHN", exporter="USA").sort("week")
    shade = scenario_shade(1).light
    for label, column in (("Before", "fixed_weights"), ("After", "current_weights")):
        found = lines(chart, f"{label} substitution", "level", shade)[1]
        assert found == pytest.approx(100 * path[column].to_numpy(), rel=1e-3)


def test_the_first_scenario_is_the_zero_of_differences(single):
    for chart in (trade_paths(single), reliance_paths(single), revenue_paths(single)):
        for view in chart.views:
            if view.basis == "change":
                assert not lines(chart, view.label, "change", scenario_shade(0).light)[0].any()


def test_bands_hold_ninety_percent_of_the_draws(several, weak):
    view = revenue_paths(several).views[0]
    shade = scenario_shade(1).light
    low, high = (trace for trace in view.figure.data if trace.line.width == 0 and trace.line.color == shade)
    revenues = [compute_metrics(run).weekly_revenue.filter(economy="USA").sort("week") for run in weak]
    paths = 1e-3 * np.array([each["scenario"].to_numpy() for each in revenues])
    assert np.array(low.y) == pytest.approx(np.quantile(paths, 0.05, axis=0), rel=1e-3)
    assert np.array(high.y) == pytest.approx(np.quantile(paths, 0.95, axis=0), rel=1e-3)
    assert high.fill == "tonexty"
    assert "90% of draws" in [key.text for key in view.keys]


def test_a_single_draw_has_no_bands(single):
    view = revenue_paths(single).views[0]
    assert all(trace.line.width != 0 for trace in view.figure.data)
    assert "90% of draws" not in [key.text for key in view.keys]


def test_without_the_measures_is_drawn_once_where_it_is_the_same(single, tmp_path, strong):
    keys = [key.text for key in reliance_paths(single).views[0].keys]
    assert keys.count("Without the measures") == 1
    others = draws(tmp_path, "weak_war", WEAK, scales=(1.2,))
    unpaired = reliance_paths(compare_runs([strong[0], *others]))
    assert "Without the measures" not in [key.text for key in unpaired.views[0].keys]


def test_dumbbells_join_run_and_long_run(single, strong, weak):
    chart = price_ends_first(single)
    ends = [compute_metrics(runs[0]).headline.consumer_prices[0] for runs in (strong, weak)]
    by_name = {trace.name: trace for trace in chart.views[0].figure.data if trace.name}
    assert by_name["Run"].x == pytest.approx([100 * end.run for end in ends], rel=1e-5)
    rests = [100 * end.benchmark for end in ends]
    assert by_name["Long run without frictions"].x == pytest.approx(rests, rel=1e-5)
    by_name = {trace.name: trace for trace in chart.views[1].figure.data if trace.name}
    assert by_name["Run"].x == pytest.approx([0.0, 100 * (ends[1].run - ends[0].run)], rel=1e-5)


def test_published_figure_stands_beside_the_scenario_that_it_is_about(single):
    by_name = {trace.name: trace for trace in trade_ends(single).views[0].figure.data if trace.name}
    assert by_name["Published figure"].x == (-81.0, None)
    assert "WTO (April 2025)" in trade_ends(single).note


def test_titles_hold_whatever_happens(single, quiet, tmp_path):
    assert extremes(single, "tariff_of_first", "The tariff").startswith("The tariff is lowest in weak war (")
    nothing = compare_runs([*quiet, *draws(tmp_path, "as_quiet", ())])
    assert extremes(nothing, "trade", "Trade") == "Trade is the same in all 2 scenarios: 0%"
    ending = "in every scenario the run ends where its long run without frictions is"
    assert trade_ends(nothing).title.endswith(ending)


def test_a_title_names_all_that_share_an_end(strong, quiet, tmp_path):
    mixed = compare_runs([strong[0], *quiet, *draws(tmp_path, "as_quiet", ())])
    title = extremes(mixed, "trade", "Trade")
    assert title.endswith("and highest in no war and 1 other (0%)")


def test_a_gap_between_figures_that_are_printed_alike_is_written_itself(single):
    both = [
        replace(
            each,
            members=(
                replace(
                    each.members[0],
                    values={"welfare_first": [ends[0]]},
                    long_run={"welfare_first": [ends[1]]},
                ),
            ),
        )
        for each, ends in zip(single.competitors, ((0.131, 0.134), (0.0996, 0.0994)), strict=True)
    ]
    figure = FIGURES["welfare_first"]
    title = furthest(replace(single, competitors=tuple(both)), figure, "Consumption", "is")
    assert title.endswith("are furthest apart in strong war, by 0.30 points")


def test_a_range_is_never_written_as_two_equal_numbers():
    assert range_written(-0.272, -0.268, "change") == "within 0.40 points"
    assert range_written(-0.31, -0.268, "change") == "\u221231% to \u221227%"
    assert range_written(0.1, 0.1, "share") == "no spread"
    assert range_written(100_000.0, 104_000.0, "money") == "100 to 104"


def test_the_switch_says_against_what(page):
    assert ">Each run</button>" in page
    assert ">Against the first</button>" in page
    assert "Difference from strong war, percentage points" in page


def test_every_chart_has_a_table_and_both_bases(several):
    for leaf in comparison_document(several).leaves:
        for chart in leaf.charts:
            assert {view.basis for view in chart.views} == {"level", "change"}, chart.identifier
            assert chart.data.height, chart.identifier
            assert set(chart.fields) <= set(chart.data.columns), chart.identifier


def test_the_same_runs_give_the_same_bytes_whenever_they_were_made(strong, weak, page, several, tmp_path):
    write_comparison([strong[0], weak[0]], tmp_path / "first.html")
    later = replace(strong[0], manifest={**strong[0].manifest, "started": "2030", "timings": {}})
    write_comparison([later, weak[0]], tmp_path / "second.html")
    assert (tmp_path / "first.html").read_bytes() == (tmp_path / "second.html").read_bytes()
    assert document_markup(comparison_document(several)) == page


def test_page_carries_its_data(page, several):
    packed = re.search(r'href="data:application/zip;base64,([^"]+)"', page)[1]
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(packed)))
    assert {"ranking.csv", "paths.csv", "strong_war/run.json"} <= set(archive.namelist())
    paths = pl.read_csv(archive.read("paths.csv"))
    assert set(paths["scenario"]) == {each.label for each in several.competitors}


def test_page_refers_to_nothing_outside_itself(page):
    own = page[: page.index("<script>")] + page[page.rindex('<script type="application/json"') :]
    assert not re.findall(r'(?:src|href)="(?!#|data:)', own)


def test_inputs_that_differ_are_listed(strong, weak, tmp_path):
    told = "measures:\n- kind: tariff\n  id: {}\n  start: 2025-02-04\n  rate: {}\n  title: A tariff\n"
    both = "- kind: tariff\n  id: shared\n  start: 2025-02-04\n  rate: 0.1\n"
    runs = []
    for run, own, rate, hazard in ((strong[0], "one", 0.9, 0.25), (weak[0], "other", 0.2, 0.5)):
        folder = tmp_path / run.manifest["name"]
        folder.mkdir()
        text = told.format(own, rate) + both + f"behaviour:\n  routing: {{on: true, fee: {hazard}}}\n"
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
        runs.append(replace(run, folder=folder))
    markup = inputs_markup(compare_runs(runs))
    assert "2 measures of some scenarios and not of others" in markup
    assert "1 other measure is the same in all." in markup
    assert "<code>one</code></small></td><td>yes</td><td>\u2013</td>" in markup
    assert "<code>behaviour.routing.fee</code></td><td>0.25</td><td>0.5</td>" in markup
    assert "routing.on" not in markup
