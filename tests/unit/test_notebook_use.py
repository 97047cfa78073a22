"""What a notebook shows: charts one by one, a run, a model."""

import plotly.graph_objects as go
import pytest

import sim
from sim import TradeWar, load_scenario, read_run
from sim.report.chapters import DRAWINGS

SMALL = {
    "world.economies": "[USA, CHN, ROW]",
    "population.producers": "500",
    "population.relationships": "10000",
    "horizon.weeks": "20",
}


@pytest.fixture(scope="module")
def opened(war_run):
    return read_run(war_run.folder)


def test_every_chart_is_a_figure_with_title_legend_and_source(opened):
    shown = [name for name, draw in DRAWINGS.items() if draw(opened.facts) is not None]
    assert len(shown) >= 15
    for name in shown:
        figure = getattr(opened.charts, name)()
        assert isinstance(figure, go.Figure)
        assert figure.layout.title.text.startswith("<b>")
        assert figure.layout.annotations[-1].text.replace("<br>", " ").endswith("not a forecast.")
        assert not any(item.name == "narrow" for item in figure.layout.annotations)
    assert set(DRAWINGS) <= set(dir(opened.charts))
    with pytest.raises(ValueError, match="this run has nothing to show in it"):
        opened.charts.replayed_history()


def test_a_chart_is_the_pages_and_leaves_the_pages_alone(opened):
    chart = DRAWINGS["bilateral_trade"](opened.facts)
    change = next(view for view in chart.views if view.basis == "change")
    figure = opened.charts.bilateral_trade(basis="change")
    assert list(figure.data[0].y) == list(change.figure.data[0].y)
    assert figure.layout.height > change.figure.layout.height


def test_a_wrong_name_or_view_gets_a_hint(opened):
    with pytest.raises(AttributeError, match=r"no chart 'map' \(hint"):
        opened.charts.map()
    with pytest.raises(ValueError, match=r"no such view \(hint: it has"):
        opened.charts.bilateral_trade("Moon")


def test_a_run_says_what_it_found(opened):
    markup = opened._repr_html_()
    assert "<b>Trade.</b>" in markup
    assert repr(opened).startswith("Run of synthetic, seed 1: 40 weeks from ")
    assert "tariff_timeline()" in opened.charts._repr_html_()
    assert "tariff_timeline: " in repr(opened.charts)


def test_a_run_that_was_just_made_is_of_the_same_kind(tmp_path):
    scenario = load_scenario("status_quo_jan2025", SMALL | {"horizon.weeks": "2"})
    made = sim.run(scenario, tmp_path / "run", report=False)
    assert type(made) is sim.Run is type(read_run(tmp_path / "run"))


def test_a_model_says_where_it_stands_and_who_has_moved():
    model = TradeWar(load_scenario("impasse_145_125", SMALL))
    size = f"3 economies, {model.network.population.producers.count} producers, 10,000 relationships"
    assert repr(model) == f"TradeWar before its first week: {size}"
    for _ in range(20):
        model.step()
    lines = repr(model).splitlines()
    assert lines[0].startswith("TradeWar after the week of 19 May 2025: 3 economies")
    assert "average tariff" in lines[1]
    assert {line.split()[0] for line in lines[2:]} == {"USA", "CHN", "ROW"}
    assert lines[2].split()[0] in {"USA", "CHN"}
    assert model._repr_html_().count("<tr>") == 4
    model.release()
    assert repr(model) == "TradeWar: 3 economies, finished and released"
