"""Charts of flows: what is drawn is what the metrics say, in a war, without one, and in another war."""

import re

import numpy as np
import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.report.charts import Charts
from sim.report.drawing.wording import billions
from sim.report.drawing.world_map.edges import CLASS_KEYS, MOST, largest_edges, shades
from sim.report.facts import Facts
from sim.report.flows.contents import FLOWS
from sim.report.flows.pair_changes import pair_changes
from sim.report.flows.partner_share_slopes import partner_share_slopes
from sim.report.flows.product_charts import replacements
from sim.report.flows.trade_creation import trade_creation
from sim.report.flows.trade_map import trade_map
from sim.report.flows.trade_sankey import trade_sankey
from sim.report.glance.trade_maps import trade_before_after
from sim.report.page.payload import chart_payload

RUNS = ("war_run", "quiet_run", "other_war_run", "standoff_run")


@pytest.fixture(scope="module", params=RUNS)
def facts(request):
    return Facts(compute_metrics(request.getfixturevalue(request.param)))


@pytest.fixture(scope="module")
def war(war_run):
    return Facts(compute_metrics(war_run))


def view(chart, basis="", label=None):
    return next(each for each in chart.views if each.basis == basis and label in (None, each.label))


def test_every_chart_has_a_title_and_tables_in_every_run(facts):
    for drawing in (*FLOWS.drawings, trade_before_after):
        chart = drawing(facts)
        assert chart.identifier == drawing.__name__.replace("_", "-")
        assert not re.search(r"nan|None|inf\b|\b0 are", chart.title)
        assert chart.data.height
        assert chart.metrics
        assert set(chart.metrics) <= set(facts.metrics.applicable)


def test_titles_say_that_nothing_happens(quiet_run):
    quiet = Facts(compute_metrics(quiet_run))
    assert "is unchanged; none of the" in trade_map(quiet).title
    assert "stays at" in partner_share_slopes(quiet).title
    assert "not one changes by more than 2%" in pair_changes(quiet).title
    assert "as much from" in trade_creation(quiet).title
    assert "as much as without the measures" in trade_before_after(quiet).title


def test_the_pair_at_war_is_always_on_the_map_and_on_top(facts):
    edges, focus = largest_edges(facts.metrics), facts.metrics.focus
    assert {frozenset(pair) for pair in edges.pairs[-2:]} == {frozenset((focus.first, focus.second))}
    assert len(edges.pairs) == len(set(edges.pairs)) <= MOST
    assert not any("ROW" in pair for pair in edges.pairs)
    few = largest_edges(facts.metrics, 5)
    assert len(few.pairs) == 5
    assert few.covered < edges.covered < 1.0


def test_flows_on_the_map_are_those_of_the_metric(war):
    edges = largest_edges(war.metrics)
    means = war.metrics.bilateral_means
    for (origin, destination), change in zip(edges.pairs, edges.change, strict=True):
        assert means.filter(origin=origin, destination=destination)["change"].item() == pytest.approx(change)


def test_colours_follow_the_classes():
    change = np.array([-1.0, -0.41, -0.4, -0.11, -0.05, -0.02, 0.0, 0.019, 0.03, 0.2, 0.5, np.nan])
    place = {key.colour: at for at, key in enumerate(CLASS_KEYS)}
    assert len(place) == 7
    assert [place[shade] for shade in shades(change)] == [0, 0, 1, 1, 2, 3, 3, 3, 4, 5, 6, 3]


