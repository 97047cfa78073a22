"""Everything that the page shows of a draft, worked out from its text in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.explore.draft import Draft, examined, parent_of
from sim.explore.headline_tariffs import headline_tariff
from sim.explore.levers import values
from sim.explore.measure_rows import rows
from sim.explore.timeline_chart import Timeline, timeline
from sim.explore.yaml_text import UnchangeableError, read, value_at
from sim.scenario.schema import identified

if TYPE_CHECKING:
    from sim.scenario.diagnostics import Diagnostic
    from sim.scenario.schema import Scenario

SIDES = ("first", "second")
_USUAL_PAIR = ("USA", "CHN")


@dataclass(frozen=True)
class Side:
    """A side of the war: what it is called, and the duty that carries it, if there is one."""

    importer: str
    exporter: str
    identifier: str | None
    rate: float | None


@dataclass(frozen=True)
class Picture:
    """What a draft says.

    Parameters
    ----------
    scenario : Scenario or None
        The resolved scenario when it can be run.
    diagnostics : tuple of Diagnostic
        Findings, in the order of the files.
    levers : dict or None
        Figures of the controls; None when the text cannot be read.
    rows : list of dict
        Measures that the text itself writes.
    inherited : list of dict
        ``id`` and ``label`` of the parent's measures.
    dropped : list of str
        Those of the parent's measures and statements that the text leaves out.
    sides : dict
        The two sides by name; empty when the scenario cannot be run.
    timeline : Timeline or None
        The tariffs when the scenario can be run.
    """

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]
    levers: dict[str, Any] | None
    rows: list[dict[str, str]]
    inherited: list[dict[str, str]]
    dropped: list[str]
    sides: dict[str, Side]
    timeline: Timeline | None

    @property
    def pair(self) -> tuple[str, str]:
        """Economies of the two sides; the United States and China while nothing is known."""
        return self.timeline.pair if self.timeline is not None else _USUAL_PAIR


def picture(draft: Draft) -> Picture:
    """Work out what a draft says, as far as it can be read."""
    found = examined(draft)
    try:
        content = read(draft.text)
    except UnchangeableError:
        return Picture(None, found.diagnostics, None, [], [], [], {}, None)
    parent, _ = parent_of(draft)
    written = rows(content)
    drops = value_at(content, ["drop_measures"], [])
    drawn, sides = None, {}
    if found.scenario is not None:
        drawn = timeline(found.scenario, [row["id"] for row in written if row["id"]])
        sides = _sides(found.scenario, parent, drawn.pair)
    return Picture(
        scenario=found.scenario,
        diagnostics=found.diagnostics,
        levers=values(content, parent),
        rows=written,
        inherited=_inherited(parent),
        dropped=[str(each) for each in drops] if isinstance(drops, list) else [str(drops)],
        sides=sides,
        timeline=drawn,
    )


def _inherited(parent: Scenario) -> list[dict[str, str]]:
    ordered = sorted(identified(parent.measures), key=lambda each: (each.start, each.id))
    return [{"id": each.id, "label": f"{each.start.isoformat()}  {each.one_line}"} for each in ordered]


def _sides(scenario: Scenario, parent: Scenario, pair: tuple[str, str]) -> dict[str, Side]:
    """Duties of the two sides: those of the parent as the scenario has them, also when lowered."""
    found = {}
    for name, (importer, exporter) in zip(SIDES, (pair, pair[::-1]), strict=True):
        usual = headline_tariff(parent, importer, exporter)
        duty = headline_tariff(scenario, importer, exporter, "" if usual is None else usual.id)
        identifier, rate = (None, None) if duty is None else (duty.id, float(duty.rate))
        found[name] = Side(importer, exporter, identifier, rate)
    return found
