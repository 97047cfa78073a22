"""The command ``tradewar metrics``: what a finished run says, as tables, files or a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from sim.commands.options import AsJson, BadUsageError, Overrides, Switch, overrides_of
from sim.exit_codes import OK

if TYPE_CHECKING:
    import polars as pl

    from sim.metrics import Metrics
    from sim.records.reading import Run

ROWS_ON_SCREEN = 40


def metrics(
    run: Path,
    /,
    *names: str,
    out: Path | None = None,
    format_: Annotated[Literal["csv", "parquet", "iamc"], Parameter(name="--format")] = "csv",
    force: Annotated[bool, Switch] = False,
    set_: Overrides = (),
    graph: str | None = None,
    group: str | None = None,
    arm: Literal["scenario", "reference"] = "scenario",
    as_json: AsJson = False,
) -> int:
    """List the metrics of a run, print some of them, or write them to files.

    Parameters
    ----------
    run
        Results folder of a run.
    names
        Metrics to print or to write; without any, those that the run has are listed, or all are written.
    out
        Folder to write to: a table of each metric, with a JSON file of what it is beside it.
    format_
        Format of what is written; iamc is one long table of all, as IAMC models exchange it.
    force
        Replace files that exist.
    set_
        Choice about metrics as key=value, keys as under `metrics` of a scenario; may be repeated.
    graph
        Week whose network of trade to write to the folder, as GraphML and as a list of edges: a day in it, or
        its number from 1 on.
    group
        Product group of the network; all goods together if left out.
    arm
        Whether the network is that of the scenario or of its reference.
    as_json
        Print JSON.
    """
    from sim.records.reading import read_run

    _check_usage(out, format_, graph, group)
    opened = _with_choices(read_run(run), overrides_of(set_))
    if graph is not None and out is not None:
        _write_graph(opened, out, graph, group, arm, force)
        if not names:
            return OK
    from sim.metrics import compute_metrics

    found = compute_metrics(opened)
    chosen = [_known(found, name) for name in names]
    if out is not None:
        _write(found, out, chosen or list(found.applicable), format_, force)
    elif format_ == "iamc":
        from sim.metrics.exchange.iamc import iamc_table

        sys.stdout.write(iamc_table(found, chosen or None).write_csv())
    elif chosen:
        _print({name: found.frame(name) for name in chosen}, as_json)
    else:
        _list(found, as_json)
    return OK


def _check_usage(out: Path | None, format_: str, graph: str | None, group: str | None) -> None:
    if format_ == "parquet" and out is None:
        raise BadUsageError("--format parquet: goes to files only (hint: --out DIR)")
    if graph is not None and out is None:
        raise BadUsageError(f"--graph {graph}: goes to files only (hint: --out DIR)")
    if group is not None and graph is None:
        raise BadUsageError(f"--group {group}: of which week? (hint: --graph 2025-06-02)")


def _with_choices(run: Run, overrides: Mapping[str, str]) -> Run:
    """Lay choices over those that the run was made with."""
    if not overrides:
        return run
    from sim.scenario.chosen_afterwards import choices_afterwards

    before, economies = run.manifest.get("metrics", {}), run.manifest["world"]["economies"]
    choices = choices_afterwards(before, overrides, economies)
    return replace(run, manifest={**run.manifest, "metrics": choices.plain})


def _known(found: Metrics, name: str) -> str:
    """Name in the catalogue of a metric that is asked for by that name or by its file's."""
    from sim.metrics.catalogue import METRICS
    from sim.world.suggestion import unknown

    names = {each.file(found.evidence): key for key, each in found.applicable.items()}
    names |= {key: key for key in found.applicable}
    if name in names:
        return names[name]
    if name in METRICS:
        raise BadUsageError(f"{name}: not a metric of this run (hint: tradewar metrics RUN lists those)")
    raise BadUsageError(unknown("metric", name, names))


def _write(found: Metrics, out: Path, chosen: list[str], format_: str, force: bool) -> None:
    if format_ == "iamc":
        from sim.metrics.exchange.iamc import write_iamc

        print(write_iamc(found, out, chosen, force=force))
        return
    from sim.metrics.exchange.csv_files import write_tables

    ending: Literal["csv", "parquet"] = "parquet" if format_ == "parquet" else "csv"
    for path in write_tables(found, out, chosen, ending, force=force):
        print(path)


def _write_graph(run: Run, out: Path, week: str, group: str | None, arm: str, force: bool) -> None:
    from sim.metrics.exchange.csv_files import refuse_existing
    from sim.records.trade_graph import trade_graph, write_edges, write_graphml

    try:
        network = trade_graph(run, int(week) if week.lstrip("-").isdecimal() else week, group, arm)
    except ValueError as error:
        raise BadUsageError(str(error)) from error
    stem = "_".join(("trade", *(network.graph[part] for part in ("group", "arm", "week"))))
    paths = out / f"{stem}.graphml", out / f"{stem}.parquet"
    refuse_existing(paths, force)
    out.mkdir(parents=True, exist_ok=True)
    write_graphml(network, paths[0])
    write_edges(network, paths[1])
    for path in paths:
        print(path)


def _list(found: Metrics, as_json: bool) -> None:
    from sim.commands.printing import print_rows

    rows: list[dict[str, Any]] = []
    for name, each in found.applicable.items():
        equations = list(each.equations) if as_json else ", ".join(f"({number})" for number in each.equations)
        told = {"name": name, "rows": found.frame(name).height, "equations": equations}
        rows.append({**told, "question": each.question})
    print_rows(rows, as_json)


def _print(frames: Mapping[str, pl.DataFrame], as_json: bool) -> None:
    """Print tables: for people on a terminal, as CSV elsewhere, with an empty line between two of them."""
    if as_json:
        print(json.dumps({name: frame.to_dicts() for name, frame in frames.items()}, indent=2, default=str))
        return
    for place, (name, frame) in enumerate(frames.items()):
        if place:
            print()
        if sys.stdout.isatty():
            _print_on_terminal(name, frame)
        else:
            sys.stdout.write(frame.write_csv())


def _print_on_terminal(name: str, frame: pl.DataFrame) -> None:
    from sim.commands.printing import print_rows

    shown = frame.head(ROWS_ON_SCREEN)
    print_rows([_readable(row) for row in shown.iter_rows(named=True)], as_json=False)
    if shown.height < frame.height:
        left = f"{name}: {shown.height} of {frame.height:,} rows"
        print(f"{left} (hint: --out DIR, or a pipe, has all)", file=sys.stderr)


def _readable(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: _as_text(value) for name, value in row.items()}


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.5g}" if isinstance(value, float) else str(value)
