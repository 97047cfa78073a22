"""What differs between runs beyond their scenarios, and what that does to a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor
from sim.report.drawing.wording import count, listed

_Reader = Callable[[Mapping[str, Any]], str]


def _world(key: str) -> _Reader:
    return lambda manifest: str(manifest["world"].get(key, "")).replace("_", " ")


def _size(key: str) -> _Reader:
    return lambda manifest: count(len(manifest["world"][key]))


def _number(key: str) -> _Reader:
    return lambda manifest: count(manifest[key]) if manifest.get(key) else "none"


def _off(manifest: Mapping[str, Any]) -> str:
    off = [name.replace("_", " ") for name, on in manifest.get("frictions", {}).items() if not on]
    return listed(off) or "none"


MANIFEST_LINES: Mapping[str, _Reader] = {
    "Weeks": lambda manifest: count(manifest["horizon"]["weeks"]),
    "First week": lambda manifest: str(manifest["horizon"]["start"]),
    "Base year": _world("base"),
    "Economies": _size("economies"),
    "Product groups": _size("groups"),
    "Elasticities": _world("elasticities"),
    "Trade deficits": _world("deficits"),
    "Producers": _number("producers"),
    "Relationships": _number("relationships"),
    "Frictions switched off": _off,
    "Version": lambda manifest: str(manifest["versions"]["tradewar-sim"]),
    "Data": lambda manifest: str(manifest["data_hash"])[:10],
}
"""What of the manifest tells runs apart besides their measures, by what it is called."""


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """Write a plain sentence on each thing that differs beyond the scenarios; none where nothing does."""
    found = []
    for name, read in MANIFEST_LINES.items():
        values: dict[str, list[str]] = {}
        for each in comparison.competitors:
            values.setdefault(read(each.manifest), []).append(each.label)
        if len(values) > 1:
            found.append(f"{name}: {_by_value(values)}.{_consequence(name)}")
    return (*found, *_other_pairs(comparison), *_unused(comparison), *_unpaired(comparison))


def _by_value(values: Mapping[str, list[str]]) -> str:
    """Write which scenarios have which value; the most frequent one stands last, for all others."""
    usual = max(values, key=lambda value: len(values[value]))
    parts = [f"{value} in {listed(labels)}" for value, labels in values.items() if value != usual]
    others = "all others" if len(values[usual]) > 1 else values[usual][0]
    return f"{'; '.join(parts)}; {usual} in {others}"


def _consequence(name: str) -> str:
    if name == "Weeks":
        return " Figures at the end are those of each run's own end; paths are subtracted while both run."
    if name == "First week":
        return " Paths are drawn by the week of the run, not by date."
    if name == "Economies":
        return " An economy that is not on its own in a run is part of the rest of the world."
    return ""


def _other_pairs(comparison: Comparison) -> tuple[str, ...]:
    """Name scenarios whose tariffs rise most between two others than those that the page is about."""
    names, shown = comparison.names, {comparison.first, comparison.second}
    return tuple(
        f"Pair: in {each.label} tariffs rise most between {names.phrase(own.first)} and "
        f"{names.phrase(own.second)}; the figures here are about {names.phrase(comparison.first)} and "
        f"{names.phrase(comparison.second)}."
        for each, own in ((each, each.members[0].own) for each in comparison.competitors)
        if own.at_war and {own.first, own.second} != shown
    )


def _unused(comparison: Comparison) -> tuple[str, ...]:
    """Name scenarios whose draws are about another pair, so that one run stands for them."""
    names = comparison.names
    return tuple(
        f"Draws: the {count(len(draws.chances))} draws of {each.label} are about "
        f"{listed([names.phrase(code) for code in draws.pair])}; one run in full stands for them here."
        for each in comparison.competitors
        for draws in (member.unused for member in each.members)
        if draws is not None
    )


def _unpaired(comparison: Comparison) -> tuple[str, ...]:
    apart: list[Competitor] = [each for each in comparison.others if not comparison.pairs(each)]
    if not apart:
        return ()
    return (
        f"Draws of chance: {listed([each.label for each in apart])} "
        f"{'does' if len(apart) == 1 else 'do'} not share them with {comparison.baseline.label}. Differences "
        "are not paired there and hold chance, and whatever else differs, as well as the measures.",
    )


def _of_figures(comparison: Comparison) -> str:
    uncertain = any(each.draws.uncertain for each in comparison.competitors)
    return ", uncertain figures among them" if uncertain else " of chance"


def pairing(comparison: Comparison) -> str:
    """Say in a few words whether differences are paired."""
    apart = [each for each in comparison.others if not comparison.pairs(each)]
    if not apart:
        return f"differences paired: the same draws{_of_figures(comparison)}"
    return "differences not paired" if len(apart) == len(comparison.others) else "differences paired in part"
