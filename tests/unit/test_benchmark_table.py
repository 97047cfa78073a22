"""What is published about speed is what was measured, and the harness works; nothing is timed here."""

import argparse
import json
from pathlib import Path

import pytest
from plain_versions.small_world import ECONOMIES
from side_by_side.bandwidth import bandwidth
from side_by_side.machine import machine
from side_by_side.one_run import LEAST_WEEKS, measured
from side_by_side.table import as_markdown, figures, flatness, with_summary

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "results" / "benchmarks"


def run(version="ours", firms=1000, threads=1, week=0.001, world="small", **more):
    return {
        "version": version, "world": world, "economies": 4, "firms": firms, "relationships": 12 * firms,
        "threads": threads, "weeks": 26, "week": week, "firms_phases": week / 2, "kernels": week / 4,
        "all_weeks": 3.0,
        "population": 1.0, "last_week": 52, "touched": 24_000, "peak_memory": 10**9,
        "memory_before": 10**9 - 12_000 * 100, **more,
    }  # fmt: skip


def test_figures_of_a_run_by_hand():
    runs = [run("mesa", week=0.05), run(), run(threads=2, week=0.0005)]
    report = {"runs": runs, "bandwidth": {"1": 12e9, "2": 24e9}}
    found = figures(runs[1], report)
    assert found["µs a firm-week"] == pytest.approx(1.0)
    assert found["of which where firms act"] == pytest.approx(0.5)
    assert found["ns a relationship-week"] == pytest.approx(1e6 / 12_000)
    assert found["times as fast as Mesa"] == pytest.approx(50.0)
    assert found["of the bandwidth bound"] == pytest.approx(24_000 / 12e9 / 0.001)
    assert found["bytes a relationship"] == pytest.approx(100.0)
    assert figures(runs[2], report)["of the bandwidth bound"] == pytest.approx(24_000 / 24e9 / 0.0005)
    assert figures(run(firms=2000), report)["times as fast as Mesa"] is None
    assert flatness([run(), run(firms=4000, week=0.002)]) == (
        pytest.approx(2.0),
        [(12_000, pytest.approx(1e6 / 12_000)), (48_000, pytest.approx(2e6 / 48_000))],
    )


@pytest.mark.parametrize("version", ["ours", "mesa", "polars"])
def test_a_run_measures_every_version(version):
    asked = argparse.Namespace(
        version=version, firms=1000, economies=ECONOMIES, threads=1, last_week=0, budget=0.0
    )
    made = measured(asked)
    assert (made["firms"], made["relationships"]) == (1000, 12_000)
    assert made["weeks"] == LEAST_WEEKS
    assert 0.0 < made["firms_phases"] < made["week"] < made["all_weeks"]
    assert (0.0 < made["kernels"] < made["firms_phases"]) == (version == "ours")
    assert made["boycotted"] > 0.1
    # of a relationship 16 bytes at least, of a firm six columns both ways, of an account five passes
    assert made["touched"] > 16 * 12_000 + 96 * 1000
    report = {"runs": [made | {"world": "small"}], "bandwidth": {"1": 1e9}, "machine": machine()}
    assert "| 12,000 |" in as_markdown({**report, "repeats": 1, "seconds": 1.0})


def test_bandwidth_is_that_of_a_memory():
    assert 1e8 < bandwidth(1, elements=1 << 16) < 1e13


def test_the_published_table_is_that_of_the_published_figures():
    report = json.loads((PUBLISHED / "firms.json").read_text(encoding="utf-8"))
    assert (PUBLISHED / "firms.md").read_text(encoding="utf-8") == as_markdown(report)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_summary(page, report) == page
