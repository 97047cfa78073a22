"""The app in a browser: edit, check, run, cancel, fail, compare, and what it refuses."""

import http.client
import importlib.util
import re
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from compared import STRONG, WEAK, draws
from exploring import (
    BROKEN,
    FAILING,
    LONG,
    PATIENCE,
    TINY,
    back,
    expect,
    missing,
    run_to_its_page,
    text_of,
    write,
)

from sim.explore.guarded_paths import Folders

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The app on a port of its own, with the folder around its folders."""
    if importlib.util.find_spec("dash") is None:
        missing("dash")
    from sim.explore.serving import served

    place = tmp_path_factory.mktemp("explore")
    folders = Folders(place / "scenarios", place / "results")
    folders.scenarios.mkdir()
    folders.results.mkdir()
    (folders.scenarios / "broken.py").write_text(BROKEN)
    (place / "secret.html").write_text("secret")
    with served(folders, 0) as found:
        thread = threading.Thread(target=found.server.serve_forever, daemon=True)
        thread.start()
        try:
            yield found.address, folders
        finally:
            found.server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def using(app, visiting):
    """The page of a user with cookies of their own; complaints, and requests elsewhere, fail the test."""

    @contextmanager
    def opened():
        with visiting(app[0]) as visit:
            visit.page.set_default_timeout(PATIENCE)
            expect(visit.page.locator("#finding-summary")).to_contain_text("can be run")
            yield visit.page
        assert visit.complaints == []
        assert [each for each in visit.beyond if not each.startswith(app[0])] == []

    return opened


@pytest.fixture(scope="module")
def one_user(using):
    with using() as found:
        yield found


@pytest.fixture
def page(one_user):
    """The page of one and the same user, on its first view."""
    return back(one_user)


def test_a_mistake_is_shown_at_its_line_and_column_while_it_is_typed(page):
    write(page, "name: q\nextends: impasse_145_125\nhorizon: {weks: 52}\n", "1 error.")
    finding = page.locator("#findings button")
    expect(finding).to_have_text("3:11 unknown key `weks` Hint: did you mean `weeks`?.")
    expect(page.locator("#gutter .error")).to_have_text("3")
    finding.click()
    assert page.evaluate("document.getElementById('yaml').selectionStart") == len(
        "name: q\nextends: impasse_145_125\nhorizon: {"
    )
    write(page, "name: [\n", "1 error.")
    expect(page.locator("#control-message")).to_contain_text("controls rest")


def test_tariffs_follow_the_text_without_a_run(page):
    title = page.locator("#timeline-title")
    expect(title).to_contain_text("taxes goods from China at 110% on average")
    write(page, "name: q\nextends: impasse_145_125\ndrop_measures: [us_electronics_free]\n")
    expect(title).to_contain_text("taxes goods from China at 138% on average")
    assert len(page.locator("#timeline .scatterlayer .trace").all()) == 2


def test_controls_write_into_the_text_and_leave_its_comments(page):
    write(page, "# why\nname: q  # mine\nextends: impasse_145_125\nhorizon: {weeks: 52} # a year\n")
    weeks = page.locator("[data-slider=weeks] input")
    expect(weeks).to_have_value("52")
    weeks.fill("78")
    weeks.press("Enter")
    expect(page.locator("#yaml")).to_have_value(re.compile("weeks: 78} # a year"))
    rate = page.locator("[data-slider=first] input")
    expect(rate).to_have_value("125")
    rate.fill("60")
    rate.press("Enter")
    expect(page.locator("#timeline-title")).to_contain_text("at 71% on average")
    page.locator("#add").click()
    cell = page.get_by_label("Rate, points of own_1")
    expect(cell).to_have_value("10")
    cell.fill("14.5")
    cell.press("Tab")
    expect(page.locator("#yaml")).to_have_value(re.compile(r"rate: 0\.145"))
    expect(page.get_by_label("Announced of own_1")).to_be_focused()
    page.get_by_label("Delete own_1").click()
    expect(page.locator("#yaml")).not_to_have_value(re.compile("own_1"))
    found = text_of(page)
    assert found.startswith(
        "# why\nname: q  # mine\nextends: impasse_145_125\nhorizon: {weeks: 78} # a year\n"
    )
    assert "id: us_reciprocal_china_125" in found
    assert "rate: 0.6" in found


def test_a_file_is_never_replaced_unasked(page, app):
    (app[1].scenarios / "kept.yaml").write_text("name: kept\n")
    write(page, TINY)
    page.locator("#file-name").fill("kept.yaml")
    page.locator("#save").click()
    expect(page.locator("#save-message")).to_contain_text("kept.yaml exists")
    assert (app[1].scenarios / "kept.yaml").read_text() == "name: kept\n"
    page.locator("#replace").click()
    expect(page.locator("#save-message")).to_contain_text("Saved as")
    assert (app[1].scenarios / "kept.yaml").read_text() == TINY
    page.locator("#file-name").fill("../outside.yaml")
    page.locator("#save").click()
    expect(page.locator("#save-message")).to_contain_text("no folder")
    assert not (app[1].scenarios.parent / "outside.yaml").exists()


def test_a_run_ends_with_its_page_in_the_list_of_runs(page):
    run_to_its_page(page, TINY)
    frame = page.frame_locator("#page")
    expect(frame.locator("h1")).to_contain_text("tiny")
    expect(frame.locator("[data-drawn=true]")).to_be_attached()
    expect(page.locator("#runs tbody tr", has_text="tiny")).to_contain_text("US and China")


def test_marked_runs_are_compared(page, app):
    for name, steps in (("strong", STRONG), ("weak", WEAK)):
        draws(app[1].results / name, name, steps)
    page.locator("#go-results").click()
    page.locator("#compare").click()
    expect(page.locator("#compare-message")).to_have_text("Mark 2 to 12 runs; 0 are marked.")
    for name in ("strong", "weak"):
        page.get_by_label(f"Compare {name}, seed").check()
    page.locator("#compare").click()
    expect(page.locator("#compare-message")).to_contain_text("compares them", timeout=3 * PATIENCE)
    expect(page.locator("#page")).to_have_attribute("src", re.compile(r"/page/comparisons/\w+\.html"))
    frame = page.frame_locator("#page")
    expect(frame.locator("html[data-drawn=true]")).to_be_attached()
    expect(frame.locator("main")).to_contain_text("weak")


def test_a_cancelled_run_leaves_nothing(page, app):
    write(page, LONG)
    page.locator("#run").click()
    expect(page.locator("#run-detail")).to_contain_text("week", timeout=3 * PATIENCE)
    back(page).locator("#run").click()
    expect(page.locator("#run-message")).to_contain_text("one at a time")
    page.locator("#go-run").click()
    page.locator("#cancel").click()
    expect(page.locator("#run-state")).to_contain_text("was cancelled; nothing was written")
    left = {each.name for each in app[1].results.iterdir()}
    assert "long" not in left
    assert not any(name.startswith(".") for name in left)


def test_a_run_that_fails_says_why_and_the_next_one_works(page):
    write(page, FAILING)
    page.locator("#run").click()
    expect(page.locator("#run-state")).to_contain_text("no decision could be reached", timeout=3 * PATIENCE)
    expect(page.locator("#run-failure pre")).to_contain_text("Traceback")
    run_to_its_page(back(page), TINY)


def test_two_users_do_not_mix(using):
    with using() as one, using() as other:
        write(one, LONG)
        write(other, "name: q\nextends: status_quo_jan2025\n")
        one.locator("#run").click()
        expect(one.locator("#run-state")).to_contain_text("long")
        other.locator("#go-run").click()
        expect(other.locator("#run-state")).to_contain_text("Nothing has been run yet")
        other.reload()
        expect(other.locator("#yaml")).to_have_value("name: q\nextends: status_quo_jan2025\n")
        one.locator("#cancel").click(timeout=3 * PATIENCE)  # two pages and a run share a busy machine here
        expect(one.locator("#run-state")).to_contain_text("was cancelled")


def test_paths_out_of_the_folder_are_not_there(app):
    (app[1].results / "link").symlink_to(app[1].results.parent)
    asked = http.client.HTTPConnection(urlsplit(app[0]).netloc)
    for path in (
        "../secret.html",
        "..%2Fsecret.html",
        "link/secret.html",
        "%2Fetc%2Fpasswd",
        "a%00b",
        ".git/report.html",
    ):
        asked.request("GET", f"/page/{path}")
        answer = asked.getresponse()
        assert answer.status == 404, path
        assert b"secret" not in answer.read()


def test_other_hosts_and_origins_are_refused(page, app):
    assert page.request.get(app[0], headers={"Host": "evil.example"}).status == 403
    asked = page.request.post(
        f"{app[0]}_dash-update-component", headers={"Origin": "http://evil.example"}, data={}
    )
    assert asked.status == 403


def test_scenarios_and_policies_from_other_folders_are_refused(page):
    write(page, "name: q\nextends: ../elsewhere.yaml\n", "1 error.")
    expect(page.locator("#findings")).to_contain_text("reads no scenarios from other folders")
    write(page, FAILING.replace("broken.py", "../broken.py"), "1 error.")
    expect(page.locator("#findings")).to_contain_text("runs no policies from other folders")
