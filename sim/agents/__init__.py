"""Who decides: governments, producers, distributors and households, as Mesa agents."""

from sim.agents.distributors import Distribution
from sim.agents.government import Government
from sim.agents.households import Households
from sim.agents.politics import Politics, politics_of
from sim.agents.producers import Production

__all__ = ["Distribution", "Government", "Households", "Politics", "Production", "politics_of"]
