"""Declared tables of supply chains: who relies on whom through suppliers of suppliers."""

from __future__ import annotations

import polars as pl

from sim.records.columns import ARM, DESTINATION, ECONOMY, ORIGIN, WEEK, Column, Table, compact, value

USER_SECTOR = Column(
    "user_sector", pl.Categorical, "code", "ICIO sector of the producers that use the inputs"
)
_COST = "fraction of cost"
_COLUMNS = (
    compact("face_value", _COST, "Inputs bought of the origin directly, before duty"),
    compact("look_through", _COST, "Output of the origin in all inputs, through whatever chain of suppliers"),
    compact("made_face_value", _COST, "Manufactured inputs bought of the origin directly"),
    compact("made_look_through", _COST, "Manufactured output of the origin in all inputs"),
)

SUPPLY_CHAIN_TABLES = (
    Table(
        "reliance",
        "What producers of an economy rely on another one for, by the input-output table of the week: all "
        "sectors for all inputs, manufacturing for manufactured ones.",
        (ARM, ORIGIN, DESTINATION, WEEK, *_COLUMNS),
    ),
    Table(
        "sector_reliance",
        "The same by the sector of the user, every fourth week up to the last.",
        (ARM, ORIGIN, DESTINATION, USER_SECTOR, WEEK, *_COLUMNS),
    ),
    Table(
        "value_added",
        "Whose labour is in what households of an economy buy, through all suppliers; at home with that of "
        "distributors.",
        (
            ARM,
            ORIGIN,
            DESTINATION,
            WEEK,
            value(
                "value_added", "USD mn a week", "Labour of the origin in the destination's final purchases"
            ),
            value("final_value", "USD mn a week", "Final purchases of the origin directly, before duty"),
        ),
    ),
    Table(
        "supply_chains",
        "Length of the chains behind what households buy.",
        (
            ARM,
            ECONOMY,
            WEEK,
            value("final_spending", "USD mn a week", "What households' purchases cost distributors"),
            value("embodied_duty", "USD mn a week", "Duty and fees in it, of all stages"),
            value("stages", "1", "Output of all stages in a dollar of final purchases"),
            value("borders", "1", "Value of all that crosses a border in a dollar of final purchases"),
        ),
    ),
)
