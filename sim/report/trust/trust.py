"""Why a reader may trust the run: what was checked, what the model does, with what, and how to repeat it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sim.metrics import Metrics
from sim.metrics.draws import Draws
from sim.report.drawing.tables import facts_table
from sim.report.drawing.wording import NO_VALUE, Names, capitalised, count, listed
from sim.report.facts import Facts
from sim.report.trust.history_card import history_table, history_words
from sim.report.trust.limit_card import limit_facts, limit_words

_SOURCES = (
    "OECD Inter-Country Input-Output tables; UN Comtrade and CEPII BACI; US Census Bureau; CEPII GeoDist; "
    "World Bank; WIOD; "
    "tariff schedules and notices of the governments concerned; Peterson Institute for International "
    "Economics (Bown)"
)


def trust_markup(facts: Facts) -> str:
    """Cards of the trust section."""
    manifest, metrics, names = facts.manifest, facts.metrics, facts.names
    cards = "".join(
        (
            _card("The books balance", _accounting(manifest)),
            _card("The agents against their limit", _limit(manifest, metrics, names)),
            _history(metrics),
            _card("What happens in a week", _phases(manifest)),
            _card("Parameters", _parameters(manifest)),
            _card("Where the numbers start", _sources(manifest)),
            _card("Versions and hashes", _provenance(manifest)),
            _card("Reproduce", _reproduce(manifest)),
        )
    )
    return f'<div class="trust">{cards}</div>'


def stamp(manifest: Mapping[str, Any], draws: Draws | None = None) -> tuple[str, ...]:
    """Provenance in a line: what was run, on what, with which draw."""
    world, horizon = manifest["world"], manifest["horizon"]
    parts = [
        f"{count(horizon['weeks'])} weeks from {horizon['start']}",
        f"{count(len(world['economies']))} economies, {count(len(world['groups']))} product groups",
        f"base year {world['base']}",
    ]
    if manifest.get("relationships"):
        parts.append(f"{count(manifest['relationships'])} trade relationships")
    parts.append(f"seed {manifest['seed']}")
    if draws is not None:
        parts.append(f"{count(draws.number)} draws of chance")
    parts.append(f"tradewar-sim {manifest['versions']['tradewar-sim']}")
    parts.append(f"data {str(manifest['data_hash'])[:10]}")
    return tuple(parts)


def _card(title: str, body: str) -> str:
    return f'<section class="card trust-card"><h3>{escape(title)}</h3>{body}</section>'


def _accounting(manifest: Mapping[str, Any]) -> str:
    checks: Mapping[str, Any] = manifest.get("accounting", {})
    rows = [(_words(name), _residual(value)) for name, value in checks.items() if name != "largest_at"]
    where = f" Largest of all: {escape(str(checks['largest_at']))}." if checks.get("largest_at") else ""
    return (
        "<p>Identities that must hold everywhere, checked every week while the model runs, and in the last "
        f"week relationship by relationship. Below, the largest relative gap of each.{where}</p>"
        + facts_table(rows)
    )


def _limit(manifest: Mapping[str, Any], metrics: Metrics, names: Names) -> str:
    rows = limit_facts(metrics, manifest.get("relationships"))
    return f"<p>{limit_words(metrics, names)}</p>{facts_table(rows)}"


def _history(metrics: Metrics) -> str:
    """Write the card of a run that replays history; nothing for any other."""
    found = metrics.against_records
    if found is None:
        return ""
    return _card("Held against history", f"<p>{history_words(found)}</p>{history_table(found)}")


def _phases(manifest: Mapping[str, Any]) -> str:
    phases: Sequence[str] = manifest.get("phases", ())
    items = "".join(f"<li>{escape(_words(phase))}</li>" for phase in phases)
    return (
        "<p>The model takes the same steps every week, in this order. Buyers hold relationships with "
        "suppliers and "
        "reconsider them now and then; where they end up, given time, is the long run without frictions.</p>"
        f'<ol class="phases">{items}</ol>'
    )


def _parameters(manifest: Mapping[str, Any]) -> str:
    parameters: Mapping[str, Any] = manifest.get("parameters", {})
    choices = {"elasticities": "Set of elasticities", "deficits": "Trade deficits"}
    world = manifest["world"]
    rows = [(title, world[name].replace("_", " ")) for name, title in choices.items() if name in world]
    rows += [
        (_words(name), count(manifest[name])) for name in ("producers", "relationships") if manifest.get(name)
    ]
    parts: dict[str, list[tuple[str, str]]] = {}
    for name, value in sorted(parameters.items(), key=lambda item: item[0].rpartition(".")[::2]):
        part, _, own = name.rpartition(".")
        parts.setdefault(part, []).append((_words(own), _plain(value)))
    details = "".join(
        f"<details><summary>{escape(_section(part))}</summary>{facts_table(each)}</details>"
        for part, each in parts.items()
    )
    return f"<p>{escape(_switched(manifest.get('frictions', {})))}</p>{facts_table(rows)}{details}"


def _switched(frictions: Mapping[str, bool]) -> str:
    """Say which mechanisms of the model are off in this run."""
    off = [name.replace("_", " ") for name, on in frictions.items() if not on]
    return f"Switched off in this run: {listed(off)}." if off else "All frictions are on."


def _section(part: str) -> str:
    """Name of a part of a scenario: what it is about first."""
    head, *inner = part.split(".")
    words = capitalised(" ".join(inner or [head]).replace("_", " "))
    return f"{words} ({head})" if inner else words or "General"


def _sources(manifest: Mapping[str, Any]) -> str:
    world = manifest["world"]
    economies = ", ".join(world["economies"].values())
    return (
        f"<p>{escape(_SOURCES)}. <code>tradewar data</code> lists every shipped table with its source, "
        f"licence and whether it "
        "is observed, derived or assumed.</p>"
        f"<details><summary>{count(len(world['economies']))} "
        f"economies</summary><p>{escape(economies)}</p></details>"
        f"<details><summary>{count(len(world['groups']))} product groups</summary>"
        f"<p>{escape(', '.join(world['groups'].values()))}</p></details>"
    )


def _provenance(manifest: Mapping[str, Any]) -> str:
    rows = [(name, str(version)) for name, version in manifest["versions"].items()]
    rows += [
        ("scenario", str(manifest["scenario_hash"])[:16]),
        ("data", str(manifest["data_hash"])[:16]),
        ("seed", str(manifest["seed"])),
    ]
    return facts_table(rows)


def _reproduce(manifest: Mapping[str, Any]) -> str:
    command = escape(str(manifest.get("command", "")))
    return (
        "<p>The same scenario, seed and version give the same bytes in every table, on any number of "
        "threads.</p>"
        f'<div class="command"><code id="command">{command}</code>'
        '<button type="button" class="quiet" data-copy="command">Copy</button></div>'
    )


def _words(name: str) -> str:
    return capitalised(name.replace("_", " "))


def _residual(value: Any) -> str:
    return f"{value:.1e}" if isinstance(value, float) else str(value)


def _plain(value: Any) -> str:
    if value is None:
        return NO_VALUE
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return count(value)
    return str(value)
