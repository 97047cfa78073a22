"""What the README shows works as it is written."""

import re
from pathlib import Path

import pytest

from sim import load_scenario
from sim.cli import exit_code

DOCS = Path(__file__).parents[2] / "docs"
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)


def test_scenario_of_the_readme_is_valid_and_does_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (text,) = (body for kind, body in BLOCKS if kind == "yaml")
    (tmp_path / "my_question.yaml").write_text(text)
    assert exit_code(["validate", "my_question.yaml"]) == 0
    scenario = load_scenario("my_question.yaml")
    answers = [each for each in scenario.measures if each.id.startswith("cn_reciprocal")]
    assert [answer.rate for answer in answers] == [0.34]


def test_python_of_the_readme_compiles():
    for kind, body in BLOCKS:
        if kind == "python":
            compile(body, "README.md", "exec")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`tradewar (\w+)", README))))
def test_commands_of_the_readme_exist(command, capsys):
    assert exit_code([command, "--help"]) == 0
    assert command in capsys.readouterr().out


def test_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (Path(__file__).parents[2] / target).exists(), target


def test_python_of_the_page_on_theory_prints_what_it_says(capsys):
    text = (DOCS / "theory.md").read_text(encoding="utf-8")
    (body,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    exec(compile(body, "theory.md", "exec"), {})
    said = re.findall(r"^print\(.*\)  # (.*)$", body, flags=re.MULTILINE)
    assert len(said) == 4
    assert capsys.readouterr().out.splitlines() == said
