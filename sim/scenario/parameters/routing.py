"""Routing through connector economies: what it costs, how much is found out, how fast it is built up."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.routing.ceiling", 0.15, "fraction", 0.0, 1.0,
        "Most of a flow that is routed through all its connectors together, however high the tariff.",
        "so that at the end of 2019 a part of Vietnam's exports to the United States between 1.7 % (by firm) "
        "and 16 % (by product) are Chinese goods, Iyoha and co-authors (2025): 4 % in trade_war_one",
        log_uniform(
            0.06, 0.36,
            "assumed: from a part of 1.7 % in what Vietnam sells the United States (Iyoha and co-authors "
            "2025, by firm) to what searches on 2018 and 2019 find",
        ),
    ),
    Parameter(
        "behaviour.routing.cover", 0.3, "fraction", 0.0, 5.0,
        "Most that is routed through a connector, over the connector's own base exports of the product "
        "group to the destination: routed goods are hidden among them.",
        "assumed",
        log_uniform(0.15, 0.6),
    ),
    Parameter(
        "behaviour.routing.gain_scale", 0.1, "log", 0.001, 10.0,
        "Log gain at which 63 % of what can be routed is.",
        "assumed",
        log_uniform(0.05, 0.2),
    ),
    Parameter(
        "behaviour.routing.fee", 0.03, "fraction", 0.0, 1.0,
        "What the connector is paid, for handling, papers and the longer way, in the value of routed goods.",
        "assumed",
        log_uniform(0.015, 0.06),
    ),
    Parameter(
        "behaviour.routing.detected", 0.05, "fraction", 0.0, 1.0,
        "Part of routed goods that customs finds out; they pay the full rate and the penalty.",
        "assumed",
        log_uniform(0.025, 0.1),
    ),
    Parameter(
        "behaviour.routing.penalty", 0.4, "fraction", 0.0, 5.0,
        "Penalty on routed goods that are found out, in their value.",
        "40 % on goods found to be transshipped, United States executive order 14326 of 31 July 2025; "
        "for earlier years assumed",
    ),
    Parameter(
        "behaviour.routing.build_up", 0.03, "per week", 0.0, 1.0,
        "Share of the gap to the wanted routing that closes in a week when it grows.",
        "assumed: half of it within half a year",
        log_uniform(0.015, 0.06),
    ),
    Parameter(
        "behaviour.routing.withdrawal", 0.25, "per week", 0.0, 1.0,
        "Share of the gap to the wanted routing that closes in a week when it shrinks.",
        "assumed: half of it within three weeks",
        log_uniform(0.125, 0.5),
    ),
)  # fmt: skip
