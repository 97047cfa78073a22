"""Optional parts: what is said without each of them, and that all else works."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from command_line import call

import sim
from sim.ensemble.analysis.libraries import MissingLibraryError, library
from sim.ensemble.execution.dask_crew import dask_workers
from sim.ensemble.execution.failures import ExecutionError
from sim.ensemble.execution.provenance import provenance
from sim.ensemble.plan.designs import unit_cube
from sim.extras import LIBRARIES, MissingExtraError
from sim.world.build.__main__ import main as build
from sim.world.build.customs import china_imports_2017

DECLARED = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
HINT = '(hint: pip install "tradewar-sim[{extra}]")'

# Loads every module of the program with the libraries of all extras out of reach.
EVERYTHING = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({[name for names in LIBRARIES.values() for name in names]!r}))
import sim
found = 0
for module in pkgutil.walk_packages(sim.__path__, "sim.", onerror=lambda name: None):
    if not module.name.endswith(".__main__") and not module.name.startswith("sim.explore"):
        importlib.import_module(module.name)
        found += 1
try:
    import sim.explore
except ImportError as error:
    print(error)
print(found > 500)
"""


@pytest.fixture
def without(monkeypatch):
    """Take the libraries of an extra away."""

    def take(extra):
        for name in LIBRARIES[extra]:
            for loaded in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
                monkeypatch.delitem(sys.modules, loaded)
            monkeypatch.setitem(sys.modules, name, None)
        return f"needs the extra `{extra}` {HINT.format(extra=extra)}"

    return take


def test_what_is_missed_is_what_is_declared():
    declared = DECLARED["optional-dependencies"]
    assert set(LIBRARIES) <= set(declared)
    distributions = {"sklearn": "scikit-learn"}
    for extra, names in LIBRARIES.items():
        asked = sorted(each.partition(">=")[0] for each in declared[extra])
        assert asked == sorted(distributions.get(name, name) for name in names)


def test_only_the_app_imports_a_library_of_an_extra_where_a_module_begins():
    extra = {name for names in LIBRARIES.values() for name in names}
    for file in Path(sim.__file__).parent.rglob("*.py"):
        if file.parent.name != "explore":
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module] if isinstance(node, ast.ImportFrom) else []
                assert not extra & {name.split(".")[0] for name in names}, file


@pytest.mark.slow
def test_without_any_extra_every_module_loads_but_those_of_the_app_which_say_what_they_need():
    made = subprocess.run([sys.executable, "-c", EVERYTHING], capture_output=True, text=True, check=True)
    assert made.stdout.splitlines() == [
        f"sim.explore needs the extra `explore` {HINT.format(extra='explore')}",
        "True",
    ]


@pytest.mark.parametrize("kind", ["sobol", "morris"])
def test_a_sampled_design_of_a_library_names_the_extra(kind, without):
    said = without("sensitivity")
    with pytest.raises(MissingExtraError) as refused:
        unit_cube({"kind": kind, "seed": 1, "samples": 4, "trajectories": 4, "levels": 4}, 2)
    assert str(refused.value) == f"the design `{kind}` {said}"


def test_a_sweep_of_such_a_design_is_refused_before_it_begins(without, capsys, tmp_path):
    said = without("sensitivity")
    code, out, told = call(capsys, "sweep", "what_matters", "--out", str(tmp_path / "swept"))
    assert (code, out) == (2, "")
    assert told.count("\n") == 1
    assert said in told
    assert not (tmp_path / "swept").exists()


@pytest.mark.parametrize(
    ("module", "distribution"), [("SALib.analyze.sobol", "SALib"), ("sklearn.tree", "scikit-learn")]
)
def test_an_analysis_of_a_library_names_the_extra(module, distribution, without):
    said = without("sensitivity")
    with pytest.raises(MissingLibraryError) as refused:
        library(module)
    assert str(refused.value) == f"an analysis with {distribution} {said}"


def test_workers_of_dask_name_the_extra(without):
    said = without("dask")
    with pytest.raises(ExecutionError) as refused:
        dask_workers(1, None, provenance())
    assert str(refused.value) == f"the executor dask {said}"


def test_building_the_tables_names_the_extra_before_it_begins(without, capsys, tmp_path):
    said = without("build")
    (tmp_path / "world").mkdir()
    assert build([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"building the tables {said}\n"
    with pytest.raises(MissingExtraError) as refused:
        china_imports_2017(tmp_path)
    assert str(refused.value) == f"building the tables {said}"


def test_the_app_names_the_extra(without, capsys):
    said = without("explore")
    code, _, told = call(capsys, "explore", "--no-browser")
    assert (code, told) == (2, f"tradewar explore {said}\n")
