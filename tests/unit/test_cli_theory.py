"""The commands that hold the model against theory and its accounts."""

import json

import polars as pl
import pytest
from command_line import call


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


SMALL = {
    "horizon.weeks": "20",
    "population.producers": "600",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, ROW]",
}
TINY = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]


def test_equilibrium_prints_before_and_after(capsys):
    code, out, err = call(capsys, "equilibrium", "impasse_145_125", *TINY)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("impasse_145_125: long run without frictions, tariffs of 2025-05-25")
    assert {"USA", "CHN", "ROW"} <= {line.split()[0] for line in lines if line}
    assert lines[-1].startswith("goods between USA and CHN")


def test_equilibrium_as_json_and_as_a_file_agree(capsys, tmp_path):
    code, out, _ = call(capsys, "equilibrium", "impasse_145_125", *TINY, "--json", "--out", "here.csv")
    rows = json.loads(out)
    assert code == 0
    assert [row["economy"] for row in rows] == ["USA", "CHN", "ROW"]
    header, first = (tmp_path / "here.csv").read_text().splitlines()[:2]
    assert header.split(",") == list(rows[0])
    assert float(first.split(",")[1]) == rows[0]["welfare"]
    code, out, err = call(capsys, "equilibrium", "impasse_145_125", *TINY, "--out", "here.csv")
    assert (code, out) == (3, "")
    assert "--force" in err
    assert call(capsys, "equilibrium", "impasse_145_125", *TINY, "--out", "here.csv", "--force")[0] == 0


@pytest.mark.parametrize("path", [[], ["--path", "--weeks", "3"]])
def test_a_long_run_that_is_no_number_is_not_written(capsys, tmp_path, monkeypatch, path):
    nan = pl.DataFrame({"economy": ["USA"], "welfare": [float("nan")]})
    for name in ("long_run_table", "path_table"):
        monkeypatch.setattr(f"sim.validation.long_run_tables.{name}", lambda *words: nan)
    words = ("equilibrium", "impasse_145_125", *TINY, *path, "--out", str(tmp_path / "here.csv"))
    code, out, err = call(capsys, *words)
    assert (code, out) == (1, "")
    assert "column welfare: not a finite number in 1 of 1 rows, first at economy USA" in err
    assert list(tmp_path.iterdir()) == []


def test_equilibrium_with_the_path(capsys):
    code, out, _ = call(capsys, "equilibrium", "impasse_145_125", *TINY, "--path", "--weeks", "60")
    assert code == 0
    last = out.splitlines()[-1].split()
    assert last[:2] == ["60", "2026-02-23"]
    code, out, err = call(capsys, "equilibrium", "impasse_145_125", *TINY, "--path", "--weeks", "0")
    assert (code, out) == (2, "")
    assert "--weeks 0" in err


def test_closures_of_the_deficit_are_a_choice_of_the_scenario(capsys):
    told = [
        json.loads(
            call(
                capsys, "equilibrium", "impasse_145_125", *TINY, "--json", "--set", f"world.deficits={name}"
            )[1]
        )
        for name in ("fixed", "balanced", "gdp_share")
    ]
    assert told[1][0]["imports_before"] == pytest.approx(told[1][0]["exports_before"], rel=1e-6)
    assert len({row[0]["imports_after"] for row in told}) == 3
    code, _, err = call(capsys, "equilibrium", "impasse_145_125", "--set", "world.deficits=balancd")
    assert code == 2
    assert "world.deficits" in err
    assert "balanced" in err


def test_accounts_are_checked_from_the_command_line(capsys):
    code, out, err = call(capsys, "check", "accounting", "impasse_145_125", *TINY)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "23 of 23 within their bounds"


@pytest.mark.slow
def test_theory_is_checked_from_the_command_line(capsys):
    code, out, err = call(
        capsys,
        "check",
        "theory",
        "impasse_145_125",
        *TINY,
        "--set",
        "horizon.weeks=20",
        "--weeks",
        "30",
        "--json",
    )
    assert (code, err) == (1, "")
    found = {row["check"]: row for row in json.loads(out)}
    missed = [name for name, row in found.items() if not row["passed"]]
    assert any("agents at rest, largest welfare gap" in name for name in missed)  # thirty weeks are no rest
    assert found["real wages follow domestic shares"]["passed"]
