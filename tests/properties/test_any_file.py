"""Whatever a scenario or sweep file holds: places and a code come back, no traceback, and nothing is left."""

import contextlib
import io
import math
import re
import time
import zlib

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_scenarios import as_yaml, changed_text, changed_tree
from schema_scenarios import made, made_tiny

from sim import load_scenario
from sim.cli import exit_code
from sim.commands.scenarios import validate
from sim.scenario.dump import dump_scenario
from sim.scenario.timeline import Timeline

FILE = "x.yaml"
SMALL, ALL = 1_750, 100_000
PLACED = re.compile(r"(?P<file>[^:]+\.yaml):(?P<line>\d+):(?P<column>\d+): (note: )?\S")
SECONDS = 2.0


def examples(number):
    """So many examples; a file is written anew for each, so that they may share a folder."""
    return settings(max_examples=number, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own to work in: shown paths are names, and what is left there is seen."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(command, *arguments, **options):
    """Exit code, lines of errors and seconds of the processor of a command."""
    errors, output = io.StringIO(), io.StringIO()
    began = time.process_time()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(output):
        code = command(*arguments, **options)
    return code, errors.getvalue().splitlines(), time.process_time() - began


def held(folder, text, one_run_in):
    """Assert what must hold of any text; returns whether it was found sound."""
    file = folder / FILE
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    code, lines, seconds = told(validate, FILE)
    assert code in (0, 2)
    assert seconds < SECONDS
    assert (code == 2) == any(": note: " not in line for line in lines)
    rows = re.split("\r\n|\r|\n", text)
    for line in lines:
        place = PLACED.match(line)
        assert place, line
        if place["file"] == FILE:
            row, column = int(place["line"]), int(place["column"])
            assert 1 <= row <= len(rows), line
            assert 1 <= column <= len(rows[row - 1]) + 1, line
    if code == 2 and zlib.crc32(file.read_bytes()) % one_run_in == 0:
        code, lines, _ = told(exit_code, ["run", FILE, "--out", "out"])
        assert code == 2
        assert all(PLACED.match(line) for line in lines)
    assert [each.name for each in folder.iterdir()] == [FILE]
    return not code


@examples(220)
@given(text=changed_text(SMALL) | changed_tree(SMALL))
def test_any_change_of_a_shipped_file_is_answered_with_places(folder, text):
    held(folder, text, one_run_in=8)


@pytest.mark.slow
@examples(2_000)
@given(text=changed_text(ALL))
def test_any_change_of_the_lines_of_any_shipped_file(folder, text):
    held(folder, text, one_run_in=4)


@pytest.mark.slow
@examples(2_000)
@given(text=changed_tree(ALL))
def test_any_change_of_the_values_of_any_shipped_file(folder, text):
    held(folder, text, one_run_in=4)


@examples(80)
@given(tree=made())
def test_what_follows_the_schema_is_answered_and_what_is_sound_resolves(folder, tree):
    resolves(folder, tree, one_explained_in=6)


@pytest.mark.slow
@examples(1_000)
@given(tree=made())
def test_many_files_that_follow_the_schema(folder, tree):
    resolves(folder, tree, one_explained_in=2)


def resolves(folder, tree, one_explained_in):
    """A sound scenario has a timeline, and its resolved text reads back as the same scenario."""
    if not held(folder, as_yaml(tree), one_run_in=6):
        return
    found = load_scenario(folder / FILE)
    timeline = Timeline(found.measures)
    for event in timeline.events:
        assert all(each in found.measures for each in timeline.in_force(event.date))
    (folder / FILE).write_text(dump_scenario(found))
    assert load_scenario(folder / FILE) == found
    if zlib.crc32(as_yaml(tree).encode()) % one_explained_in == 0:
        code, lines, _ = told(validate, FILE, explain=True)
        assert code == 0, lines


@pytest.mark.slow
@examples(25)
@given(data=st.data())
def test_what_is_sound_runs_and_leaves_no_nan_in_a_table(tmp_path_factory, folder, data):
    text = as_yaml(data.draw(made_tiny()))
    here = tmp_path_factory.mktemp("run")
    (folder / FILE).write_text(text)
    code, lines, _ = told(validate, FILE)
    if code:
        return
    code, lines, _ = told(exit_code, ["run", FILE, "--out", str(here / "out"), "--quiet"])
    assert code == 0, lines
    assert [each.name for each in here.iterdir()] == ["out"]
    for file in here.glob("out/tables/*.parquet"):
        table = pl.read_parquet(file)
        for name, kind in table.schema.items():
            if kind.is_float():
                values = table[name].drop_nulls()
                assert all(map(math.isfinite, (values.min() or 0.0, values.max() or 0.0))), (file.name, name)
                assert not values.is_nan().any(), (file.name, name)
