"""Pictures of what sweeps found: ``python tests/browser/pictures_of_findings.py MADE KEPT``.

``MADE`` holds the folders that `tradewar sweep` wrote, by name of the sweep; ``KEPT`` takes of each its
findings, its table of runs and pictures of the charts that show them. Sweeps that were not made stay.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from conftest import LAUNCH
from playwright.sync_api import Page, sync_playwright

WIDTH = 1180
PICTURES = {
    "laffer_us_on_china": {"revenue": ("lever-curves", "Tariff revenue of the US")},
    "us_rate_by_china_rate": {
        "decoupling": ("lever-maps", "decoupling"),
        "us_real_consumption": ("lever-maps", "Real consumption in the US"),
    },
    "what_ends_in_a_deal": {"rule": ("discovered-rules", ""), "drivers": ("sensitivity-bars", "")},
}
"""By sweep and name of the picture: a chart, and a word of the view to be shown."""
KEPT = {"findings.md": "README.md", "runs.csv": "runs.csv"}


def main(made: Path, kept: Path) -> None:
    """Keep what is published of every sweep."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        there = {sweep: pictures for sweep, pictures in PICTURES.items() if (made / sweep).is_dir()}
        for sweep, pictures in there.items():
            folder = kept / sweep
            folder.mkdir(parents=True, exist_ok=True)
            for name, target in KEPT.items():
                shutil.copyfile(made / sweep / name, folder / target)
            page = browser.new_page(viewport={"width": WIDTH, "height": 900})
            for name, (chart, view) in pictures.items():
                page.goto((made / sweep / "report.html").resolve().as_uri() + f"#chart-{chart}")
                page.wait_for_selector("html[data-drawn=true]")
                _take(page, chart, view, folder / f"{name}.png")
            shown = "\n".join(
                f"![{chart.replace('-', ' ')}]({name}.png)\n" for name, (chart, _) in pictures.items()
            )
            with (folder / "README.md").open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"\n{shown}")
            page.close()
        browser.close()


def _take(page: Page, chart: str, view: str, path: Path) -> None:
    card = page.locator(f"#chart-{chart}")
    if view:
        card.locator(f"[data-view*='{view}']").first.click()
        page.wait_for_timeout(1000)
    card.screenshot(path=path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
