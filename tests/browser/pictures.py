"""Pictures of pages for the README: ``python tests/browser/pictures.py FOLDER`` where the pages lie."""

from __future__ import annotations

import sys
from pathlib import Path

from conftest import LAUNCH
from playwright.sync_api import Page, sync_playwright

WIDTH = 1180
PICTURES = {
    "glance": ("impasse_145_125.html", "#glance", 1180),
    "map": ("impasse_145_125.html", "#chart-trade-map", None),
    "decoupling": ("impasse_145_125.html", "#chart-channels", None),
    "comparison": ("comparison.html", "", 1180),
}
"""Name of a picture: file, address in it, and how high it is cut; a chart is taken whole."""


def main(folder: Path) -> None:
    """Take every picture, beside the pages."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        for name, (file, address, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height or 900})
            page.goto((folder / file).resolve().as_uri() + address)
            page.wait_for_selector("html[data-drawn=true]")
            _take(page, address, folder / f"{name}.png")
            page.close()
        browser.close()


def _take(page: Page, address: str, path: Path) -> None:
    card = page.query_selector(address) if address.startswith("#chart-") else None
    if card is None:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=path)
    else:
        card.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
