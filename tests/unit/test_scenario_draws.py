"""What a scenario may ask to be drawn, and what is said of a name that cannot be."""

import pytest

from sim.scenario import examine
from sim.world import vocabulary

HEAD = "name: mine\nextends: {parent}\nensemble:\n  {asked}\n"


def said(tmp_path, asked, parent="impasse_145_125", more=""):
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD.format(parent=parent, asked=asked) + more)
    found = examine(path, vocabulary())
    return found.scenario, [str(each).replace(str(path), "mine.yaml") for each in found.diagnostics]


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("seed: 1", ()),
        ("parameters: none", ()),
        ("parameters: [none]", ()),
        ("parameters: all", ("all",)),
        ("parameters: behaviour.routing.*", ("behaviour.routing.*",)),
        ("parameters: [all, behaviour.engel.strength]", ("all", "behaviour.engel.strength")),
    ],
)
def test_names_words_and_stars_are_understood(tmp_path, asked, drawn):
    scenario, complaints = said(tmp_path, asked)
    assert complaints == []
    assert scenario.ensemble.parameters == drawn
    assert scenario.ensemble.asks_for_draws == bool(drawn)


@pytest.mark.parametrize(
    ("asked", "parent", "complaint"),
    [
        (
            "parameters: [behaviour.ruoting.fee]", "impasse_145_125",
            "mine.yaml:4:16: no parameter `behaviour.ruoting.fee` "
            "(hint: did you mean `behaviour.routing.fee`?)",
        ),
        (
            "parameters: [all, behaviour.engel.*, behaviour.extensive_margin.churn]", "impasse_145_125",
            "mine.yaml:4:40: `behaviour.extensive_margin.churn` has no prior "
            "(hint: of behaviour.extensive_margin entry have one)",
        ),
        (
            "parameters: population.producers", "impasse_145_125",
            "mine.yaml:4:15: `population.producers` has no prior (hint: docs/scenarios.md says which have)",
        ),
        (
            "parameters: [all, none]", "impasse_145_125",
            "mine.yaml:4:21: `none` stands alone (hint: leave it out, or all other names)",
        ),
        (
            "parameters: governments.CHN.politics.patience", "impasse_145_125",
            "mine.yaml:4:15: nobody in this scenario has `governments.CHN.politics.patience` "
            "(hint: no government decides or negotiates)",
        ),
        (
            "parameters: governments.JPN.politics.patience", "standoff_game",
            "mine.yaml:4:15: nobody in this scenario has `governments.JPN.politics.patience` "
            "(hint: here are USA, CHN, 0)",
        ),
        (
            "elasticities: [CP, FG0]", "impasse_145_125",
            "mine.yaml:4:22: no set of elasticities `FG0` (hint: did you mean `FGO`?)",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_at_its_place(tmp_path, asked, parent, complaint):
    scenario, complaints = said(tmp_path, asked, parent)
    assert scenario is None
    assert complaints == [complaint]


@pytest.mark.parametrize(
    ("asked", "parent", "more"),
    [
        ("parameters: behaviour.routing.fee", "impasse_145_125", "behaviour: {routing: {on: false}}\n"),
        ("parameters: governments.CHN.origin_checks", "standoff_game", ""),
    ],
)
def test_what_would_move_nothing_is_noted(tmp_path, asked, parent, more):
    scenario, complaints = said(tmp_path, asked, parent, more)
    assert scenario is not None
    assert len(complaints) == 1
    assert "note: " in complaints[0]
    assert "is not drawn: in this scenario it would move nothing" in complaints[0]
