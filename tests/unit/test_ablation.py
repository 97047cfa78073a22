"""The ablation: one friction off at a time, the rest untouched."""

import json

import pytest
from command_line import call

from sim.model.limits import Limits
from sim.scenario.behaviour import Behaviour
from sim.validation.ablation import ALL_ON, Figures, as_markdown, without_each_friction


def test_each_variant_differs_in_one_friction_only():
    everything = Behaviour()
    variants = without_each_friction(everything)
    assert variants["sticky prices"].price_adjustment == 1.0
    assert {name.replace("_", " ") for name, on in everything.switches.items() if on} <= set(variants)
    for behaviour in variants.values():
        before, after = everything.model_dump(), behaviour.model_dump()
        assert sum(before[key] != after[key] for key in before) == 1


def test_the_table_shows_differences_to_the_run_with_all_frictions():
    rows = [
        Figures(ALL_ON, 26, -40.0, -38.0, -47.0, 1.0, 2.0, 0.1, -0.2, 400.0),
        Figures("stocks", 26, -41.5, -38.0, -47.0, 1.0, 2.0, 0.1, -0.2, 400.0),
    ]
    text = as_markdown(rows, "USA", "CHN")
    assert "| stocks | -41.50 (-1.50) | -38.00 (+0.00) |" in text
    assert text.startswith("Week 26\n\n| off | USA-CHN trade, % |")


@pytest.mark.parametrize("friction", ["sticky prices"])
def test_the_command_runs_every_variant_and_asks_once_who_is_at_war(friction, capsys, monkeypatch):
    asked = []

    def counted(scenario):
        asked.append(scenario.name)
        return Limits(scenario)

    monkeypatch.setattr("sim.validation.ablation.Limits", counted)
    code, printed, errors = call(
        capsys, "ablate", "--json", "--weeks", "6",
        "--set", "population.relationships=60000", "--set", "population.producers=2000",
        "--set", "world.economies=[USA, CHN, EU, MEX]", "--set", "horizon.start=2025-04-14",
        "--set", "horizon.weeks=6",
    )  # fmt: skip
    assert code == 0, errors
    rows = {row["off"]: row for row in json.loads(printed)}
    assert asked == ["impasse_145_125"]
    assert set(rows) == {ALL_ON, *without_each_friction(Behaviour())}
    assert rows[ALL_ON]["trade"] < -5.0
    assert rows[friction]["consumer_prices"] > rows[ALL_ON]["consumer_prices"]
