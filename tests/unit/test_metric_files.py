"""Tables as files: what is in them, what stands beside them, what is never overwritten."""

import json
from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sim.metrics import compute_metrics, write_metrics
from sim.metrics.exchange.csv_files import write_tables
from sim.metrics.exchange.metadata import metadata
from sim.metrics.settings import Settings
from sim.records.results_folder import OutputExistsError

SOURCE = {
    "organisation": "OECD",
    "title": "Input-output tables",
    "year": "2025",
    "terms": "attribution",
    "url": "https://oecd.org/",
}


def described(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def metrics(war_run):
    return compute_metrics(replace(war_run, manifest={**war_run.manifest, "data_sources": [SOURCE]}))


def test_every_table_has_its_description_beside_it(standoff_run, tmp_path):
    metrics = compute_metrics(standoff_run)
    paths = write_tables(metrics, tmp_path)
    assert [path.stem for path in paths] == list(metrics.files)
    for path, metric in zip(paths, metrics.applicable.values(), strict=True):
        told = described(path)
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in told["schema"]["fields"]] == header
        assert told["path"] == path.name
        assert told["schema"]["primaryKey"] == [each.name for each in metric.key_columns]
        assert told["question"] == metric.question


def test_description_has_title_units_method_data_licence_and_run(metrics, tmp_path):
    (path,) = write_tables(metrics, tmp_path, ["trade_diversion"])
    told = described(path)
    assert told["title"].startswith("What became of the goods")
    assert told["about"] == "USA"
    fields = {field["name"]: field for field in told["schema"]["fields"]}
    assert fields["lost"]["unit"] == "USD mn a year"
    assert (fields["group"]["type"], fields["lost"]["type"]) == ("string", "number")
    assert "Viner (1950)" in told["references"][0]
    assert told["sources"] == [
        {"title": "OECD (2025). Input-output tables", "path": "https://oecd.org/", "terms": "attribution"}
    ]
    assert told["licenses"][0]["name"] == "MIT"
    assert told["run"]["scenario_hash"] == "5f2c9a1be07d4c11"
    assert told["citation"] == (
        "tradewar-sim 0.1.0: synthetic, scenario 5f2c9a1be07d4c11, seed 1, table trade_diversion. "
        "Repeated by: tradewar run scenario.yaml --seed 1"
    )


def test_types_are_those_of_the_declaration(standoff_run, tmp_path):
    metrics = compute_metrics(standoff_run)
    types = {
        field["name"]: field["type"]
        for name in ("standoff_weeks", "burden")
        for field in metadata(metrics, metrics.applicable[name], "csv")["schema"]["fields"]
    }
    kinds = {"week": "date", "state": "string", "true": "boolean", "cost": "number", "decile": "integer"}
    assert kinds.items() <= types.items()


def test_csv_and_parquet_read_back_as_they_were(standoff_run, tmp_path):
    metrics = compute_metrics(standoff_run)
    for ending, read in (("csv", pl.read_csv), ("parquet", pl.read_parquet)):
        paths = write_tables(metrics, tmp_path / ending, None, ending)
        for path, name in zip(paths, metrics.applicable, strict=True):
            frame = metrics.frame(name)
            again = read(path, schema=frame.schema) if ending == "csv" else read(path)
            if ending == "csv":  # an empty word and no word are written alike
                frame, again = (each.with_columns(pl.col(pl.String).fill_null("")) for each in (frame, again))
            assert_frame_equal(again, frame, check_exact=True)


def test_bytes_know_no_clock(war_run, tmp_path):
    later = replace(war_run, manifest={**war_run.manifest, "started": "2031-01-01", "timings": {}})
    for run, folder in ((war_run, tmp_path / "now"), (later, tmp_path / "later")):
        write_tables(compute_metrics(run), folder)
    assert content(tmp_path / "now") == content(tmp_path / "later")


def test_a_description_holds_what_was_chosen(war_run):
    chosen = Settings(economies=("VNM",), blocs={"west": ("USA", "EU")}, weights={"trade": 2.0})
    metrics = compute_metrics(war_run, chosen)
    told = metadata(metrics, metrics.applicable["direct_share"], "csv")
    assert told["choices"] == {
        "economies": ["VNM"],
        "blocs": {"west": ["USA", "EU"]},
        "weights": {"trade": 2.0},
    }


def test_nothing_is_overwritten_unasked_and_nothing_half_written(metrics, tmp_path):
    (tmp_path / "welfare.json").write_text("mine")
    with pytest.raises(OutputExistsError, match=r"welfare\.json: exists already"):
        write_tables(metrics, tmp_path, ["burden", "welfare"])
    assert content(tmp_path) == {"welfare.json": b"mine"}
    write_tables(metrics, tmp_path, ["burden", "welfare"], force=True)
    assert set(content(tmp_path)) == {"burden.csv", "burden.json", "welfare.csv", "welfare.json"}


def test_a_run_gets_all_its_metrics_into_its_folder(war_run):
    paths = write_metrics(war_run)
    assert {path.parent for path in paths} == {war_run.folder / "metrics"}
    assert all(path.with_suffix(".json").is_file() for path in paths)
