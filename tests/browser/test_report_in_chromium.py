"""The page in a browser without a network: all is drawn, nothing complains, nothing is fetched."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

from sim.report import write_report

pytestmark = pytest.mark.browser

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass(frozen=True)
class Visit:
    """What a browser made of a page."""

    document: str
    complaints: list[str]
    requests: list[str]


def visited(page, folder, *options):
    """Open a page in headless Chromium that can resolve no host name."""
    if _CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed, and in CI the page must be seen in a browser")
        pytest.skip("Chromium is not installed")
    log = folder / "network.json"
    command = [
        _CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--log-net-log={log}",
        "--enable-logging=stderr",
        "--v=0",
        "--virtual-time-budget=20000",
        *options,
        "--dump-dom",
        page.as_uri(),
    ]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    complaints = [line for line in finished.stderr.splitlines() if ":CONSOLE" in line]
    return Visit(finished.stdout, complaints, _requests(log.read_text(encoding="utf-8")))


def _requests(log):
    """Addresses that the page asked for; Chromium marks its own errands as `not an origin`."""
    closed = log if log.rstrip().endswith("}") else log.rstrip().rstrip(",") + "]}"
    asked = [event.get("params", {}) for event in json.loads(closed)["events"]]
    return [
        item["url"]
        for item in asked
        if item.get("url", "").startswith(("http", "ws"))
        and item.get("initiator") not in {None, "not an origin"}
    ]


@pytest.fixture(
    scope="module",
    params=[
        ("war_run", "1280,900"),
        ("war_run", "400,900"),
        ("quiet_run", "1280,900"),
        ("standoff_run", "1280,900"),
        ("standoff_run", "400,900"),
    ],
)
def visit(request, tmp_path_factory):
    run, size = request.param
    folder = tmp_path_factory.mktemp("visit")
    write_report(request.getfixturevalue(run), folder / "report.html")
    return visited(folder / "report.html", folder, f"--window-size={size}")


def test_all_charts_are_drawn(visit):
    assert 'data-drawn="true"' in visit.document
    charts = re.findall(r'data-chart="([\w-]+)"', visit.document)
    assert len(charts) == (20 if 'id="governments"' in visit.document else 15)
    assert len(re.findall(r'<div class="plot js-plotly-plot"', visit.document)) == len(charts)


def test_console_says_nothing(visit):
    assert visit.complaints == []


def test_page_asks_for_nothing_beyond_itself(visit):
    assert visit.requests == []


def test_a_page_that_fetches_would_be_caught(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<img src="https://example.com/a.png"><script>missing()</script>', encoding="utf-8")
    found = visited(page, tmp_path)
    assert found.requests == ["https://example.com/a.png"]
    assert len(found.complaints) >= 1
