"""Where a run starts: shipped base tables and the world built from them."""

from sim.world.aggregation import DEFAULT_ECONOMIES
from sim.world.construction import build_world
from sim.world.vocabulary import vocabulary
from sim.world.world import World

__all__ = ["DEFAULT_ECONOMIES", "World", "build_world", "vocabulary"]
