"""What the command line prints: progress, tables, a run in a few lines, tariffs explained."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    import polars as pl

    from sim.metrics import Headline
    from sim.metrics.draws import Draws
    from sim.records.arms import Progress as Told
    from sim.records.reading import Run
    from sim.report.drawing.wording import Names
    from sim.scenario.schema import Scenario
    from sim.world.provenance import TableRecord


@contextmanager
def weekly_progress(name: str, quiet: bool) -> Iterator[Told | None]:
    """Show a bar on a terminal's stderr while weeks are simulated; nothing elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(arm: str, done: int, weeks: int) -> None:
            if arm not in tasks or done == 1:
                unit = {"bargains": "draws", "again": "runs"}.get(arm, "weeks")
                tasks[arm] = bar.add_task(f"{name}: {arm}, {unit}", total=weeks)
            bar.update(tasks[arm], completed=done)

        yield told


def print_rows(rows: Sequence[Mapping[str, Any]], as_json: bool, numbers: bool = False) -> None:
    """Print rows as a plain table or as JSON; nothing is cut off when the output is not a terminal.

    Parameters
    ----------
    rows : sequence of mapping
        The rows; the first one names the columns.
    as_json : bool
        Print JSON.
    numbers : bool
        Whether all columns but the first hold numbers, which are set to the right.
    """
    if as_json:
        print(json.dumps(list(rows), indent=2, ensure_ascii=False, default=str))
        return
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(rows[0] if rows else ()):
        table.add_column(name, overflow="fold", justify="right" if numbers and place else "left")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    with console.capture() as printed:
        console.print(table)
    print("\n".join(line.rstrip() for line in printed.get().splitlines()))


def print_profile(timings: Mapping[str, Any], weeks: int) -> None:
    """Print where the time of a run went: first by phase of the step, then the parts around the arms.

    Parameters
    ----------
    timings : mapping
        ``timings`` of the run's manifest, seconds.
    weeks : int
        Simulated weeks of each arm.
    """
    arms: Mapping[str, Mapping[str, float]] = timings["by_phase"]
    parts = {name: seconds for name, seconds in timings.items() if name != "by_phase"}
    whole = sum(parts.values())
    rows = []
    for name in next(iter(arms.values())):
        seconds = sum(arm[name] for arm in arms.values())
        by_arm = {f"{arm} s": f"{by_phase[name]:.3f}" for arm, by_phase in arms.items()}
        rows.append(_share_of_time(name, seconds, whole, by_arm, f"{1e3 * seconds / weeks / len(arms):.2f}"))
    blank = {f"{arm} s": "" for arm in arms}
    around = {name: seconds for name, seconds in parts.items() if name not in arms}
    around["other"] = whole - sum(around.values()) - sum(sum(arm.values()) for arm in arms.values())
    rows += [_share_of_time(name, seconds, whole, blank) for name, seconds in around.items()]
    print_rows([*rows, _share_of_time("whole", whole, whole, blank)], as_json=False, numbers=True)


def _share_of_time(
    name: str, seconds: float, whole: float, by_arm: Mapping[str, str], per_week: str = ""
) -> dict[str, str]:
    share = {"seconds": f"{seconds:.3f}", "ms a week": per_week, "share": f"{seconds / whole:.1%}"}
    return {"part": name, **by_arm, **share}


def print_table_record(record: TableRecord, as_json: bool) -> None:
    """Print what a base table holds, where it comes from and its first rows."""
    from sim.world.provenance import preview

    if as_json:
        print(json.dumps(asdict(record), indent=2, ensure_ascii=False))
        return
    print(f"{record.path}: {record.title} ({record.tag})")
    if record.notes:
        print(record.notes)
    print_rows([asdict(field) for field in record.fields], as_json=False)
    for source in record.sources:
        print(f"source: {source.organisation} ({source.year}), {source.title}. {source.terms}")
    print_rows(preview(record.path).to_dicts(), as_json=False)


