"""Pages of the documentation that are made from the code, and what they promise."""

import re
import tomllib
from importlib.metadata import version

import command_reference
import data_table
import pytest
import scenario_reference
import schema_examples
import validation_table
from doc_blocks import ROOT
from ruamel.yaml import YAML

from sim import load_scenario
from sim.report.chapters import CHAPTERS
from sim.scenario import PARAMETERS

DOCS = ROOT / "docs"


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_reference_of_scenarios_is_that_of_the_schemas():
    assert text_of("scenario_reference.md") == scenario_reference.markdown(), "`make pages` writes it"


def test_every_key_of_the_reference_has_a_meaning_and_an_example():
    for line in text_of("scenario_reference.md").splitlines():
        if line.startswith("| `"):
            key, meaning, kind, *_, example = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
            assert meaning, key
            assert "section" in kind or example.startswith(f"`{key.strip('`')}: "), key


def test_examples_of_adjustable_figures_are_taken_by_a_scenario():
    """All at once: an example beyond the bounds, or of the wrong kind, would be refused."""
    schema = {record.name: {"default": record.default} for record in PARAMETERS.values()}
    chosen = {
        name: text for name, field in schema.items() if (text := schema_examples.likely(field)) is not None
    }
    assert len(chosen) > 60
    load_scenario("impasse_145_125", chosen)


def test_the_page_on_commands_has_every_command_and_option():
    page, made = text_of("commands.md"), command_reference.markdown()
    assert command_reference.parts(page) == command_reference.parts(made), "`make pages` writes it"
    if f"cyclopts {version('cyclopts')} " in page:
        assert page == made, "`make pages` writes it"


def test_tables_of_data_and_checks_are_those_that_are_shipped():
    for part in (data_table.tables(), data_table.sources()):
        assert part in text_of("data.md"), "python tests/data_table.py prints it"
    for part in (validation_table.counts(), validation_table.history(), validation_table.theory()):
        assert part in text_of("validation.md"), "python tests/validation_table.py prints it"


@pytest.fixture(scope="module")
def terms():
    return re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", text_of("glossary.md"), flags=re.MULTILINE)


def test_the_glossary_is_in_order_and_of_a_size_to_be_read(terms):
    names = [name.lower() for name, *_ in terms]
    assert names == sorted(names)
    assert 40 <= len(set(names)) == len(names) <= 65


def test_every_term_of_the_glossary_is_used_and_seen_where_it_says(terms):
    pages = {chapter.heading for chapter in CHAPTERS}
    drawn = " ".join(file.read_text(encoding="utf-8") for file in (ROOT / "sim" / "report").rglob("*.py"))
    found = (DOCS.glob("*.md"), (ROOT / "scenarios").glob("*.yaml"), (ROOT / "results").rglob("*.md"))
    pages_of_text = [file for files in found for file in files]
    written = " ".join(file.read_text(encoding="utf-8") for file in pages_of_text if file.stem != "glossary")
    used = re.sub(r"\s+", " ", f"{drawn} {written}").lower()
    for name, _, place in terms:
        for word in name.lower().split(" and "):
            assert word in used, name
        seen = re.fullmatch(r"\*(.+)\*", place)
        assert place.startswith(("all pages", "[")) or (seen and seen[1] in pages), name


def test_the_site_has_every_page_once_and_no_other():
    navigation = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    listed = re.findall(r"[\w/]+\.md", str(navigation))
    pages = [file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")]
    shown = [name for name in listed if not name.startswith("results/")]
    assert sorted(shown) == sorted(pages)
    assert all((ROOT / name).exists() for name in listed if name.startswith("results/"))


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda page: page.stem
)
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        place = page.parent / file if file else page
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            heads = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert anchor in {
                re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads
            }, target


def test_no_page_speaks_of_better_and_worse():
    """docs/limits.md says which words; here the two that slip in most easily."""
    allowed = re.compile(
        r"higher or lower and never better or worse|better, worse|\| gain, loss", re.IGNORECASE
    )
    for name in (
        "README.md",
        "tutorial.md",
        "limits.md",
        "glossary.md",
        "validation.md",
        "data.md",
        "extending.md",
    ):
        assert not re.search(r"\b(better|worse)\b", allowed.sub("", text_of(name))), name


def test_the_extra_for_the_site_is_part_of_development():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert set(extras["docs"]) <= set(extras["dev"])
