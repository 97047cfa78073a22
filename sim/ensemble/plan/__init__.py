"""What is varied over a scenario, how, and every run that comes of it."""

from sim.ensemble.plan.dump import dump_sweep
from sim.ensemble.plan.examining import PlanExamination, examine_plan, read_plan
from sim.ensemble.plan.library import is_of_sweep, shipped_sweeps
from sim.ensemble.plan.plan import Plan

__all__ = [
    "Plan",
    "PlanExamination",
    "dump_sweep",
    "examine_plan",
    "is_of_sweep",
    "read_plan",
    "shipped_sweeps",
]
