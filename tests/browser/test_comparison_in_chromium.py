"""The page of a comparison in a browser without a network: drawn, quiet, sorted by a click."""

import re

import pytest
from compared import STRONG, WEAK, draws
from test_report_in_chromium import visited

from sim.report.comparison import write_comparison

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    runs = [
        *draws(folder, "strong_war", STRONG, 3),
        *draws(folder, "weak_war", WEAK),
        *draws(folder, "no_war", ()),
    ]
    write_comparison(runs, folder / "page.html")
    return folder / "page.html"


def after(page, folder, script):
    """Visit a copy of the page in which a script has run."""
    text = page.read_text(encoding="utf-8")
    place = text.rindex("</body>")
    changed = folder / "changed.html"
    changed.write_text(f"{text[:place]}<script>{script}</script>{text[place:]}", encoding="utf-8")
    return visited(changed, folder)


def scenarios(document):
    table = document[document.index("<table data-sortable") :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    return re.findall(r"</i>([\w ]+)</span>", body)


@pytest.mark.parametrize("size", ["1280,900", "400,900"])
def test_page_is_drawn_and_asks_for_nothing(page, tmp_path, size):
    visit = visited(page, tmp_path, f"--window-size={size}")
    assert 'data-drawn="true"' in visit.document
    assert visit.complaints == []
    assert visit.requests == []
    assert scenarios(visit.document) == ["strong war", "weak war", "no war"]


def test_all_charts_are_drawn_on_both_bases(page, tmp_path):
    script = """
      (async () => {
        for (const basis of ["change", "level"]) {
          document.querySelector(`[data-basis=${basis}]`).click();
          for (const link of document.querySelectorAll(".contents a")) {
            location.hash = link.hash;
            await new Promise(done => setTimeout(done, 150));
          }
        }
        document.documentElement.dataset.visited = "true";
      })();
    """
    visit = after(page, tmp_path, script)
    assert 'data-visited="true"' in visit.document
    assert visit.complaints == []
    charts = re.findall(r'data-chart="([\w-]+)"', visit.document)
    assert len(charts) == 13
    assert len(re.findall(r'<div class="plot js-plotly-plot"', visit.document)) == len(charts)


def test_a_heading_sorts_the_ranking_and_the_basis_sorts_it_again(page, tmp_path):
    trade = 'document.querySelectorAll("[data-sortable] thead button")[1].click();'
    assert scenarios(after(page, tmp_path, trade).document) == ["no war", "weak war", "strong war"]
    assert scenarios(after(page, tmp_path, trade * 2).document) == ["strong war", "weak war", "no war"]
    against = f'{trade} document.querySelector("[data-basis=change]").click();'
    document = after(page, tmp_path, against).document
    assert scenarios(document) == ["no war", "weak war", "strong war"]
    assert 'data-basis="change"' in document[: document.index("<head")]
