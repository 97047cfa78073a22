"""Average tariffs of a scenario as stepped lines, worked out from its measures without a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.economy.bans import BanSchedule
from sim.economy.base import build_base
from sim.economy.belligerents import belligerents
from sim.economy.tariffs import TariffSchedule
from sim.report.drawing import plain
from sim.report.drawing.charts import end_labels, label_margin, narrow_weeks
from sim.report.drawing.theme import base_layout, colour
from sim.report.drawing.wording import Names, capitalised, day_in_words, listed, percent
from sim.scenario.governments import SCRIPTED
from sim.scenario.schema import Scenario, WorldChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.world import World

HEIGHT = 340
_PLOT_HEIGHT = 290
_USUAL_PAIR = ("USA", "CHN")
_MOST_OTHERS = 4
_SMALL_MOVE = 0.0005
_SMALL_SHARE = 0.0005


@dataclass(frozen=True)
class Timeline:
    """What the measures of a scenario come to.

    ``figure`` is plain data for Plotly, ``title`` a finding, ``notes`` what the lines do not show, ``pair``
    the two economies whose tariffs on each other rise most, ``names`` those of all economies.
    """

    figure: dict[str, Any]
    title: str
    notes: tuple[str, ...]
    pair: tuple[str, str]
    names: dict[str, str]


def timeline(scenario: Scenario, own: Sequence[str] = ()) -> Timeline:
    """Draw average tariffs: of the two main economies on each other, and of pairs that ``own`` measures tax.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    own : sequence of str
        Identifiers of measures whose pairs are drawn as well.
    """
    world = _base(scenario.world.model_dump_json())
    schedule = TariffSchedule(world, scenario.measures)
    first_day = scenario.horizon.start
    last_day = scenario.horizon.mondays()[-1] + timedelta(days=6)
    one, two = _pair(schedule, first_day, last_day)
    pairs = [(one, two), (two, one)]
    pairs += [pair for pair in _taxed_by(scenario, own, world) if pair not in pairs][:_MOST_OTHERS]
    names = Names(dict(zip(world.economies, world.economy_names, strict=True)), {})
    figure = _figure(schedule, pairs, (first_day, last_day), names)
    levels = [(schedule.average(*pair, first_day), schedule.average(*pair, last_day)) for pair in pairs[:2]]
    notes = (*_barred(world, scenario, (one, two), last_day, names), *_deciding(scenario, names))
    return Timeline(
        figure, _title(names, (one, two), levels, last_day), notes, (one, two), dict(names.economies)
    )


@lru_cache(maxsize=8)
def _base(choice: str) -> World:
    """World of a choice, kept because the choice seldom changes from one edit to the next."""
    return build_base(Scenario(name="base", world=WorldChoice.model_validate_json(choice)))


def _pair(schedule: TariffSchedule, first: date, last: date) -> tuple[str, str]:
    """Choose the two whose tariffs on each other rise most at any time, as the page of a run does.

    Without any rise: the United States and China when the world has both.
    """
    world = schedule.world
    days = [day for day in schedule.changes if first < day <= last]
    highest = np.max([schedule.at(first), *(schedule.at(day) for day in days)], axis=0)
    if not np.any(highest > world.base_tariff) and set(_USUAL_PAIR) <= set(world.economies):
        return _USUAL_PAIR
    places = belligerents(world, highest)
    value = (np.where(world.is_goods, world.customs_value, 0.0) * (highest - world.base_tariff)).sum(axis=2)
    one, two = places if value[places[::-1]] >= value[places] else places[::-1]
    return world.economies[one], world.economies[two]


def _taxed_by(scenario: Scenario, own: Sequence[str], world: World) -> list[tuple[str, str]]:
    apart = set(world.economies)
    found = [
        (importer, exporter)
        for measure in scenario.measures
        if measure.id in own
        for importer in measure.importer
        for exporter in measure.exporter
        if {importer, exporter} <= apart and importer != exporter
    ]
    return list(dict.fromkeys(found))


def _figure(
    schedule: TariffSchedule, pairs: Sequence[tuple[str, str]], span: tuple[date, date], names: Names
) -> dict[str, Any]:
    days = [span[0], *(day for day in schedule.changes if span[0] < day <= span[1])]
    traces, ends, top = [], [], 0.0
    for place, (importer, exporter) in enumerate(pairs):
        rates = [100.0 * schedule.average(importer, exporter, day) for day in days]
        name = f"{names.label(importer)} on {names.label(exporter)}"
        top = max(top, *rates)
        last = percent(rates[-1] / 100.0)
        ends.append((rates[-1], f"{name} {last}", last, colour(importer)))
        line = {"color": colour(importer), "width": 3, "shape": "hv"}
        if place > 1:
            line |= {"width": 1.8, "dash": "4px,3px"}
        hover = f"{name}: %{{y:.1f}}%<extra></extra>"
        x, y = [*days, span[1]], [*rates, rates[-1]]
        traces.append(plain.Scatter(x=x, y=y, name=name, mode="lines", line=line, hovertemplate=hover))
    high = max(top * 1.16, 5.0)
    weeks = (span[1] - span[0]).days // 7
    layout = base_layout(
        HEIGHT,
        margin={"r": label_margin(ends), "t": 14},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "%-d %b %Y", "range": list(span)}
        | narrow_weeks([span[0]] * weeks),
        yaxis={"range": [0, high], "ticksuffix": "%", "nticks": 6},
        annotations=end_labels(ends, 0.0, high, _PLOT_HEIGHT),
    )
    return {"data": traces, "layout": layout}


def _title(names: Names, pair: tuple[str, str], levels: Sequence[tuple[float, float]], last_day: date) -> str:
    one, two = (names.phrase(code) for code in pair)
    moved = [abs(after - before) >= _SMALL_MOVE for before, after in levels]
    ours, theirs = (percent(after) for _, after in levels)
    if not any(moved):
        return (
            f"Tariffs between {one} and {two} are on {day_in_words(last_day)} what they were at the start: "
            f"{ours} and {theirs}"
        )
    taxed = f"{one} taxes goods from {two} at {ours} on average, {two} those from {one} at {theirs}"
    return f"On {day_in_words(last_day)} {taxed}"


def _barred(world: World, scenario: Scenario, pair: tuple[str, str], day: date, names: Names) -> list[str]:
    bans = BanSchedule(world, scenario.measures)
    said = []
    for importer, exporter in (pair, pair[::-1]):
        share = bans.average(importer, exporter, day)
        if share > _SMALL_SHARE:
            goods = f"{percent(share)} of the goods from {names.phrase(exporter)}"
            said.append(f"At the end {goods} may not go to {names.phrase(importer)}.")
    return said


def _deciding(scenario: Scenario, names: Names) -> list[str]:
    deciding = [code for code, each in scenario.governments.items() if each.policy != SCRIPTED]
    if not deciding:
        return []
    verb = "decides for itself" if len(deciding) == 1 else "decide for themselves"
    who = capitalised(listed([names.phrase(code) for code in deciding]))
    return [f"{who} {verb} in a run; the chart shows the script alone."]
