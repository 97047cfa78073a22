"""CITATION.cff says what the package says of itself."""

import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
CITED = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_it_has_what_the_format_demands():
    assert CITED["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(CITED)
    assert all(set(author) in ({"name"}, {"family-names", "given-names"}) for author in CITED["authors"])


def test_it_is_of_this_version_and_licence():
    assert str(CITED["version"]) == PROJECT["version"]
    assert CITED["title"] == PROJECT["name"]
    assert CITED["license"] == PROJECT["license"]
    assert [author["name"] for author in CITED["authors"]] == [each["name"] for each in PROJECT["authors"]]
