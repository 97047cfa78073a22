"""The map of the report: projection, coastlines, places, curves between them."""

import csv
import json
from importlib.resources import files

import numpy as np
import pytest

from sim.report.drawing.world_map.coastlines_build import area, build, cut, thinned
from sim.report.drawing.world_map.curves import curve, places
from sim.report.drawing.world_map.land import labels
from sim.report.drawing.world_map.projection import EDGE, eastward, frame, project

FOLDER = files("sim.report.drawing.world_map")


@pytest.mark.parametrize("latitude", [-40.0, 0.0, 35.0, 70.0])
def test_areas_keep_their_proportions(latitude):
    step = 1e-4
    (left, low), (right, _), (_, high) = (
        project(100.0 + east * step, latitude + north * step) for east, north in ((0, 0), (1, 0), (0, 1))
    )
    unit = (right - left) * (high - low) / np.cos(np.radians(latitude)) / np.radians(step) ** 2
    assert unit == pytest.approx(200.0**2, rel=1e-3)


def test_the_middle_of_the_map_is_half_a_turn_from_its_edge():
    assert project(EDGE + 180.0, 0.0) == (0.0, 0.0)
    assert eastward(-95.0) == 265.0
    assert eastward(11.0) == 11.0


def test_every_economy_but_the_rest_of_the_world_has_a_place_on_the_map():
    content = (files("sim.world") / "tables" / "economies.csv").read_text(encoding="utf-8")
    known = {row["code"] for row in csv.DictReader(content.splitlines())}
    assert set(places()) == known - {"ROW"} | {"EU"}
    (left, right), (low, high) = frame()
    for east, north in places().values():
        x, y = project(east, north)
        assert left < x < right
        assert low < y < high


def test_a_curve_runs_from_place_to_place():
    x, y = curve("USA", "CHN")
    ends = [project(*places()[code]) for code in ("USA", "CHN")]
    assert [(x[0], y[0]), (x[-1], y[-1])] == [pytest.approx(end, abs=0.06) for end in ends]
    assert None not in x


def test_the_two_directions_of_a_pair_lie_apart():
    there, back = (np.array(curve(*pair)) for pair in (("USA", "CHN"), ("CHN", "USA")))
    assert np.abs(there[1] - back[1][::-1]).max() > 20.0
    south, north = (np.array(curve(*pair)) for pair in (("USA", "MEX"), ("MEX", "USA")))
    assert np.abs(south[0] - north[0][::-1]).max() > 3.0


@pytest.mark.parametrize("pair", [("USA", "EU"), ("EU", "USA"), ("BRA", "CHN")])
def test_a_curve_over_the_atlantic_leaves_on_one_edge_and_comes_back_on_the_other(pair):
    x, y = curve(*pair)
    gap = x.index(None)
    assert x[gap - 1] == -x[gap + 1]
    assert y[gap - 1] == y[gap + 1]
    assert abs(x[gap - 1]) == pytest.approx(abs(project(EDGE, _latitude(y[gap - 1]))[0]), abs=0.5)


def _latitude(ordinate):
    grid = np.linspace(-60.0, 80.0, 20_001)
    return float(np.interp(ordinate, project(0.0, grid)[1], grid))


def test_no_coastline_jumps_across_the_map():
    for version in json.loads((FOLDER / "coastlines.json").read_text(encoding="utf-8")).values():
        for ring in version:
            east, north = np.array(ring).reshape(-1, 2).T / 10.0
            assert east.min() >= EDGE
            assert east.max() <= EDGE + 360.0
            assert np.abs(np.diff(east)).max() < 60.0
            assert north.min() > -60.0


def test_land_across_the_edge_is_cut_in_two_and_keeps_its_area():
    ring = np.array([[-50.0, 60.0], [-10.0, 60.0], [-10.0, 80.0], [-50.0, 80.0]])
    pieces = cut(ring)
    assert sorted(area(piece) for piece in pieces) == [400.0, 400.0]
    assert {piece[:, 0].min() for piece in pieces} == {-30.0, 310.0}


def test_land_across_the_date_line_stays_in_one_piece():
    ring = np.array([[170.0, 60.0], [-170.0, 60.0], [-170.0, 70.0], [170.0, 70.0]])
    (piece,) = cut(ring)
    assert (piece[:, 0].min(), piece[:, 0].max()) == (170.0, 190.0)


def test_thinning_leaves_out_only_what_is_near_the_line():
    line = np.array([[0.0, 0.0], [1.0, 0.05], [2.0, 0.0], [3.0, 2.0], [4.0, 0.0]])
    assert thinned(line, 0.1).tolist() == [[0.0, 0.0], [2.0, 0.0], [3.0, 2.0], [4.0, 0.0]]


def test_a_topology_becomes_rings_of_tenths_of_degrees():
    arcs = [[[0, 0], [40, 0], [0, 40], [-40, 0], [0, -40]]]
    land = {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}
    topology = {"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": arcs, "objects": {"land": land}}
    assert {tuple(np.unique(ring)) for ring in build(topology)["fine"]} == {(0, 400)}


def test_labels_never_lie_on_each_other():
    crowd = ["CHN", "HKG", "TWN", "KOR", "JPN", "VNM", "USA"]
    found = labels(crowd, crowd, [8.0] * len(crowd))
    assert found[0]["text"] == "CHN"
    assert "USA" in {label["text"] for label in found}
    assert len(labels(crowd, crowd, [8.0] * len(crowd), 12.0)) < len(found)
