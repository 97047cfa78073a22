"""Charts of ties, exposure and parts of welfare: what they draw is what the metrics say."""

import numpy as np
import polars as pl
import pytest
from hand_made import evidence
from test_look_through import pairs

from sim.metrics import compute_metrics
from sim.metrics.decoupling.sector_exposure import SECTOR_EXPOSURE
from sim.report.decoupling.exposure_chart import sector_exposure
from sim.report.decoupling.ties_chart import lost_ties
from sim.report.facts import Facts
from sim.report.prices.welfare_parts_chart import welfare_parts


@pytest.fixture(scope="module")
def metrics(war_run):
    return compute_metrics(war_run)


@pytest.fixture(scope="module")
def facts(metrics):
    return Facts(metrics)


def test_exposure_of_a_sector_by_hand():
    def value(arm, origin, destination, sector, name):
        if (origin, destination, sector) != ("CHN", "USA", "C26"):
            return 0.0
        before, after = {"face_value": (0.02, 0.005), "look_through": (0.06, 0.03)}.get(name, (0.0, 0.0))
        return after if arm == "scenario" else before

    sectors = ("C26", "C27")
    seen = evidence(
        ("USA", "CHN", "MEX"),
        ("toys",),
        np.full((3, 3, 1), 5.0),
        np.full((3, 3, 1), 5.0),
        tables=pairs("sector_reliance", value, sectors=sectors),
    )
    seen.run.manifest["world"]["sectors"] = dict.fromkeys(sectors, "")
    frame = SECTOR_EXPOSURE.frame(seen)
    row = frame.filter(importer="USA", sector="C26").row(0, named=True)
    assert (row["face_value_change"], row["look_through_change"]) == pytest.approx((-0.75, -0.5))
    assert (row["look_through"], row["look_through_reference"]) == pytest.approx((0.03, 0.06))
    nothing = frame.filter(importer="USA", sector="C27").row(0, named=True)
    assert nothing["face_value_change"] is None  # nothing was bought before


def test_ties_draws_every_part_and_the_index(metrics, facts):
    chart = lost_ties(facts)
    bars, line = chart.views[0].figure.data[0], chart.views[0].figure.layout.shapes[0]
    parts = metrics.frame("decoupling_parts").drop_nulls("decoupled")
    assert sorted(bars.x) == pytest.approx(sorted(100 * parts["decoupled"]), rel=1e-5)
    assert line.x0 == pytest.approx(100 * metrics.headline.decoupled.index)
    path = chart.views[1].figure.data[-1]
    assert list(path.y) == pytest.approx(
        (100 * metrics.frame("decoupling_index")["index"]).to_list(), abs=0.01
    )
    assert "gone" in chart.title


def test_ties_hold_without_measures(quiet_run):
    chart = lost_ties(Facts(compute_metrics(quiet_run)))
    assert chart.title == "The ties between the US and China hold"
    assert not chart.views[0].figure.layout.shapes


def test_exposure_draws_both_directions_and_the_most_exposed_sectors(metrics, facts):
    chart = sector_exposure(facts)
    assert [view.label for view in chart.views] == ["US on China"] * 2 + ["China on US"] * 2
    direct, hidden = chart.views[1].figure.data[1:]
    frame = metrics.frame("sector_exposure").filter(pl.col("importer") == "USA")
    assert sorted(direct.x) == pytest.approx(sorted(100 * frame["face_value_change"]), rel=1e-5)
    assert list(hidden.x) == sorted(hidden.x, reverse=True)
    assert "Electronics" in direct.y


def test_exposure_draws_levels_in_the_run_beside_those_without_the_measures(metrics, facts):
    level = sector_exposure(facts).views[0]
    frame = metrics.frame("sector_exposure").filter(importer="USA")
    drawn = {trace.name: sorted(trace.x) for trace in level.figure.data if trace.name}
    for column, name in (("look_through", "Looked through"), ("face_value", "Bought directly")):
        assert drawn[f"{name}, in the run"] == pytest.approx(sorted(100 * frame[column]), rel=5e-3)
        before = sorted(100 * frame[f"{column}_reference"])
        assert drawn[f"{name}, without the measures"] == pytest.approx(before, rel=5e-3)


def test_parts_of_welfare_add_up_to_the_dots(facts):
    figure = welfare_parts(facts).views[0].figure
    *bars, together = figure.data
    total = np.sum([bar.y for bar in bars], axis=0)
    assert total == pytest.approx(np.array(together.y, float), abs=2e-4)
    assert len(together.x) == 4
