"""Debian's Chromium, driven by Playwright, that can resolve no host name but loopback's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LAUNCH = {
    "executable_path": CHROMIUM,
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
}
"""How the browser is started; no host but loopback has an address."""


@dataclass
class Visit:
    """A page in a browser, with what it complained of and asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def beyond(self) -> list[str]:
        """Addresses asked for that are not in the file itself."""
        return [each for each in self.requests if not each.startswith(("file:", "data:", "blob:"))]


def missing(what: str) -> None:
    """Skip with a clear reason; in CI a page must be seen in a browser."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed, and in CI pages must be seen in a browser")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser for all tests of a process."""
    if CHROMIUM is None:
        missing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visiting(chromium):
    """Open an address in a fresh context: ``with visiting(address, width=1280) as visit``."""

    @contextmanager
    def opened(address: str, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[Visit]:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True, **options
        )
        visit = Visit(context.new_page())
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.goto(address)
        try:
            yield visit
        finally:
            context.close()

    return opened
