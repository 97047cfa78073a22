"""Whether trade falls apart: modularity of given blocs and of communities found, and who lies between."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.metrics.axes import Floats, Integers
from sim.metrics.declaration import ECONOMY, WEEK, Metric, arms, count, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.network.blocs import abroad, blocs_of, share_between, weekly_abroad
from sim.records.columns import Column, Table

EVERY_WEEKS = 4
"""Communities are looked for every fourth week up to the last."""

SEARCHES = 8
"""Searches for the communities of a table that has few weeks of which one could help the other."""


def modularity(flows: Floats, label: Integers) -> Floats:
    """Return how much more economies trade within their groups than their sizes would have it.

    Equation (123). ``Q = sum_od (w_od / 2m - k_o k_d / (2m)^2) [c_o = c_d]`` with
    ``w_od = M_od + M_do``, ``k_o = sum_d w_od`` and ``2m = sum_o k_o``: the share of trade within groups,
    less what it would be if partners were drawn by size.

    Parameters
    ----------
    flows : (..., N, N) float
        Trade by origin and destination, in any unit; sales at home do not count.
    label : (..., N) int
        Number of the group of each economy.

    Returns
    -------
    (...) float
        Below one; zero when all are in one group, NaN without any trade.
    """
    weight = _both_ways(flows)
    degree = weight.sum(axis=-1)
    trade = degree.sum(axis=-1)
    same = label[..., :, None] == label[..., None, :]
    within = np.asarray((weight * same).sum(axis=(-2, -1)))
    by_size = np.asarray((degree[..., :, None] * degree[..., None, :] * same).sum(axis=(-2, -1)))
    trade = np.where(trade > 0.0, trade, np.nan)
    found: Floats = within / trade - by_size / trade**2
    return found


def find_communities(flows: Floats, searches: int = 1) -> Integers:
    """Return the groups of economies for which modularity is highest, in each week.

    ``c* = argmax_c Q(c)`` over partitions that the method of Blondel, Guillaume, Lambiotte and Lefebvre
    (2008) finds, each search taking economies in an order of its own. What is found in one week is tried in
    all, since a single search often misses the best.

    Parameters
    ----------
    flows : (W, N, N) float
        Trade by week, origin and destination, in any unit; sales at home do not count.
    searches : int
        Searches in each week.

    Returns
    -------
    (W, N) int
        Number of the community of each economy, counted in the order of their first members. Without any
        trade everyone is alone.
    """
    weights = np.repeat(_both_ways(flows), searches, axis=0)
    found = np.array([_search(weight, seed) for seed, weight in enumerate(weights)], dtype=np.int64)
    partitions = np.unique(found.reshape(-1, flows.shape[-1]), axis=0)
    quality = np.array([modularity(flows, partition) for partition in partitions])
    best: Integers = partitions[np.nan_to_num(quality, nan=-1.0).argmax(axis=0)]
    best[np.isnan(quality[0])] = np.arange(flows.shape[-1])
    return best


def strength_share(flows: Floats) -> Floats:
    """Return the share of each economy in the trade of all, exports and imports together.

    Equation (124). ``k_n / 2m``, with ``k`` and ``m`` as in modularity.

    Parameters
    ----------
    flows : (..., N, N) float
        Trade by origin and destination, in any unit; sales at home do not count.

    Returns
    -------
    (..., N) float
        Fractions that sum to one; NaN without any trade.
    """
    degree = _both_ways(flows).sum(axis=-1)
    trade = np.broadcast_to(degree.sum(axis=-1, keepdims=True), degree.shape)
    share: Floats = np.divide(degree, trade, out=np.full(degree.shape, np.nan), where=trade > 0.0)
    return share


def betweenness(flows: Floats) -> Floats:
    """Return how often an economy lies on the shortest way between two others.

    Equation (125). ``B_n = sum_(o, d != n) s_od(n) / s_od / ((N - 1)(N - 2))``: of the shortest ways
    from ``o`` to ``d``, the part that leads over ``n``, a step being as long as one over its flow (Freeman
    1977).

    Parameters
    ----------
    flows : (N, N) float
        Trade by origin and destination, in any unit; sales at home do not count.

    Returns
    -------
    (N,) float
        Fractions; zero with fewer than three economies.
    """
    import networkx  # noqa: PLC0415 - slow to import, and needed here only

    crossing = abroad(flows)
    ends = np.nonzero(crossing > 0.0)
    graph = _graph(networkx.DiGraph(), len(crossing), 1.0 / crossing[ends], ends)
    found = networkx.betweenness_centrality(graph, weight="weight")
    return np.array([found[node] for node in range(len(crossing))], dtype=np.float64)


def _both_ways(flows: Floats) -> Floats:
    crossing = abroad(flows)
    both: Floats = crossing + crossing.swapaxes(-1, -2)
    return both


def _search(weight: Floats, seed: int) -> list[int]:
    import networkx  # noqa: PLC0415 - slow to import, and needed here only

    ends = np.nonzero(np.triu(weight))
    graph = _graph(networkx.Graph(), len(weight), weight[ends], ends)
    communities = sorted(networkx.community.louvain_communities(graph, seed=seed), key=min)
    number_of = {node: number for number, members in enumerate(communities) for node in members}
    return [number_of[node] for node in range(len(weight))]


def _graph(graph: Any, economies: int, weight: Floats, ends: tuple[NDArray[np.intp], ...]) -> Any:
    graph.add_nodes_from(range(economies))
    graph.add_weighted_edges_from(zip(*(end.tolist() for end in ends), weight.tolist(), strict=True))
    return graph


def bloc_modularity(evidence: Evidence) -> pl.DataFrame:
    """Tabulate modularity and trade between blocs, week by week."""
    blocs, flows = blocs_of(evidence), weekly_abroad(evidence)
    quality = modularity(flows, blocs.label)
    share = share_between(flows, blocs.between) if len(blocs.names) > 1 else np.full(quality.shape, np.nan)
    columns = {
        "week": evidence.axes.weeks,
        "modularity": quality[0],
        "modularity_reference": quality[1],
        "share_between": share[0],
        "share_between_reference": share[1],
    }
    return pl.DataFrame(columns)


def communities(evidence: Evidence) -> pl.DataFrame:
    """Tabulate communities found in the flows of every fourth week."""
    weeks = evidence.axes.weeks
    chosen = np.arange(len(weeks) - 1, -1, -EVERY_WEEKS)[::-1]
    flows = weekly_abroad(evidence)[:, chosen]
    label = find_communities(flows.reshape(-1, *flows.shape[2:])).reshape(flows.shape[:3])
    quality = modularity(flows, label)
    first, second = (evidence.axes.economy(code) for code in (evidence.focus.first, evidence.focus.second))
    columns: dict[str, Any] = {"week": [weeks[at] for at in chosen]}
    for arm, ending in enumerate(("", "_reference")):
        columns[f"modularity{ending}"] = quality[arm]
        columns[f"communities{ending}"] = label[arm].max(axis=1) + 1
        columns[f"together{ending}"] = label[arm, :, first] == label[arm, :, second]
    return pl.DataFrame(columns)


def community_members(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the community of each economy, named for its member that trades most in the base."""
    flows = evidence.flows
    moments = np.stack([flows.base_total, *flows.closing_total, flows.benchmark_total])
    size, codes = strength_share(flows.base_total), evidence.axes.economies
    columns: dict[str, Any] = {"economy": codes, "bloc": blocs_of(evidence).bloc}
    names = ("community_base", "community", "community_reference", "benchmark_community")
    for name, label in zip(names, find_communities(moments, SEARCHES), strict=True):
        largest = [max(np.flatnonzero(label == number), key=lambda at: size[at]) for number in label]
        columns[name] = [codes[at] for at in largest]
    return pl.DataFrame(columns)


