"""The house: imports run one way, files stay small, phases match their description."""

import ast
from functools import cache
from pathlib import Path

import pytest
from equation_table import homes, markdown

PACKAGE = Path(__file__).parents[2] / "sim"
LAYERS = ("scenario", "world", "economy", "agents", "model", "records")
READERS_OF_RECORDS = ("metrics", "report")
MANY_RUNS = "ensemble"
PAGES_OF_SWEEPS = "sweeps"
VALIDATION = "validation"
EXTRAS = "extras"
"""What is said where an optional library is missing; of the standard library alone."""
FRONT = (
    "running", "finished", "replicating", "reporting", "sweeping", "sweep_progress", "exit_codes",
    "sizing", "interrupting", "reproducing",
    "commands", "explore", "cli", "__init__", "__main__",
)  # fmt: skip


@cache
def imported_layers(file: Path) -> frozenset[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            if node.module == "sim":
                names.update(f"sim.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{file}: relative import"
    return frozenset(name.split(".")[1] for name in names if name.startswith("sim.")) - {EXTRAS}


def files(layer: str) -> list[Path]:
    return sorted((PACKAGE / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_itself_and_layers_before_it(layer):
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    for file in files(layer):
        assert imported_layers(file) <= allowed, file


@pytest.mark.parametrize("layer", READERS_OF_RECORDS)
def test_metrics_and_report_read_only_records(layer):
    allowed = {"records", "metrics", layer} if layer == "report" else {"records", "metrics"}
    for file in files(layer):
        of_many = {MANY_RUNS} if PAGES_OF_SWEEPS in file.parts else set()
        assert imported_layers(file) <= allowed | of_many, file


def test_many_runs_are_simulated_and_measured_and_nothing_of_one_run_knows_of_them():
    for file in files(MANY_RUNS):
        assert imported_layers(file) <= {*LAYERS, "metrics", MANY_RUNS}, file


def test_nobody_imports_the_front():
    for layer in (*LAYERS, *READERS_OF_RECORDS, MANY_RUNS, VALIDATION):
        for file in files(layer):
            assert not imported_layers(file) & set(FRONT), file
    for file in PACKAGE.rglob("*.py"):
        assert "cli" not in imported_layers(file) or file.name == "__main__.py", file
        within = file.parent.name == "explore" or file.name == "explore.py"
        assert "explore" not in imported_layers(file) or within, file


def test_every_module_belongs_to_a_layer():
    known = {*LAYERS, *READERS_OF_RECORDS, MANY_RUNS, VALIDATION, EXTRAS, *FRONT}
    found = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found <= known


@pytest.mark.parametrize("folder", ["sim", "tests", "benchmarks"])
def test_no_file_grows_beyond_a_few_screens(folder):
    for file in (PACKAGE.parent / folder).rglob("*.py"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 300, file


def test_phases_are_described_in_the_order_in_which_they_run():
    from sim.model.phases import PHASES

    text = (PACKAGE.parent / "docs" / "model.md").read_text(encoding="utf-8")
    places = [text.index(f"**`{phase.__name__}`**") for phase in PHASES]
    assert places == sorted(places)


def test_equations_are_numbered_in_order_and_each_is_stated_where_it_is_computed():
    text = (PACKAGE.parent / "docs" / "model.md").read_text(encoding="utf-8")
    tags = [int(line.split(r"\tag{")[1].split("}")[0]) for line in text.splitlines() if r"\tag{" in line]
    assert tags == list(range(1, len(tags) + 1))
    assert set(homes()) == set(tags)


def test_the_table_of_equations_is_that_of_the_docstrings():
    text = (PACKAGE.parent / "docs" / "model.md").read_text(encoding="utf-8")
    assert markdown() in text, "python tests/equation_table.py prints the table"
