"""How firms, households and wages behave: one section a mechanism, each with a switch."""

from __future__ import annotations

from sim.scenario.measures import Record
from sim.scenario.parameters import parameter


class Behaviour(Record):
    """How firms and wages move from week to week."""

    short_run_elasticity: float = parameter("behaviour.short_run_elasticity")
    resourcing_hazard: float = parameter("behaviour.resourcing_hazard")
    hazard_loss_response: float = parameter("behaviour.hazard_loss_response")
    expectation_smoothing: float = parameter("behaviour.expectation_smoothing")
    price_adjustment: float = parameter("behaviour.price_adjustment")
    wage_adjustment: float = parameter("behaviour.wage_adjustment")
    wage_response_to_change: float = parameter("behaviour.wage_response_to_change")
    dividend_rate: float = parameter("behaviour.dividend_rate")
