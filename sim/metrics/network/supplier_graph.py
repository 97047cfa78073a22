"""Who supplies whom, firm by firm, for the largest buyers of a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.metrics.axes import SERVICES, Floats, Integers
from sim.metrics.declaration import ECONOMY, GROUP, count, number, word
from sim.records.columns import Table
from sim.records.reading import Run
from sim.records.relationship_tables import RELATIONSHIPS
from sim.records.tables import ARMS, SCENARIO_ARM
from sim.records.trade_graph import known, monday_of, weeks_of

if TYPE_CHECKING:
    import networkx

PRODUCER = "producer"

DEGREES = Table(
    "degrees",
    "Firms of a graph of suppliers: with how many they deal, and for how much.",
    (
        word("firm", "Economy, product group, and number of the producer or `distributors`"),
        ECONOMY,
        GROUP,
        word("kind", "`producer`, or `distributors`: all of the market"),
        count("suppliers", "Firms of the graph that supply it"),
        count("buyers", "Firms of the graph that buy from it"),
        number("spending", "USD mn a week", "What it spends on them, duty included"),
        number("sales", "USD mn a week", "What they spend on it, duty included"),
    ),
)


def supplier_graph(
    run: Run,
    week: date | str | int,
    economies: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    firms: int = 200,
    arm: str = SCENARIO_ARM,
) -> networkx.DiGraph:
    """Return the largest buyers of a snapshot and all their suppliers as a graph from supplier to buyer.

    Parameters
    ----------
    run : Run
        A run with snapshots of its relationships.
    week : date, str or int
        A day of the week, as a date or written ``2025-04-07``, or the number of the week: 0 is the base, 1
        the first week, -1 the last snapshot.
    economies : sequence of str, optional
        Where buyers are; anywhere if not given.
    groups : sequence of str, optional
        What they buy; all goods, without services, if not given. Only these purchases are in the graph.
    firms : int
        How many buyers to keep, those that spend most.
    arm : str
        ``scenario`` or ``reference``.

    Returns
    -------
    networkx.DiGraph
        A node is a firm, with ``economy``, ``group`` (what it makes, or sells if it distributes) and ``kind``
        (``producer``, or ``distributors``: all of a market, who buy as one); buyers stand first, the largest
        ahead, then suppliers. An edge carries ``spending``, USD million a week, duty included. All attributes
        are plain words and numbers.

    Raises
    ------
    ValueError
        If the run has no snapshots, or not of that week; if an economy, group or arm does not exist; if not
        even one firm is to be kept.
    """
    import networkx  # noqa: PLC0415 - slow to import, and needed here only

    if RELATIONSHIPS.name not in run.tables:
        raise ValueError("the run keeps no relationships (hint: `tradewar run --snapshots 0,26` writes them)")
    if firms < 1:
        raise ValueError(f"{firms} firms make no graph (hint: 200 is the usual number)")
    world = run.manifest["world"]
    table = run.tables[RELATIONSHIPS.name]
    monday = _snapshot(table, week, weeks_of(run))
    wanted = (pl.col("week") == monday) & (pl.col("arm") == known("arm", arm, ARMS))
    for column, what, chosen, there in (
        ("destination", "economy", economies, world["economies"]),
        ("group", "group", groups or [each for each in world["groups"] if each != SERVICES], world["groups"]),
    ):
        if chosen is not None:
            wanted &= pl.col(column).cast(pl.String).is_in([known(what, code, there) for code in chosen])
    bought = _of_largest(_purchases(table.filter(wanted & (pl.col("spending") > 0.0))), firms)
    graph = networkx.DiGraph(run=str(run.manifest["name"]), week=monday.isoformat(), arm=arm)
    for firm, economy, group, kind in bought.select("buyer", "economy", "makes", "kind").iter_rows():
        graph.add_node(firm, economy=economy, group=group, kind=kind)
    for supplier, economy, group in bought.select("supplier", "origin", "group").iter_rows():
        graph.add_node(supplier, economy=economy, group=group, kind=PRODUCER)
    for supplier, buyer, spending in bought.select("supplier", "buyer", "spending").iter_rows():
        graph.add_edge(supplier, buyer, spending=spending)
    return graph


def degree_table(graph: networkx.DiGraph) -> pl.DataFrame:
    """Return with how many firms each firm of the graph deals and for how much, in the order of the graph.

    Buyers that were chosen have all their suppliers in the graph; suppliers have only the buyers that were
    chosen.

    Parameters
    ----------
    graph : networkx.DiGraph
        As :func:`supplier_graph` returns it.

    Returns
    -------
    DataFrame
        The columns of :data:`DEGREES`.
    """
    rows = [
        (
            firm,
            about["economy"],
            about["group"],
            about["kind"],
            graph.in_degree(firm),
            graph.out_degree(firm),
            float(graph.in_degree(firm, weight="spending")),
            float(graph.out_degree(firm, weight="spending")),
        )
        for firm, about in graph.nodes(data=True)
    ]
    return pl.DataFrame(rows, schema=DEGREES.schema, orient="row")


def _snapshot(table: pl.LazyFrame, week: date | str | int, weeks: list[date]) -> date:
    """Monday of a week that there is a snapshot of; that of the base is before the first week."""
    written = table.select(pl.col("week").unique().sort()).collect()["week"].to_list()
    simulated = [weeks[0] - timedelta(weeks=1), *weeks]
    number = {monday: at for at, monday in enumerate(simulated)}
    monday = written[-1] if week == -1 else monday_of(week, simulated, first=0)
    if monday not in written:
        there_are = ", ".join(str(number[each]) for each in written)
        raise ValueError(f"there is no snapshot of week {number[monday]} (hint: there are of {there_are})")
    return monday


def _purchases(rows: pl.LazyFrame) -> pl.DataFrame:
    """Relationships as they are stored, firms named as in the graph."""
    pooled = pl.col("buyer").is_null()
    makes = pl.when(pooled).then(pl.col("group")).otherwise(pl.col("buyer_group")).cast(pl.String)
    kind, number = (pl.col(name).cast(pl.String) for name in ("buyer_kind", "buyer"))
    who = pl.when(pooled).then(kind).otherwise(number)
    origin, group, economy = (pl.col(name).cast(pl.String) for name in ("origin", "group", "destination"))
    return rows.select(
        pl.concat_str(origin, group, "supplier", separator=" ").alias("supplier"),
        origin,
        group,
        pl.concat_str(economy, makes, who, separator=" ").alias("buyer"),
        economy.alias("economy"),
        makes.alias("makes"),
        kind.alias("kind"),
        pl.col("spending").cast(pl.Float64),
    ).collect()


def _of_largest(bought: pl.DataFrame, firms: int) -> pl.DataFrame:
    """A row for each supplier of the buyers that spend most, the largest ahead; ties as they are stored."""
    buyer, _, total = _totals(bought["buyer"], bought["spending"])
    rank = np.empty(len(total), dtype=np.int64)
    rank[np.argsort(-total, kind="stable")] = np.arange(len(total))
    kept = bought.with_columns(pl.Series("rank", rank[buyer])).filter(pl.col("rank") < firms)
    pair = kept.select(pl.struct("supplier", "buyer")).to_series()
    _, first, spending = _totals(pair, kept["spending"])
    each = kept.select(pl.all().gather(first)).with_columns(pl.Series("spending", spending))
    return each.sort("rank", maintain_order=True)


def _totals(keys: pl.Series, values: pl.Series) -> tuple[Integers, Integers, Floats]:
    """Number of each row's key, row of the first of each, and sums by key, in the order of first rows.

    Summed in NumPy over rows as they are stored: the bytes of a Polars group sum depend on its threads.
    """
    numbered = pl.DataFrame({"key": keys}).with_row_index("row")
    first = numbered.select(pl.col("row").min().over("key"))["row"].to_numpy().astype(np.int64)
    rows, number = np.unique(first, return_inverse=True)
    total: Floats = np.bincount(number, values.to_numpy(), len(rows)).astype(np.float64)
    return number.astype(np.int64), rows, total
