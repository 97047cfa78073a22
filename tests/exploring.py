"""Scenarios small enough to be run by a test, and what a user of the app does with them."""

import os

import pytest

try:
    from playwright.sync_api import expect
except ImportError:  # the browser's fixture says so
    expect = None

PATIENCE = 20_000
"""Milliseconds that a page is given on a busy machine."""

if expect is not None:
    expect.set_options(timeout=PATIENCE)

TINY = """\
name: tiny  # the smallest world
extends: status_quo_jan2025
world: {economies: [USA, CHN, ROW]}
horizon: {weeks: 8}
population: {producers: 500, relationships: 10000}
measures:
  # answered by nobody
  - {id: own_1, kind: tariff, importer: USA, exporter: CHN, rate: 0.3, start: 2025-01-20, source: assumed}
"""
LONG = (
    TINY.replace("name: tiny", "name: long")
    .replace("weeks: 8", "weeks: 2610")
    .replace("relationships: 10000", "relationships: 300000")
)
"""A run that no test waits for the end of: it is still there to be cancelled on the busiest machine."""
FAILING = (
    TINY.replace("name: tiny", "name: failing")
    + "governments:\n  CHN: {policy: 'broken.py:Broken', rival: USA}\n"
)
BROKEN = """\
from sim.agents.policies.interface import Policy


class Broken(Policy):
    def decide(self, observation):
        raise RuntimeError("no decision could be reached")
"""


def missing(what):
    """Skip with a clear reason; in CI the app must be seen in a browser."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed, and in CI the app must be seen in a browser")
    pytest.skip(f"{what} is not installed")


def write(page, text, said="The scenario can be run."):
    if text_of(page) != text:
        with page.expect_response(lambda answer: '"typed.data"' in (answer.request.post_data or "")):
            page.locator("#yaml").fill(text)
    expect(page.locator("#finding-summary")).to_have_text(said)


def text_of(page):
    return page.locator("#yaml").input_value()


def run_to_its_page(page, text):
    write(page, text)
    page.locator("#run").click()
    expect(page.locator("#view-results")).to_be_visible(timeout=3 * PATIENCE)
    expect(page.locator("#run-state")).to_contain_text("is finished")


def back(page):
    page.locator("#go-scenario").click()
    return page
