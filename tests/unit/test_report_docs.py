"""docs/report.md lists every chart of the report, in order, with what it shows."""

from pathlib import Path

from sim.report.chapters import CHAPTERS


def rows():
    for chapter in CHAPTERS:
        for drawing in chapter.drawings:
            says = drawing.__doc__.strip().splitlines()[0].removeprefix("Draw ").rstrip(".")
            yield f"| {chapter.heading} | `{drawing.__name__}` | {says[0].upper()}{says[1:]} |"


def test_the_table_of_charts_is_that_of_the_pages():
    text = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
    assert "\n".join(rows()) in text
