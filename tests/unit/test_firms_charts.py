"""Charts of firms: what is drawn is in the tables, in every kind of run."""

import numpy as np
import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.report.drawing.labels import Dot, free_labels
from sim.report.facts import Facts
from sim.report.firms.contents import FIRMS
from sim.report.page.payload import chart_payload, script_safe

NAMES = [drawing.__name__ for drawing in FIRMS.drawings]
RUNS = ("war_run", "quiet_run", "standoff_run", "other_war_run")
_FACTS = {}


@pytest.fixture
def facts(request):
    """Facts of a run by the name of its fixture, the war's unless another is asked for."""
    name = getattr(request, "param", "war_run")
    if name not in _FACTS:
        _FACTS[name] = Facts(compute_metrics(request.getfixturevalue(name)))
    return _FACTS[name]


in_every_run = pytest.mark.parametrize("facts", RUNS, indirect=True)


def chart(facts, name):
    return next(drawing for drawing in FIRMS.drawings if drawing.__name__ == name)(facts)


def view(drawn, label, basis=""):
    return next(each for each in drawn.views if each.label == label and basis in ("", each.basis)).figure


@in_every_run
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_can_be_written_and_says_what_it_is_drawn_from(facts, name):
    drawn = chart(facts, name)
    if drawn is None:
        assert name == "supplier_switching"
        assert not facts.metrics.focus.at_war
        return
    assert drawn.identifier == name.replace("_", "-")
    assert drawn.metrics
    assert set(drawn.metrics) <= set(facts.metrics.applicable)
    assert "None" not in drawn.title
    assert script_safe(chart_payload(drawn))


def test_titles_of_a_run_in_which_nothing_happens(request):
    facts = Facts(compute_metrics(request.getfixturevalue("quiet_run")))
    titles = {name: drawn.title for name in NAMES if (drawn := chart(facts, name)) is not None}
    assert titles["stocks"] == "Stocks of goods from China in the US stay as they are without the measures"
    assert titles["relationships_alive"].startswith("All relationships between buyers in the US")
    assert titles["exposed_sectors"] == "Goods from China cost the US what they cost without the measures"
    assert titles["output_losses"] == "No sector makes less"


def test_stocks_are_drawn_as_levels_beside_the_reference_and_as_changes(facts):
    drawn = chart(facts, "stocks")
    rows = facts.metrics.frame("stocks").filter(economy="USA", origin="CHN")
    before, now, *_ = view(drawn, "In stock", "level").data
    assert np.allclose(now.y, rows["on_hand"] / 1000.0, rtol=1e-4)
    assert np.allclose(before.y, rows["on_hand_reference"] / 1000.0, rtol=1e-4)
    assert (before.line.dash, before.x0) == ("dot", facts.metrics.axes.weeks[0].isoformat())
    _, change, *_ = view(drawn, "In stock", "change").data
    expected = 100.0 * (rows["on_hand"] / rows["on_hand_reference"] - 1.0)
    assert np.allclose(change.y, expected, rtol=1e-3, atol=1e-3)
    assert view(drawn, "Weeks of use", "level").layout.yaxis.range[0] <= 0.0


def test_ribbons_carry_all_that_moved(facts):
    drawn = chart(facts, "supplier_switching")
    rows = facts.metrics.frame("supplier_switching").filter(economy="USA")
    link = view(drawn, "US, USD").data[0].link
    assert sum(link.value) == pytest.approx(rows["base_spending"].sum(), rel=1e-3)
    link = view(drawn, "US, number").data[0].link
    assert sum(link.value) == rows["relationships"].sum()


def test_economies_stand_below_each_other_without_a_gap_too_small(facts):
    node = view(chart(facts, "supplier_switching"), "US, USD").data[0].node
    right = [y for x, y in zip(node.x, node.y, strict=True) if x > 0.5]
    assert right == sorted(right)
    assert 0.0 < right[0] < right[-1] < 1.0


def test_relationships_alive_are_those_of_the_table(facts):
    drawn = chart(facts, "relationships_alive")
    rows = facts.metrics.frame("relationship_survival").filter(importer="USA", partner="CHN")
    _, now, *_ = view(drawn, "Alive", "level").data
    assert np.allclose(now.y, 100.0 * rows["survival"], rtol=1e-4)
    change = view(drawn, "Alive", "change").data[0]
    lost = 100.0 * (rows["survival"] - rows["survival_by_value_reference"])
    assert np.allclose(change.y, lost, rtol=1e-3, atol=1e-3)


def test_what_is_won_adds_up_week_by_week(facts):
    drawn = view(chart(facts, "relationships_alive"), "Won so far")
    largest = drawn.data[-3] if len(drawn.data) > 8 else drawn.data[5]
    won = facts.metrics.frame("switches").group_by("economy").agg(pl.col("won").sum())
    assert largest.y[-1] in won["won"].to_list()
    assert list(largest.y) == sorted(largest.y)


def test_dots_stand_at_share_and_rise_of_the_landed_price(facts):
    dots = view(chart(facts, "exposed_sectors"), "US from China").data[0]
    rows = facts.metrics.frame("exposed_goods").filter(importer="USA").head(40)
    assert np.allclose(dots.x, 100.0 * rows["share_reference"], rtol=1e-4)
    assert np.allclose(dots.y, 100.0 * rows["landed_change"], rtol=1e-4)
    assert dots.marker.size[0] == max(dots.marker.size)


def test_colours_of_output_are_changes_of_the_table(facts):
    heat = view(chart(facts, "output_losses"), "Percent").data[0]
    rows = facts.metrics.frame("sector_output")
    value = rows.filter(economy="CHN", sector="C26")["change"].item()
    assert heat.z[list(heat.y).index("Electronics")][1] == pytest.approx(100.0 * value, rel=1e-3)
    assert list(heat.x)[:2] == ["US", "China"]


def test_a_name_that_would_hide_another_is_left_out():
    dots = [Dot(10.0, 50.0, 20.0, "First"), Dot(10.5, 50.5, 10.0, "Hidden"), Dot(80.0, 20.0, 8.0, "Apart")]
    assert [label["text"] for label in free_labels(dots, 5, "#000000")] == ["First", "Apart"]
    assert [label["text"] for label in free_labels(dots, 1, "#000000")] == ["First"]
