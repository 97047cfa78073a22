"""The extensive margin: which firms sell to an economy at all."""

from __future__ import annotations

from sim.scenario.parameters.prior import log_uniform
from sim.scenario.parameters.record import Parameter

RECORDS = (
    Parameter(
        "behaviour.extensive_margin.entry", 0.2, "probability", 0.0, 1.0,
        "Probability that a buyer who draws a firm which does not sell to its economy yet takes it, rather "
        "than drawing again. With 1, firms that sell there already have no advantage.",
        "assumed: firms that enter a foreign market are many and small, "
        "Das, Roberts and Tybout (2007)",
        log_uniform(0.1, 0.4),
    ),
    Parameter(
        "behaviour.extensive_margin.churn", 0.0, "fraction", 0.0, 1.0,
        "Part of the relationships that are reviewed and stay with their origin that change their supplier "
        "within it, for no reason of price. Above zero the base does not stand still exactly; 0.3 gives "
        "about the annual survival of supplier links of 0.93 of Mizuno, Souma and Watanabe (2014).",
        "assumed: nothing moves in the base, so that what moves in a scenario is due to it",
    ),
)  # fmt: skip
