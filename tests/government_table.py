"""What docs/governments.md holds of the code; ``python tests/government_table.py`` prints it."""

from __future__ import annotations

from parameter_table import rows

from sim.agents.negotiation.drawing import as_mermaid, as_table
from sim.scenario.parameters import GOVERNMENT_PARAMETERS


def machine() -> str:
    """Return the drawing of the state machine and the table of its transitions."""
    return f"```mermaid\n{as_mermaid()}\n```\n\n{as_table()}"


def parameters() -> str:
    """Return the figures of governments and negotiations as a table."""
    return rows(GOVERNMENT_PARAMETERS.values())


if __name__ == "__main__":
    print(machine())
    print()
    print(parameters())
