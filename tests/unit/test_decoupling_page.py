"""Channels, survival and the way back: what the charts draw is what the metrics say."""

import re
from datetime import date

import numpy as np
import polars as pl
import pytest
from synthetic_run import write_run

from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.records.reading import read_run
from sim.report.decoupling.channels_chart import channels
from sim.report.decoupling.contents import DECOUPLING
from sim.report.decoupling.hysteresis_chart import hysteresis
from sim.report.decoupling.panels import wide_and_narrow
from sim.report.decoupling.survival_chart import supplier_survival
from sim.report.decoupling.trade_chart import bilateral_trade
from sim.report.decoupling.turning_points import turning_points
from sim.report.drawing.weekly import by_week
from sim.report.facts import Facts


@pytest.fixture(scope="module")
def facts(war_run):
    return Facts(compute_metrics(war_run))


@pytest.fixture(scope="module")
def truce(tmp_path_factory):
    """A war of which most is over after half a year."""
    steps = (
        (date(2025, 2, 3), "USA", "CHN", 1.0, "up"),
        (date(2025, 2, 3), "CHN", "USA", 1.0, "up"),
        (date(2025, 6, 2), "USA", "CHN", -0.8, "down"),
        (date(2025, 6, 2), "CHN", "USA", -0.8, "down"),
    )
    run = read_run(write_run(tmp_path_factory.mktemp("runs") / "truce", steps=steps))
    return Facts(compute_metrics(run))


def view(chart, basis):
    return next(each for each in chart.views if each.basis == basis)


@pytest.mark.parametrize("run", ["war_run", "quiet_run", "standoff_run", "other_war_run"])
@pytest.mark.parametrize("drawing", DECOUPLING.drawings)
def test_every_run_has_the_chart_with_a_sentence_and_its_tables(run, drawing, request):
    chart = drawing(Facts(compute_metrics(request.getfixturevalue(run))))
    assert "None" not in chart.title
    assert "nan" not in chart.title
    assert chart.metrics
    assert set(chart.fields) <= set(chart.data.columns)


@pytest.mark.parametrize("drawing", [channels, hysteresis, supplier_survival, bilateral_trade])
def test_levels_come_first_and_each_has_its_change(drawing, facts):
    assert [each.basis for each in drawing(facts).views] == ["level", "change"]


@pytest.mark.parametrize("drawing", DECOUPLING.drawings)
def test_titles_say_that_nothing_happens_where_nothing_does(drawing, quiet_run):
    title = drawing(Facts(compute_metrics(quiet_run))).title
    assert re.search("stays? where|hold|without the measures", title)


def test_channels_draw_every_tie_in_its_unit_beside_the_run_without_the_measures(facts):
    frame = facts.metrics.frame("decoupling_channels")
    traces = view(channels(facts), "level").figure.data
    for part, scale, name in (("trade", 1e-3, "Trade in goods"), ("look_through", 100.0, "Reliance, looked")):
        rows = frame.filter(part=part)
        found = [t for t in traces if f"<br>{name}" in (t.hovertemplate or "")]
        before, after = found[:2]
        assert list(after.y) == pytest.approx((scale * rows["level"]).to_list(), rel=1e-3)
        assert list(before.y) == pytest.approx((scale * rows["level_reference"]).to_list(), rel=1e-3)
        assert before.line.dash == "dot"


def test_channels_change_by_what_is_gone_on_one_scale(facts):
    figure = view(channels(facts), "change").figure
    rows = facts.metrics.frame("decoupling_channels").filter(part="share")
    drawn = next(t for t in figure.data if "Shares in" in (t.hovertemplate or ""))
    assert list(drawn.y) == pytest.approx((-100 * rows["decoupled"]).to_list(), abs=0.01)
    ranges = {tuple(figure.layout[each].range) for each in figure.layout if re.fullmatch(r"yaxis\d*", each)}
    assert len(ranges) == 1


def test_panels_do_not_overlap_and_have_fewer_columns_on_a_narrow_page():
    wide, narrow = wide_and_narrow(7)
    assert (wide.columns, wide.rows, narrow.columns, narrow.rows) == (4, 2, 2, 4)
    for panels in (wide, narrow):
        boxes = [panels.place(index) for index in range(panels.number)]
        for index, (across, upright) in enumerate(boxes):
            assert 0.0 <= across[0] < across[1] <= 1.0
            assert 0.0 <= upright[0] < upright[1] <= 1.0
            for other_across, other_upright in boxes[index + 1 :]:
                beside = across[1] <= other_across[0] or other_across[1] <= across[0]
                above = upright[0] >= other_upright[1] or other_upright[0] >= upright[1]
                assert beside or above


