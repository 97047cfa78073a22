"""The manifest of the run: versions, hashes, seed, time, and the checksum of every table."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.drawing.tables import facts_table, plain_table
from sim.report.drawing.wording import several
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded, in_words, plain

_FIRST = ("tradewar-sim", "python")
_SHOWN = 16
_QUESTION = ("tables/", "scenario.yaml", "played.yaml")
"""Files whose checksums are told: what the page is made from, not what is made beside it."""


def versions_card(facts: Facts) -> str:
    """Write what the run was made with, and fold its files and times away."""
    manifest = facts.manifest
    versions = {name: str(version) for name, version in manifest["versions"].items()}
    rows = [(name, versions.pop(name)) for name in _FIRST if name in versions]
    rows += [
        ("scenario", str(manifest["scenario_hash"])[:_SHOWN]),
        ("data", str(manifest["data_hash"])[:_SHOWN]),
        ("seed", str(manifest["seed"])),
        ("replication", str(manifest.get("replication", 1))),
        ("started", str(manifest.get("started", ""))),
    ]
    times = [
        (in_words(name), plain(value))
        for name, value in manifest.get("timings", {}).items()
        if not isinstance(value, Mapping)
    ]
    files = {
        name: digest for name, digest in manifest.get("outputs", {}).items() if name.startswith(_QUESTION)
    }
    return card(
        "Versions and hashes",
        facts_table(rows)
        + folded(
            f"Versions of {several(len(versions), 'package')}", "Packages", facts_table([*versions.items()])
        )
        + (folded("Seconds that each part took", "Seconds", facts_table(times)) if times else "")
        + (_checksums(files) if files else ""),
    )


def _checksums(files: Mapping[str, str]) -> str:
    table = plain_table(("File", "SHA-256"), [(name, digest) for name, digest in files.items()])
    return folded(f"Checksums of {several(len(files), 'file')}", "Checksums", table)
