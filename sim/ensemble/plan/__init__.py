"""What is varied over a scenario, how, and every run that comes of it."""

from sim.ensemble.plan.examining import PlanExamination, examine_plan, read_plan
from sim.ensemble.plan.library import shipped_sweeps
from sim.ensemble.plan.plan import Plan

__all__ = ["Plan", "PlanExamination", "examine_plan", "read_plan", "shipped_sweeps"]
