"""The docs site builds without a warning and needs no network to be read."""

import os
import re
import subprocess
import sys

import pytest
from doc_blocks import ROOT

pytest.importorskip("mkdocs", reason="the extra `docs` is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_pages_fetch_nothing_from_the_network(site):
    pages = [page for page in site.rglob("*.html") if "showcase" not in page.parts or page.stem == "index"]
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|img|iframe)[^>]*\bsrc="(?:https?:)?//', text), page
        assert not re.search(
            r'<link[^>]*rel="(?:stylesheet|preconnect|icon)"[^>]*href="(?:https?:)?//', text
        ), page
    assert (site / "search" / "search_index.js").exists()


def test_every_equation_is_drawn_with_its_number(site):
    text = (site / "model.html").read_text(encoding="utf-8")
    source = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    numbers = re.findall(r"\\tag\{(\d+)\}", source)
    assert [int(each) for each in re.findall(r'id="equation-(\d+)"', text)] == [int(each) for each in numbers]
    assert "arithmatex" not in text
    assert r"\frac" not in text
    assert text.count('<mrow class="mean">') == source.count(r"\overline")


def test_the_state_machine_is_a_picture_and_results_are_pages(site):
    text = (site / "governments.html").read_text(encoding="utf-8")
    assert 'src="pictures/state_machine.svg"' in text
    assert "stateDiagram" not in text
    assert 'href="results/standoff/assumptions.html"' in text
    assert (site / "results" / "showcase" / "glance.png").exists()
