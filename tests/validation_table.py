"""What the checks found; ``python tests/validation_table.py`` prints it for docs/validation.md."""

from __future__ import annotations

from sim.records.checks.shipped import shipped_check


def history() -> str:
    """One row for each moment of the replayed war, misses first."""
    order = ("miss", "near", "hit")
    rows = sorted(shipped_check("history").rows, key=lambda row: order.index(row["verdict"]))
    lines = [
        "| moment | unit | model | data | verdict | may be tuned on | data from |",
        "|---|---|---:|---:|---|---|---|",
    ]
    for row in rows:
        memory = " (from memory)" if row["from_memory"] else ""
        tuned = "yes" if row["use"] == "T" else "no"
        lines.append(
            f"| {row['what']} | {row['unit']} | {row['model']:.2f} | {row['data']:.2f} | {row['verdict']} "
            f"| {tuned} | {row['source']}{memory} |"
        )
    return "\n".join(lines)


def theory() -> str:
    """One row for each bound of theory."""
    lines = ["| check | found | bound | unit | |", "|---|---:|---:|---|---|"]
    for row in shipped_check("theory").rows:
        verdict = "met" if row["passed"] else "missed"
        lines.append(
            f"| {row['check']} | {row['measured']:.2g} | {row['bound']:.2g} | {row['unit']} | {verdict} |"
        )
    return "\n".join(lines)


def counts() -> str:
    """How many moments are hit, near and missed, in a sentence."""
    verdicts = [row["verdict"] for row in shipped_check("history").rows]
    untouched = [row["verdict"] for row in shipped_check("history").rows if row["use"] == "C"]
    met = sum(row["passed"] for row in shipped_check("theory").rows)
    return (
        f"Of {len(verdicts)} moments of the war of 2018 to 2020, {verdicts.count('hit')} are hit, "
        f"{verdicts.count('near')} are near and {verdicts.count('miss')} are missed. "
        f"Of {len(shipped_check('theory').rows)} bounds of theory {met} are met. "
        f"Of the {len(untouched)} moments that were never tuned on, {untouched.count('hit')} are hit, "
        f"{untouched.count('near')} are near and {untouched.count('miss')} are missed."
    )


if __name__ == "__main__":
    print("\n\n".join((counts(), history(), theory())))
