"""Names of levers are columns: none may be that of another column of the same table."""

from __future__ import annotations

import pytest
from sweep_files import HAZARD, HEAD, sweep_file, two_figures
from synthetic_study import lever, write_study

from sim.ensemble.analysis import differences, spread
from sim.ensemble.plan import examine_plan

__all__ = ["two_figures"]


@pytest.mark.parametrize("name", ["figure", "mean_low", "pairs", "upper", "run", "trade"])
def test_a_lever_has_no_name_of_a_column(tmp_path, two_figures, name):
    found = examine_plan(sweep_file(tmp_path, HEAD + HAZARD.replace("hazard:", f"{name}:", 1)))
    assert found.plan is None
    (told,) = found.diagnostics
    assert (told.line, told.column) == (4, 3)
    assert f"`{name}`" in told.message


def test_every_column_of_a_table_with_columns_of_levers_is_refused(tmp_path, two_figures):
    study = write_study(
        tmp_path / "study",
        lambda values, draw: {"trade": values["us"] + draw},
        [lever("us", values=(0.0, 1.0))],
        replications=2,
    )
    columns = {*study.runs.collect_schema().names(), *spread(study).columns, *differences(study).columns}
    for name in columns - {"us"}:
        text = HEAD + HAZARD.replace("hazard:", f"{name}:", 1)
        assert examine_plan(sweep_file(tmp_path, text)).plan is None, name
