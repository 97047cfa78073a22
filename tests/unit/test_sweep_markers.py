"""Points that a sweep wants marked on its maps: they reach the page, change no run, and are checked."""

import pytest
from sweep_files import GRID, HAZARD, HEAD, sweep_file, two_figures

from sim.ensemble.plan import read_plan
from sim.ensemble.study import Marker, study_of
from sim.scenario import ScenarioErrors

__all__ = ["two_figures"]


def test_markers_reach_the_study_and_change_no_run(tmp_path, two_figures):
    plain = read_plan(sweep_file(tmp_path, GRID))
    marked = read_plan(sweep_file(tmp_path, GRID + "markers: [{label: April, us_rate: 1.45}]\n"))
    assert study_of(tmp_path, marked.facts()).markers == (Marker("April", {"us_rate": 1.45}),)
    assert marked.identity == plain.identity


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ("{hazard: 1}", "a marker without a label.*add `label:`"),
        ("{label: now, hazrd: 1}", "no lever `hazrd`.*did you mean `hazard`"),
        ("{label: now, hazard: high}", "`hazard` of a marker must be a number"),
    ],
)
def test_a_mistake_in_a_marker_is_told_at_its_line(tmp_path, two_figures, marker, told):
    path = sweep_file(tmp_path, HEAD + HAZARD + f"markers:\n  - {marker}\n")
    with pytest.raises(ScenarioErrors, match=told) as caught:
        read_plan(path)
    line = len((HEAD + HAZARD).splitlines()) + 2
    assert [each.line for each in caught.value.diagnostics] == [line]
