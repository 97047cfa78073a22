"""Declared tables of routing: true and declared origin."""

from __future__ import annotations

from sim.records.columns import ARM, DESTINATION, GROUP, ORIGIN, WEEK, Column, Table, compact

CONNECTOR = Column("connector", ORIGIN.dtype, "code", "Economy that the goods are declared as coming from")

ROUTING_TABLES = (
    Table(
        "routing",
        "Goods routed through a connector economy, by true origin; routes that ever carry USD 10,000 a week.",
        (
            ARM,
            ORIGIN,
            CONNECTOR,
            DESTINATION,
            GROUP,
            WEEK,
            compact("value", "USD mn a week", "Customs value of the goods routed"),
            compact("detected", "USD mn a week", "Part of it that customs finds out"),
            compact("duty_paid", "USD mn a week", "Duty and penalties paid on the goods routed"),
            compact("duty_evaded", "USD mn a week", "What the full rate would have brought less duty paid"),
            compact("fee", "USD mn a week", "Paid to the connector"),
        ),
    ),
    Table(
        "declared_trade",
        "Trade in goods by true and by declared origin; goods found out count as what they are.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            WEEK,
            compact("true_value", "USD mn a week", "Customs value of goods made in the origin"),
            compact("declared_value", "USD mn a week", "Customs value of goods declared as its own"),
        ),
    ),
)