def test_survival_draws_both_economies_and_marks_half_of_the_loss(facts):
    figure = view(supplier_survival(facts), "level").figure
    frame = facts.metrics.frame("relationship_survival").filter(importer="USA", partner="CHN")
    drawn = next(t for t in figure.data if (t.hovertemplate or "").startswith("US buyers, China: %"))
    assert list(drawn.y) == pytest.approx((100 * frame["survival_by_value"]).to_list(), abs=0.01)
    ring = next(t for t in figure.data if "half of what is gone" in (t.hovertemplate or ""))
    last = frame["survival_by_value"][-1]
    gone = frame.filter(pl.col("survival_by_value") <= (1 + last) / 2)["week"][0]
    assert ring.x[0] == gone


def test_path_runs_through_tariff_and_trade_of_every_week(truce):
    frame = truce.metrics.frame("tariff_and_trade").filter(importer="USA", exporter="CHN")
    for basis, upright in (("change", 100 * (frame["trade"] - 1)), ("level", 1e-3 * frame["shipped"])):
        way = view(hysteresis(truce), basis).figure.data[0]
        assert list(way.x) == pytest.approx((100 * frame["tariff"]).to_list(), abs=0.01)
        assert list(way.y) == pytest.approx(upright.to_list(), rel=1e-3, abs=1e-3)


def test_title_tells_what_has_come_back_after_a_removal(truce):
    rows = truce.metrics.frame("hysteresis").filter(importer="USA", exporter="CHN")
    chart = hysteresis(truce)
    gone, back = (int(number) for number in re.findall(r"(\d+)% of the", chart.title)[:2])
    assert gone == pytest.approx(100 * rows["tariff_removed"][-1], abs=0.6)
    assert back == pytest.approx(100 * (1 - rows["hysteresis_of_trade"][-1]), abs=0.6)
    assert "way back" in chart.note


def test_without_a_removal_the_path_is_one_of_adjustment(facts):
    chart = hysteresis(facts)
    assert "At a tariff of" in chart.title
    assert "trade adjusts at a tariff that stays" in chart.note


def test_path_turns_when_the_tariff_has_risen_before_and_after_a_cut_and_at_the_end():
    tariff = np.array([0.1] * 5 + [1.0] * 20 + [0.3] * 25)
    assert [week for week, _ in turning_points(pl.DataFrame({"tariff": tariff}))] == [5, 24, 25, 49]
    stays = np.array([0.1] * 5 + [1.0] * 20)
    assert [week for week, _ in turning_points(pl.DataFrame({"tariff": stays}))] == [5, 24]
    assert not list(turning_points(pl.DataFrame({"tariff": np.full(9, 0.1)})))


def test_fans_of_trade_and_of_every_tie_are_drawn_with_several_draws(war_run):
    metrics = compute_metrics(war_run)
    several = Facts(metrics, Draws([metrics, compute_metrics(war_run), compute_metrics(war_run)]))
    alone = Facts(metrics)
    for drawing, lines in ((bilateral_trade, 3), (channels, 7)):
        for basis in ("level", "change"):
            more = len(view(drawing(several), basis).figure.data)
            assert more - len(view(drawing(alone), basis).figure.data) == 4 * lines
    bands = [t for t in view(channels(several), "change").figure.data if t.xaxis == "x"][:2]
    path = view(channels(alone), "change").figure.data[0]
    for edge in bands:  # three draws alike: the band is the path
        assert list(edge.y) == pytest.approx(list(path.y), abs=0.01)
    frame = metrics.frame("decoupling_channels").filter(part="trade")
    band = several.draws.spread.filter(series="gone", economy="trade", basis="change")
    assert band["middle"].to_list() == pytest.approx(frame["decoupled"].to_list())


def test_weeks_are_placed_by_first_day_and_step_or_spelled_out():
    days = [date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 20)]
    assert by_week(days) == {"x0": "2025-01-06", "dx": 7 * 86_400_000}
    apart = [days[0], days[1], date(2025, 2, 10)]
    assert by_week(apart) == {"x": apart}
