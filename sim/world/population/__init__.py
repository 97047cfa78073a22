"""Firms and the relationships between them, synthesised so that every base margin is exact."""

from sim.world.population.firms import Distributors, Producers
from sim.world.population.relationships import Relationships
from sim.world.population.synthesis import Population, population_size, synthesise_population

__all__ = [
    "Distributors",
    "Population",
    "Producers",
    "Relationships",
    "population_size",
    "synthesise_population",
]
