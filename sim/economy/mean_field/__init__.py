"""The mean-field limit of the agents: what a week does when relationships are beyond number.

Every market is one pool of infinitely many relationships. The weekly path of the agents tends to
this one as their number grows, and both rest on the exact-hat equilibrium.
"""

from sim.economy.mean_field.path import mean_field_path
from sim.economy.mean_field.reviews import review_pools
from sim.economy.mean_field.state import MeanField, disturbed, mean_field_base, welfare
from sim.economy.mean_field.week import mean_field_week

__all__ = [
    "MeanField",
    "disturbed",
    "mean_field_base",
    "mean_field_path",
    "mean_field_week",
    "review_pools",
    "welfare",
]
