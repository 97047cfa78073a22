"""Provenance: every shipped figure has a unit, a tag, a source, and its file is intact."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sim.world import provenance
from sim.world.provenance import citations, damaged_tables, data_hash, find_table, preview, shipped_tables

LARGEST_SIZE = 5_000_000


def test_descriptor_covers_every_shipped_file():
    present = {path.name for path in (files("sim.world") / "tables").iterdir()} - {"datapackage.json"}
    assert {table.path for table in shipped_tables()} == present


def test_tables_are_small():
    folder = files("sim.world") / "tables"
    assert sum(len(path.read_bytes()) for path in folder.iterdir()) < LARGEST_SIZE


def test_shipped_tables_are_intact():
    assert damaged_tables() == {}


def test_a_changed_table_is_found(monkeypatch):
    read = provenance._content
    monkeypatch.setattr(provenance, "_content", lambda path: read(path).replace(b"USA", b"ASU"))
    assert damaged_tables()["economies.csv"] == "content differs from its sha256"
    monkeypatch.setattr(provenance, "_content", lambda path: read(path)[:-1])
    assert "bytes instead of" in damaged_tables()["economies.csv"]


@pytest.mark.parametrize("table", shipped_tables(), ids=lambda table: table.path)
def test_every_table_has_title_tag_fields_and_sources_with_terms(table):
    assert table.title
    assert table.tag in {"observed", "derived", "assumed"}
    assert table.fields
    assert table.sources
    assert all(source.terms and source.year and source.organisation for source in table.sources)
    assert all(field.tag in {"observed", "derived", "assumed"} for field in table.fields)


@pytest.mark.parametrize("table", shipped_tables(), ids=lambda table: table.path)
def test_described_fields_are_those_of_the_file(table):
    frame = preview(table.path, rows=3)
    shown = frame["array"].to_list() if table.path.endswith(".npz") else frame.columns
    assert set(shown) == {field.name for field in table.fields}


def test_tables_are_found_without_extension_and_misspelt_ones_suggested():
    assert find_table("accounts_2024").path == "accounts_2024.npz"
    with pytest.raises(ValueError, match=r"did you mean economies\.csv"):
        find_table("economies.cvs")


def test_preview_of_arrays_gives_shape_range_and_unit():
    row = preview("accounts_2024").row(0, named=True)
    assert row["shape"] == "81 x 81 x 28"
    assert row["unit"] == "USD million a year"
    assert row["least"] == 0.0


def test_each_source_is_cited_once():
    lines = citations().splitlines()
    assert len(lines) == len(set(lines)) > 10
    assert any("OECD" in line for line in lines)


def test_bibtex_keys_are_unique():
    entries = [line for line in citations("bibtex").splitlines() if line.startswith("@misc{")]
    assert len(entries) == len(set(entries)) == len(citations().splitlines())


def test_unknown_style_is_refused():
    with pytest.raises(ValueError, match="did you mean bibtex"):
        citations("bibtecs")  # type: ignore[arg-type]


def test_data_hash_is_one_sha256():
    assert len(data_hash()) == 64
