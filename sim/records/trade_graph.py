"""Trade in a week as a graph of economies, for networkx, Gephi and the like."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.records.columns import DESTINATION, ORIGIN, Column, Table, value
from sim.records.tables import ARMS, SCENARIO_ARM
from sim.records.whole_files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx

    from sim.records.reading import Run

ALL_GOODS = "goods"
"""What a graph says that it holds where no product group was asked for."""

_SERVICES = "services"
_MEASURES = ("customs_value", "duty", "tariff", "quantity_index")

EDGES = Table(
    "edges",
    "Flows of a graph of trade, one row each.",
    (
        Column(ORIGIN.name, pl.String, ORIGIN.unit, ORIGIN.description),
        Column(DESTINATION.name, pl.String, DESTINATION.unit, DESTINATION.description),
        value("customs_value", "USD mn a week", "Value before duty of the goods that arrive"),
        value("duty", "USD mn a week", "Tariff charged on arrival"),
        value("tariff", "fraction", "Duty over customs value"),
        value("quantity_index", "base = 1", "Customs value over the base, deflated; of a single group"),
    ),
)
"""What :func:`write_edges` writes."""


def trade_graph(
    run: Run,
    week: date | str | int,
    group: str | None = None,
    arm: str = SCENARIO_ARM,
    home: bool = False,
) -> networkx.DiGraph:
    """Return the flows of a week as a directed graph from seller to buyer.

    Parameters
    ----------
    run : Run
        The run.
    week : date, str or int
        A day of the week, as a date or written ``2025-04-07``, or the number of the week: 1 is the first one,
        -1 the last.
    group : str, optional
        Product group; all goods together, without services, where none is given.
    arm : str
        ``scenario`` or ``reference``.
    home : bool
        Whether to keep what an economy sells at home, as an edge from it to itself.

    Returns
    -------
    networkx.DiGraph
        Every economy of the run is a node, with its ``name``. An edge is a flow above zero, with
        ``customs_value`` and ``duty`` (USD million a week), ``tariff`` (duty over customs value, a fraction)
        and, where a group is given, ``quantity_index`` (base = 1). The graph's attributes say which ``run``,
        ``week`` (its Monday), ``arm`` and ``group`` it holds. All attributes are plain words and numbers.

    Raises
    ------
    ValueError
        If the run has no such week, group or arm; the message says what there is.
    """
    import networkx  # noqa: PLC0415 - opening a run need not wait for it

    world = run.manifest["world"]
    monday = monday_of(week, weeks_of(run))
    known("group", group or ALL_GOODS, [*world["groups"], ALL_GOODS])
    flows = _flows(run, monday, None if group == ALL_GOODS else group, known("arm", arm, ARMS), home)
    graph = networkx.DiGraph(
        run=str(run.manifest["name"]), week=monday.isoformat(), arm=arm, group=group or ALL_GOODS
    )
    graph.add_nodes_from((code, {"name": name}) for code, name in world["economies"].items())
    measures = [name for name in _MEASURES if name in flows.columns]
    for origin, destination, *figures in flows.select("origin", "destination", *measures).iter_rows():
        graph.add_edge(origin, destination, **dict(zip(measures, figures, strict=True)))
    return graph


def edge_table(graph: networkx.DiGraph) -> pl.DataFrame:
    """Return the edges of a graph of trade as a table of the declared columns, in the order of the graph."""
    rows = [(origin, destination, figures) for origin, destination, figures in graph.edges(data=True)]
    columns = {
        "origin": [origin for origin, _, _ in rows],
        "destination": [destination for _, destination, _ in rows],
    }
    measures = {name: [figures.get(name) for _, _, figures in rows] for name in _MEASURES}
    return pl.DataFrame(columns | measures, schema=EDGES.schema)


def write_edges(graph: networkx.DiGraph, path: str | Path) -> None:
    """Write the edges of a graph of trade as Parquet, with the columns of :data:`EDGES`."""
    with whole_file(Path(path)) as temporary:
        edge_table(graph).write_parquet(temporary)


def write_graphml(graph: networkx.DiGraph, path: str | Path) -> None:
    """Write a graph as GraphML, which Gephi, Cytoscape, igraph and networkx read."""
    import networkx  # noqa: PLC0415 - opening a run need not wait for it

    with whole_file(Path(path)) as temporary:
        networkx.write_graphml_xml(graph, str(temporary))


def weeks_of(run: Run) -> list[date]:
    """Mondays of the weeks of a run, in order."""
    weeks = run.tables["welfare"].select(pl.col("week").unique().sort()).collect()
    mondays: list[date] = weeks["week"].to_list()
    return mondays


def monday_of(week: date | str | int, weeks: list[date], first: int = 1) -> date:
    """Return the Monday that a week named by a day or by its number begins with.

    Parameters
    ----------
    week : date, str or int
        A day, as a date or in ISO form, or the number of a week; -1 is the last.
    weeks : list of date
        Mondays that there are.
    first : int
        Number of the first of them.

    Raises
    ------
    ValueError
        If there is no such week.
    """
    last = first + len(weeks) - 1
    there_are = f"weeks {first} to {last}, {weeks[0]} to {weeks[-1]}"
    if isinstance(week, int):
        if first <= week <= last:
            return weeks[week - first]
        if -len(weeks) <= week < 0:
            return weeks[week]
        raise ValueError(f"there is no week {week} (hint: {there_are}; -1 is the last)")
    try:
        day = date.fromisoformat(week) if isinstance(week, str) else week
    except ValueError:
        raise ValueError(f"`{week}` is no date (hint: {there_are})") from None
    monday = date(day.year, day.month, day.day) - timedelta(days=day.weekday())
    if monday not in weeks:
        raise ValueError(f"there is no week of {day} (hint: {there_are})")
    return monday


def known(what: str, code: str, there: Iterable[str]) -> str:
    """Return a code that is there; raises ``ValueError`` with all that are for any other."""
    codes = list(there)
    if code not in codes:
        raise ValueError(f"there is no {what} `{code}` (hint: {', '.join(codes)})")
    return code


def _flows(run: Run, monday: date, group: str | None, arm: str, home: bool) -> pl.DataFrame:
    """Flows above zero of one group, or summed over goods."""
    wanted = (pl.col("week") == monday) & (pl.col("arm") == arm)
    wanted &= (pl.col("group") == group) if group else (pl.col("group") != _SERVICES)
    if not home:
        wanted &= pl.col("origin").cast(pl.String) != pl.col("destination").cast(pl.String)
    measures = ["customs_value", "duty", *(["quantity_index"] if group else [])]
    keys = pl.col("origin", "destination").cast(pl.String)
    rows = run.tables["trade"].filter(wanted).select(keys, pl.col(measures).cast(pl.Float64)).collect()
    return _summed(rows, measures, list(run.manifest["world"]["economies"]))


def _summed(rows: pl.DataFrame, measures: list[str], economies: list[str]) -> pl.DataFrame:
    """Sums by pair in the order of the economies, added as rows are stored: the same every time."""
    place = {code: at for at, code in enumerate(economies)}
    origin, destination = (
        np.array([place[code] for code in rows[name]], dtype=np.int64) for name in ("origin", "destination")
    )
    pair = origin * len(economies) + destination
    total = {name: np.bincount(pair, rows[name].to_numpy(), len(economies) ** 2) for name in measures}
    there = np.flatnonzero(total["customs_value"] > 0.0)
    columns = {
        "origin": [economies[at] for at in there // len(economies)],
        "destination": [economies[at] for at in there % len(economies)],
        **{name: values[there] for name, values in total.items()},
    }
    return pl.DataFrame(columns).with_columns(tariff=pl.col("duty") / pl.col("customs_value"))
