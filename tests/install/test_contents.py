"""What a wheel and a source distribution would hold, and that the page on dependencies tells the bounds."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UNWANTED = ("tests", "results", "benchmarks", "docs", "__pycache__", ".pytest_cache", ".hypothesis")


def below(folder, pattern="*"):
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(pattern) if path.is_file()}


def contents(builder):
    module = pytest.importorskip(f"hatchling.builders.{builder.lower()}")
    made = getattr(module, f"{builder}Builder")(str(ROOT))
    return {file.distribution_path.replace("\\", "/") for file in made.recurse_included_files()}


def source_files(folder):
    return {path for path in below(folder) if "__pycache__" not in path}


def test_a_wheel_holds_the_package_with_its_data_and_the_scenarios_and_nothing_else():
    found = contents("Wheel")
    scenarios = {f"sim/_{path}" for path in source_files("scenarios")}
    assert found == source_files("sim") | scenarios
    assert {"sim/py.typed", "sim/world/tables/datapackage.json", "sim/report/page/page.html"} <= found
    assert {"sim/_scenarios/scenario.schema.json", "sim/_scenarios/impasse_145_125.yaml"} <= found
    assert {"sim/_scenarios/sweeps/what_matters.yaml", "sim/explore/assets/explore.js"} <= found
    assert not [path for path in found if set(UNWANTED) & set(path.split("/"))]


def test_a_source_distribution_holds_what_builds_the_wheel_and_tests_it():
    found = contents("Sdist")
    wanted = source_files("sim") | source_files("scenarios") | source_files("tests") | source_files("docs")
    assert wanted <= found
    assert {"LICENSE", "CITATION.cff", "CHANGELOG.md", "README.md", "results/README.md"} <= found
    assert not [path for path in found if "__pycache__" in path]
    assert not [path for path in found if path.startswith("results") and path.endswith(".html")]


def test_bounds_are_those_of_the_page_on_dependencies():
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+)[^|]* \|(?: `(\w+)` \|)? `([^`]*)` \|", page, flags=re.MULTILINE)
    told = {(extra, library + bounds) for library, extra, bounds in rows}
    extras = {name: each for name, each in PROJECT["optional-dependencies"].items() if name != "dev"}
    asked = [("", PROJECT["dependencies"]), *extras.items()]
    assert told == {(extra, library) for extra, libraries in asked for library in libraries}


def test_for_development_everything_of_the_extras_is_there_with_the_same_bounds():
    extras = PROJECT["optional-dependencies"]
    for name, libraries in extras.items():
        assert name == "mutants" or set(libraries) <= set(extras["dev"]), name