def print_summary(run: Run, head: Headline, draws: Draws | None = None) -> None:
    """Print what a run found, in the words of its report, and the range of its headline over draws.

    Parameters
    ----------
    run : Run
        The run.
    head : Headline
        Its headline figures.
    draws : Draws, optional
        Draws of its scenario, its own among them.
    """
    from sim.report.drawing.wording import Names
    from sim.report.glance.findings import findings

    world = run.manifest["world"]
    names = Names(world["economies"], world["groups"])
    for finding in findings(head, names):
        print(f"{finding.topic}: {finding.text}")
    if draws is not None:
        print(f"Draws: {_ranges(draws, head, names)}")


def _ranges(draws: Draws, head: Headline, names: Names) -> str:
    """Say between which values the headline figures lie in 90 % of the draws."""
    from sim.report.drawing.draw_words import draws_in_words
    from sim.report.drawing.wording import billions, listed, percent

    first, second = names.phrase(head.first), names.phrase(head.second)
    asked = {
        f"goods trade between {first} and {second} changes by": ("trade", ""),
        f"consumer prices in {first} change by": ("consumer_prices", head.first),
        f"real consumption in {first} changes by": ("welfare", head.first),
        f"tariff revenue of {first} changes by": ("revenue", head.first),
    }
    told = []
    for what, key in asked.items():
        ends = draws.closing(*key)
        if ends is None:
            continue
        money = key[0] == "revenue"
        low, high = (billions(end, signed=True) if money else percent(end, signed=True) for end in ends)
        extent = low if low == high else f"{low} to {high}"
        told.append(f"{what} USD {extent} bn a year" if money else f"{what} {extent}")
    return f"in 90% of {draws_in_words(draws)} {listed(told)}."


def print_explanation(scenario: Scenario, as_json: bool) -> None:
    """Print every step of the average tariff of each pair, and the averages by week."""
    from sim.economy.bans import BanSchedule
    from sim.economy.base import build_base
    from sim.economy.tariff_steps import ban_steps, tariff_spells, tariff_steps, tariff_weeks
    from sim.economy.tariffs import TariffSchedule

    schedule = TariffSchedule(build_base(scenario), scenario.measures)
    bans = ban_steps(BanSchedule(schedule.world, scenario.measures))
    steps, weeks = tariff_steps(schedule), tariff_weeks(schedule, scenario.horizon.mondays())
    base = scenario.world.base
    said = [
        {"date": each.date.isoformat(), "speaker": each.speaker, "says": each.says, "what": each.one_line}
        for each in sorted(scenario.statements, key=lambda each: (each.date, each.id))
    ]
    if as_json:
        told = {"name": scenario.name, "weights": f"customs values of {base}", "statements": said}
        tables = {"steps": steps.to_dicts(), "weeks": weeks.to_dicts(), "bans": bans.to_dicts()}
        print(json.dumps(told | tables, indent=2, ensure_ascii=False, default=str))
        return
    print(f"{scenario.name}: average tariff on goods, weights: customs values of the base year {base}")
    if steps.is_empty():
        print("No measure changes a tariff.")
    else:
        print("\nBy date, with the measures that begin (+) or cease (-)")
        print_rows(_in_percent(steps), as_json=False)
        print("\nBy week (mean over its days)")
        print_rows(_in_percent(tariff_spells(weeks)), as_json=False)
    if not bans.is_empty():
        print("\nShare of a pair's goods that is barred, by date, with the bans that begin (+) or cease (-)")
        print_rows(_in_percent(bans), as_json=False)
    if said:
        print("\nWhat was said about tariffs to come")
        print_rows(said, as_json=False)


def _in_percent(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rates = {"before", "after", "average"}
    return [
        {name: f"{value:.1%}" if name in rates else value for name, value in row.items()}
        for row in frame.iter_rows(named=True)
    ]
