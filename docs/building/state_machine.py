"""The state machine of docs/governments.md as a picture; run with the path of mermaid.min.js to draw it.

Viewers of Markdown on the web draw the block of Mermaid themselves. The site has no script to do so, and
shows the picture that was drawn of it; a picture of another machine than the page's is an error of the
build. Drawing needs Mermaid's own script and Chromium (Playwright), building the site neither.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "governments.md"
PICTURE = Path(__file__).parents[1] / "pictures" / "state_machine.svg"
BLOCK = re.compile(r"```mermaid\n(.*?)```", flags=re.DOTALL)
WORDS = "States of two governments that negotiate, and what leads from one to the next"


def mark_of(machine: str) -> str:
    """Return what tells a picture of this machine from one of another."""
    return hashlib.sha256(machine.encode()).hexdigest()[:16]


def on_page_markdown(text: str, **_: object) -> str:
    """Put the picture in the place of the block."""
    return BLOCK.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    if mark_of(found[1]) not in PICTURE.read_text(encoding="utf-8"):
        raise ValueError(f"{PICTURE} is of another machine (docs/building/state_machine.py draws it anew)")
    return f'<img class="machine" src="pictures/{PICTURE.name}" alt="{WORDS}">'


def draw(script: Path) -> None:
    """Draw the machine of the page with Mermaid in headless Chromium."""
    from playwright.sync_api import sync_playwright

    found = BLOCK.search(PAGE.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{PAGE} has no block of Mermaid")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(path=str(script))
        drawn = page.evaluate(
            """async text => {
                mermaid.initialize({startOnLoad: false, theme: "neutral", htmlLabels: false,
                                    deterministicIds: true, fontFamily: "sans-serif",
                                    flowchart: {htmlLabels: false}, state: {htmlLabels: false}});
                return (await mermaid.render("machine", text)).svg;
            }""",
            found[1],
        )
        browser.close()
    PICTURE.parent.mkdir(exist_ok=True)
    title = f"<title>{WORDS}</title><desc>{mark_of(found[1])}</desc>"
    PICTURE.write_text(re.sub(r"(<svg[^>]*>)", rf"\g<1>{title}", drawn, count=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
