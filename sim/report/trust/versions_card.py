"""What the run was made with and from: versions, hashes, seed, and where the rest of its manifest is."""

from __future__ import annotations

from sim.report.drawing.tables import facts_table
from sim.report.drawing.wording import several
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded

_FIRST = ("tradewar-sim", "python")
_SHOWN = 16


def versions_card(facts: Facts) -> str:
    """Write program, question, data and draw; packages fold away."""
    manifest = facts.manifest
    packages = {name: str(version) for name, version in manifest["versions"].items()}
    rows = [(name, packages.pop(name)) for name in _FIRST if name in packages]
    rows += [
        ("scenario", str(manifest["scenario_hash"])[:_SHOWN]),
        ("data", str(manifest["data_hash"])[:_SHOWN]),
        ("seed", str(manifest["seed"])),
        ("replication", str(manifest.get("replication", 1))),
    ]
    return card(
        "Versions and hashes",
        f"{facts_table(rows)}"
        "<p>Hashes are the start of the SHA-256 of the resolved scenario and of the description of the "
        "shipped tables. The checksum of every file of the run, its times and when it was made are in "
        "<code>run.json</code> of its folder; this page holds none of them, so that it has the same bytes on "
        "any day.</p>"
        + folded(f"Versions of {several(len(packages), 'package')}", "Packages", _facts(packages)),
    )


def _facts(packages: dict[str, str]) -> str:
    return facts_table([*packages.items()])