def centrality(evidence: Evidence) -> pl.DataFrame:
    """Tabulate who trades most and who lies between others, at the end."""
    closing, long_run = evidence.flows.closing_total, evidence.flows.benchmark_total
    share = strength_share(closing)
    between, reference = (betweenness(arm) for arm in closing)
    columns = {
        "economy": evidence.axes.economies,
        "strength_share": share[0],
        "strength_share_reference": share[1],
        "betweenness": between,
        "betweenness_reference": reference,
        "betweenness_change": between - reference,
        "benchmark_betweenness": betweenness(long_run),
    }
    return pl.DataFrame(columns)


_NEWMAN = "Newman (2006), Modularity and community structure in networks, PNAS 103(23)"
_BLONDEL = (
    "Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large networks, "
    "Journal of Statistical Mechanics P10008"
)

MODULARITY = Metric(
    question="Does trade keep to blocs more than the size of their members would have it?",
    table=Table(
        "modularity",
        "Modularity of trade in goods for the given blocs; economies in none are by themselves.",
        (
            WEEK,
            *arms("modularity", "1", "Share of trade within blocs less that expected by size"),
            *arms("share_between", "fraction", "Goods that pass between blocs over all that cross a border"),
        ),
    ),
    compute=bloc_modularity,
    equations=(122, 123),
    sources=(_NEWMAN,),
)

COMMUNITIES = Metric(
    question="Into which communities does trade fall of itself, and are the two at war in one?",
    table=Table(
        "communities",
        "Communities found in trade in goods, every fourth week up to the last.",
        (
            WEEK,
            *arms("modularity", "1", "Highest modularity found"),
            count("communities", "Communities found"),
            count("communities_reference", "Communities found in the reference"),
            Column("together", pl.Boolean, "", "Whether the two main economies are in one"),
            Column("together_reference", pl.Boolean, "", "The same in the reference"),
        ),
    ),
    compute=communities,
    equations=(123,),
    sources=(_NEWMAN, _BLONDEL),
    on_request=True,
)

COMMUNITY_MEMBERS = Metric(
    question="Who is in which community of trade?",
    table=Table(
        "community_members",
        "Communities found in trade in goods, each named for its member that trades most in the base.",
        (
            ECONOMY,
            word("bloc", "Bloc that it is given to; empty for none"),
            word("community_base", "Community in the base", "code"),
            word("community", "Community in the last four weeks", "code"),
            word("community_reference", "The same in the reference", "code"),
            word("benchmark_community", "Community in the long run without frictions", "code"),
        ),
    ),
    compute=community_members,
    equations=(123,),
    sources=(_NEWMAN, _BLONDEL),
    keys=("economy",),
    on_request=True,
)

CENTRALITY = Metric(
    question="Who lies between others in trade, and does the war make connectors?",
    table=Table(
        "centrality",
        "Strength and betweenness of economies in trade in goods, last four weeks.",
        (
            ECONOMY,
            *arms("strength_share", "fraction", "Exports and imports over those of all economies"),
            *arms("betweenness", "fraction", "Shortest ways of others over it, a step being 1 / flow"),
            number("betweenness_change", "fraction", "Run less reference"),
            number("benchmark_betweenness", "fraction", "The same in the long run without frictions"),
        ),
    ),
    compute=centrality,
    equations=(124, 125),
    sources=("Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1)",),
    on_request=True,
)