def test_each_week_has_a_frame_with_its_changes_and_the_cursor_at_it(facts):
    weeks, edges = facts.metrics.axes.weeks, largest_edges(facts.metrics)
    chart = trade_map(facts)
    change = view(chart, "change")
    assert len(change.frames) == len(change.captions) == len(weeks)
    for place in (0, len(weeks) // 2, len(weeks) - 1):
        *lines, cursor = change.frames[place]["data"]
        assert [line["line"]["color"] for line in lines] == shades(edges.weekly_change[:, place])
        assert cursor["x"] == [weeks[place].isoformat()] * 2
        assert f"Week of {weeks[place].day} " in change.captions[place]
    drawn = [change.figure.data[at] for at in change.frames[-1]["traces"]]
    assert [line.line.color for line in drawn[:-1]] == shades(edges.weekly_change[:, -1])
    assert drawn[-1].x[0] == weeks[-1]


def test_width_is_the_value_of_the_week_in_levels_and_without_the_measures_in_changes(war):
    edges, chart = largest_edges(war.metrics), trade_map(war)
    level, change = view(chart, "level"), view(chart, "change")
    pair = edges.pairs.index(("CHN", "USA"))
    wide = [frame["data"][pair]["line"]["width"] for frame in level.frames]
    value = edges.weekly[0, pair]
    assert wide[0] > wide[-1]
    assert wide[-1] / wide[0] == pytest.approx(value[-1] / value[0], abs=0.08)
    assert change.figure.data[change.frames[0]["traces"][pair]].line.width == pytest.approx(wide[0], abs=0.5)


def test_captions_tell_the_acts_of_their_week(war):
    captions = trade_map(war).views[0].captions
    for week, title in war.events.acts.select("week", "title").rows():
        place = war.metrics.axes.weeks.index(week)
        assert title in captions[place] or "more." in captions[place]


def test_the_page_gets_frames_whole_though_they_are_written_once(war):
    sent = chart_payload(trade_map(war))["views"][1]
    change = view(trade_map(war), "change")
    for frame, original in zip(sent["frames"], change.frames, strict=True):
        assert [sent["patches"][at] for at in frame["data"]] == original["data"]
        assert sent["patches"][frame["traces"]] == original["traces"]
    assert len(sent["patches"]) < 20 + len(change.frames)
    assert sent["redrawn"] is False


def test_a_notebook_gets_slider_and_button(war):
    figure = Charts(war).trade_map(basis="change")
    weeks = len(war.metrics.axes.weeks)
    assert len(figure.frames) == len(figure.layout.sliders[0].steps) == weeks
    assert [button.label for button in figure.layout.updatemenus[0].buttons] == ["Play", "Pause"]
    assert figure.frames[0].data[0].line.color == shades(largest_edges(war.metrics).weekly_change[:, 0])[0]


def test_streams_add_up_to_imports_and_exports(facts):
    chart, metrics = trade_sankey(facts), facts.metrics
    for label, arm in (("In the run", "scenario"), ("Without the measures", "reference")):
        link = view(chart, label=label).figure.data[0].link
        totals = [0.0, 0.0]
        for source, target, value in zip(link.source, link.target, link.value, strict=True):
            totals[0] += value if source == 0 else 0.0
            totals[1] += value if target == 1 else 0.0
        assert totals[0] * 1000.0 == pytest.approx(metrics.export_markets_second[arm].sum(), rel=1e-3)
        assert totals[1] * 1000.0 == pytest.approx(metrics.import_sources_first[arm].sum(), rel=1e-3)


def test_both_pictures_of_streams_have_one_scale(war):
    scales = []
    for each in trade_sankey(war).views:
        sankey, layout = each.figure.data[0], each.figure.layout
        room = layout.height - layout.margin.t - layout.margin.b
        high = room * (sankey.domain.y[1] - sankey.domain.y[0])
        passing = {}
        for source, target, value in zip(
            sankey.link.source, sankey.link.target, sankey.link.value, strict=True
        ):
            middle = target if source == 0 else source
            passing[middle] = max(passing.get(middle, 0.0), value)
        scales.append((high - sankey.node.pad * (len(passing) - 1)) / sum(passing.values()))
    assert scales[0] == pytest.approx(scales[1], rel=2e-3)


def test_slopes_run_from_the_share_without_the_measures_to_that_of_the_run(facts):
    chart = partner_share_slopes(facts)
    sources = facts.metrics.import_sources_first
    ends = dict(
        zip(
            sources["economy"],
            zip(sources["reference_share"], sources["scenario_share"], strict=True),
            strict=True,
        )
    )
    label = chart.views[0].label
    lines = [trace for trace in view(chart, "level", label).figure.data if trace.mode == "lines+markers"]
    for line in lines:
        name = line.hovertemplate.partition(":")[0]
        code = next(each for each in ends if facts.names.label(each) == name)
        assert list(line.y) == pytest.approx([100.0 * share for share in ends[code]], rel=1e-5)
    bars = view(chart, "change", label).figure.data[0]
    by_name = {facts.names.label(code): 100.0 * (end - start) for code, (start, end) in ends.items()}
    assert list(bars.x) == pytest.approx([by_name[name] for name in bars.y], abs=1e-4)


def test_shares_without_the_measures_add_up_to_one(facts):
    for table in (facts.metrics.import_sources_first, facts.metrics.export_markets_second):
        assert table["reference_share"].sum() == pytest.approx(1.0)


def test_cells_of_the_matrix_are_the_changes_of_the_metric(facts):
    means = facts.metrics.bilateral_means
    relative, value = (each.figure.data[0] for each in pair_changes(facts).views)
    assert list(relative.y[:2]) == [
        facts.names.label(facts.metrics.focus.first),
        facts.names.label(facts.metrics.focus.second),
    ]
    row = means.filter(origin=facts.metrics.focus.second, destination=facts.metrics.focus.first).row(
        0, named=True
    )
    assert relative.z[1][0] == pytest.approx(100.0 * row["change"], rel=5e-3, abs=1e-9)
    gain = (row["last_4_weeks"] - row["last_4_weeks_reference"]) / 1000.0
    assert value.z[1][0] == pytest.approx(gain, rel=5e-3, abs=1e-9)
    assert all(relative.z[at][at] is None for at in range(len(relative.y)))


def test_areas_of_creation_add_up_to_falls_and_rises(war):
    weekly = war.metrics.frame("trade_creation_weekly").filter(pl.col("basis") == "value")
    for each, importer in zip(trade_creation(war).views, ("USA", "CHN"), strict=True):
        rows = weekly.filter(importer=importer)
        below = np.sum([trace.y for trace in each.figure.data if trace.stackgroup == "lost"], axis=0)
        assert below == pytest.approx(-rows["lost"].to_numpy() / 1000.0, abs=0.06)


def test_the_table_of_replacements_has_the_groups_that_are_drawn(war):
    chart = replacements(war)
    assert set(chart.data["group"]) == set(chart.views[0].figure.data[0].y)


def test_the_title_of_replacements_names_the_largest_rise(war):
    top = war.metrics.replacements.filter(pl.col("origin") != "USA").sort("change").row(-1, named=True)
    amount = f"USD {billions(top['change'])} bn a year more in {war.names.group_phrase(top['group'])}"
    assert f"sells the US {amount}" in replacements(war).title


def test_the_small_maps_draw_the_run_beside_the_run_without_the_measures(war):
    edges = largest_edges(war.metrics, 24)
    figure = trade_before_after(war).views[0].figure
    after = [
        trace for trace in figure.data if trace.xaxis == "x2" and trace.mode == "lines" and not trace.fill
    ]
    assert [trace.line.color for trace in after] == shades(edges.change)
    before = [
        trace for trace in figure.data if trace.xaxis != "x2" and trace.mode == "lines" and not trace.fill
    ]
    assert after[-1].line.width < max(trace.line.width for trace in before)
