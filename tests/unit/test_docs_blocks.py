"""Every command and code block of the README and of docs/ works as it is written."""

import re
import shutil

import pytest
from command_line import call
from doc_blocks import ROOT, Reader, block_of, blocks_of

from sim import load_scenario

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
RUN = ("sh", "python", "yaml")
SHOWN = ("text", "mermaid")


def follow(page, folder, monkeypatch, marks):
    monkeypatch.chdir(folder)
    reader = Reader(folder)
    before = ""
    for block in blocks_of(page):
        mark = before if block.mark == "prints" else block.mark
        if mark not in ("installs", "test-command", "cluster") and (mark != "slow" or "slow" in marks):
            reader.follow(block)
        before = mark


def has_blocks(page, slow):
    return any(block.language in RUN and (block.mark == "slow") == slow for block in blocks_of(page))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if has_blocks(page, False)], ids=lambda page: page.stem
)
def test_what_a_page_shows_works(page, tmp_path, monkeypatch):
    follow(page, tmp_path, monkeypatch, ())


def test_the_question_of_the_readme_is_the_one_that_its_file_asks(tmp_path):
    (tmp_path / "my_question.yaml").write_text(block_of(ROOT / "README.md", "# my_question.yaml").text)
    scenario = load_scenario(tmp_path / "my_question.yaml")
    answers = [each.rate for each in scenario.measures if each.id.startswith("cn_reciprocal")]
    assert answers == [0.34]


def test_the_note_that_the_tutorial_shows_is_reported_as_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "tutorial.md"
    text = next(each.text for each in blocks_of(page) if each.text.startswith("# sixty_percent.yaml"))
    (tmp_path / "sixty_percent.yaml").write_text(text.replace("rate: 0.60", "rate: 60"))
    code, _, error = call(capsys, "validate", "sixty_percent.yaml")
    assert code == 0
    assert f"``{error.strip()}``" in page.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in PAGES if has_blocks(page, True)], ids=lambda page: page.stem
)
def test_what_a_page_shows_works_with_its_long_runs(page, tmp_path, monkeypatch):
    follow(page, tmp_path, monkeypatch, ("slow",))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_says_what_it_is(page):
    for block in blocks_of(page):
        place = f"{page.name}:{block.line}"
        assert block.language in RUN + SHOWN, place
        if block.language == "text" and block.mark != "prints":
            shown = [line for line in block.text.splitlines() if line]
            assert all(line.startswith(("tradewar ", "python -m sim", " ")) for line in shown), place


def test_only_commands_that_install_or_need_a_cluster_are_left_out():
    for page in PAGES:
        for block in blocks_of(page):
            if block.mark in ("installs", "test-command"):
                assert "pip install" in block.text, f"{page.name}:{block.line}"
            if block.mark == "cluster":
                assert "dask" in block.text, f"{page.name}:{block.line}"


@pytest.mark.slow
def test_the_first_command_of_the_readme_installs_and_runs(tmp_path, monkeypatch):
    """From a copy of the checkout; asks the package registry as a reader's machine does."""
    for name in (
        "sim",
        "scenarios",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "CITATION.cff",
    ):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    (block,) = (block for block in blocks_of(ROOT / "README.md") if block.mark == "installs")
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path / "elsewhere")
    reader.folder = tmp_path
    reader.environment.pop("PYTHONPATH")
    reader.follow(block)
    assert (tmp_path / reader.printed.splitlines()[-1]).is_file()


def test_commands_that_are_named_exist():
    from sim.cli import app

    known = {name.removeprefix("--") for name in app} | {"version", "help"}
    for page in PAGES:
        for name in re.findall(r"`tradewar ([a-z-]+)", page.read_text(encoding="utf-8")):
            assert name.removeprefix("--") in known, f"{page.name}: tradewar {name}"


def test_options_that_a_synopsis_shows_exist():
    from sim.cli import app

    described = app.generate_docs()
    for page in PAGES:
        for block in blocks_of(page):
            if block.language == "text":
                shown = "\n".join(each for each in block.text.splitlines() if not each.startswith("python"))
                for option in re.findall(r"--[a-z][\w-]*", shown):
                    assert option in described, f"{page.name}:{block.line}: {option}"
