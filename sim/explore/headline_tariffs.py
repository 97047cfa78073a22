"""The duty that carries a side of the war: its highest one on all goods of the other at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sim.explore.yaml_text import read, value_at, with_entry, with_value, without
from sim.scenario.measures import Tariff
from sim.scenario.scope import EVERYTHING
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

_WORDS = frozenset({"title", "source", "rate"})
"""Keys that may differ between a duty and its copy with another rate."""


def headline_tariff(scenario: Scenario, importer: str, exporter: str, preferred: str = "") -> Tariff | None:
    """Highest duty of one economy on all goods of another alone, in force on the last day, if any.

    The one with the ``preferred`` identifier is taken before higher ones.
    """
    last = scenario.horizon.mondays()[-1] + timedelta(days=6)
    candidates = [
        measure
        for measure in Timeline(scenario.measures).in_force(last)
        if isinstance(measure, Tariff)
        and measure.importer == (importer,)
        and measure.exporter == (exporter,)
        and (measure.products in {(), (EVERYTHING,)} and not measure.hs and not measure.lists)
        and not isinstance(measure.rate, str)
        and measure.coverage == 1.0
    ]
    return max(candidates, key=lambda each: (each.id == preferred, float(each.rate)), default=None)


def with_rate(text: str, identifier: str, rate: float, inherited: Sequence[Mapping[str, Any]]) -> str:
    """Give a duty another rate: in the file if it writes it, else by a copy in place of the parent's.

    With the parent's own rate the copy goes again, so that the file carries only what differs.

    Parameters
    ----------
    text : str
        The file.
    identifier : str
        Identifier of the duty.
    rate : float
        Fraction.
    inherited : sequence of mapping
        The parent's measures as they are written.
    """
    own = value_at(read(text), ["measures"], [])
    rank = next(
        (i for i, each in enumerate(own) if isinstance(each, dict) and each.get("id") == identifier), None
    )
    above = next((dict(each) for each in inherited if each.get("id") == identifier), None)
    if rank is None:
        if above is None or above.get("rate") == rate:
            return text
        copy = {key: value for key, value in above.items() if key not in {"title", "source"}}
        return with_entry(text, "measures", copy | {"rate": rate, "source": "assumed"})
    if above is not None and above.get("rate") == rate and _plain(own[rank]) == _plain(above):
        return without(text, ["measures", rank])
    return with_value(text, ["measures", rank, "rate"], rate)


def _plain(measure: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in measure.items() if key not in _WORDS}
