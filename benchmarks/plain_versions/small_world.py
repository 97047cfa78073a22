"""The world in which all versions are compared: four economies, so that few firms are enough."""

from __future__ import annotations

from collections.abc import Mapping

from sim import load_scenario
from sim.scenario.schema import Scenario

SCENARIO = "impasse_145_125"
ECONOMIES = "[USA, CHN, EU, ROW]"
"""With 57 product groups a thousand firms and 12 relationships each are the fewest that four economies
allow, since every industry has at least four firms (docs/decisions/size_of_the_network.md)."""

RELATIONSHIPS_OF_A_FIRM = 12


def scenario_of(
    firms: int, overrides: Mapping[str, str] | None = None, economies: str = ECONOMIES
) -> Scenario:
    """Return the default scenario with so many producers and twelve relationships each."""
    size = {
        "world.economies": economies,
        "population.producers": str(firms),
        "population.relationships": str(RELATIONSHIPS_OF_A_FIRM * firms),
    }
    return load_scenario(SCENARIO, {**size, **(overrides or {})})
