"""The state machine of two governments drawn and listed for docs/governments.md: run this module."""

from __future__ import annotations

from sim.agents.negotiation.states import TRANSITIONS


def as_mermaid() -> str:
    """Return the machine as a Mermaid state diagram; either side drawn once, what leads nowhere as a note."""
    lines = ["stateDiagram-v2", "    [*] --> peace"]
    for each in TRANSITIONS:
        if each.who == 1:
            continue
        words = each.what.replace("first ", "one side ", 1) if each.who == 0 else each.what
        stays = each.source == each.target
        lines.append(
            f"    note left of {each.source}: {words}"
            if stays
            else f"    {each.source} --> {each.target}: {words}"
        )
    return "\n".join(lines)


def as_table() -> str:
    """Return the transitions as a Markdown table: from, to, what happens, rate, what is known of it."""
    rows = ["| from | to | what happens | rate a week | evidence |", "|---|---|---|---|---|"]
    rows += [
        f"| {each.source} | {each.target} | {each.what} | {each.formula} | {each.evidence} |"
        for each in TRANSITIONS
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(f"```mermaid\n{as_mermaid()}\n```\n\n{as_table()}")
