"""Scenario discovery: where, among what was varied, a figure meets a condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.ensemble.analysis.blocks import rows_in_block
from sim.ensemble.analysis.boxes import Flags, Mark, box_of, loosened, rule_of, without_repeats
from sim.ensemble.analysis.libraries import library
from sim.ensemble.analysis.rules import Discovery, Rule
from sim.ensemble.study import Condition, Study
from sim.metrics.axes import Floats

Step: TypeAlias = tuple[str, float, bool]

DEEPEST = 5
SMALLEST_LEAF = 0.02
"""Of all runs."""

LEAST_SCORE = 0.6
"""Below it no rule is given; with few hits, or few others, more is asked: guessing may look as good."""

FOLDS = 5
SEED = 1


def discover(study: Study, condition: Condition) -> Discovery | None:
    """Return the rules that tell runs that meet a condition from the others.

    A shallow tree of decisions parts the levers' space. Its leaves in which the share of hits is at least
    half way between that of all runs and one become rules, which lose the limits that do not matter.

    Returns
    -------
    Discovery or None
        Without rules where no run or every run is a hit, or the levers do not tell (its ``score``). None
        where nothing was varied or no run has the figure.

    Raises
    ------
    MissingLibraryError
        When scikit-learn is not installed.
    """
    names = [each.name for each in study.levers]
    value = pl.col(condition.figure).cast(pl.Float64).fill_nan(None)
    done = study.runs.filter(pl.col("status") == "done").select("case", *names, value.alias("\0value"))
    known = done.drop_nulls("\0value").collect()
    if study.cases < 2 or not names or known.is_empty():
        return None
    hit = _meets(known["\0value"].to_numpy(), condition)
    if hit.all() or not hit.any():
        return Discovery(condition, len(hit), int(hit.sum()), (), np.nan)
    levers = known.select(names)
    columns, values = _columns(study, levers)
    blocks = (known["case"].to_numpy() - 1) // rows_in_block(study)
    score = _score(values, hit, blocks)
    told = score >= _least_score(hit, blocks)
    ways = tuple(_ways(_tree(values, hit), columns, values)) if told else ()
    return Discovery(condition, len(hit), int(hit.sum()), _rules(study, levers, hit, ways), score)


def _rules(
    study: Study, levers: pl.DataFrame, hit: Flags, ways: Sequence[tuple[Step, ...]]
) -> tuple[Rule, ...]:
    choices = {each.name: tuple(str(one) for one in each.values) for each in study.levers if each.is_choice}
    steps = {(column, threshold) for way in ways for column, threshold, _ in way}
    cuts = {name: sorted(at for column, at in steps if column == name) for name in levers.columns}
    marks: dict[str, Sequence[Mark]] = {**cuts, **choices}
    least = (1.0 + hit.mean()) / 2.0
    boxes = (box_of(way, choices) for way in ways)
    leaves = [rule_of(levers, hit, box) for box in boxes]
    found = [loosened(levers, hit, leaf, marks) for leaf in leaves if leaf.density >= least]
    return without_repeats(levers, [rule for rule in found if rule.limits])


def _meets(values: Floats, condition: Condition) -> Flags:
    found: Flags = np.ones(len(values), dtype=bool)
    if condition.below is not None:
        found &= values < condition.below
    if condition.above is not None:
        found &= values > condition.above
    return found


def _columns(study: Study, levers: pl.DataFrame) -> tuple[list[str], Floats]:
    """Names and (N, K) values of what a tree decides by: numbers, and zeros and ones for each choice."""
    found: dict[str, Floats] = {}
    for name in levers.columns:
        lever = study.lever(name)
        if not lever.is_choice:
            found[name] = levers[name].cast(pl.Float64).to_numpy()
        for choice in lever.values if lever.is_choice else ():
            found[f"{name}={choice}"] = (levers[name] == choice).cast(pl.Float64).to_numpy()
    return list(found), np.column_stack(list(found.values()))


def _tree(values: Floats, hit: Flags) -> Any:
    """Return the fitted tree; hits weigh as much as the others together, however rare they are."""
    return (
        library("sklearn.tree")
        .DecisionTreeClassifier(
            max_depth=DEEPEST, min_samples_leaf=SMALLEST_LEAF, class_weight="balanced", random_state=SEED
        )
        .fit(values, hit)
    )


def _score(values: Floats, hit: Flags, blocks: NDArray[np.int64]) -> float:
    """Mean share of hits and of others that trees get right which have not seen their blocks of cases."""
    parts = min(FOLDS, len(np.unique(blocks[hit])), len(np.unique(blocks[~hit])))
    if parts < 2:
        return np.nan
    part, said = _parts(hit, blocks, parts), np.zeros(len(hit), dtype=bool)
    for unseen in (part == each for each in range(parts)):
        said[unseen] = _tree(values[~unseen], hit[~unseen]).predict(values[unseen])
    return float((said[hit].mean() + (~said[~hit]).mean()) / 2.0)


def _least_score(hit: Flags, blocks: NDArray[np.int64]) -> float:
    """Two standard errors above guessing, if that is more; runs of one block count once."""
    kinds = (len(np.unique(blocks[kind])) for kind in (hit, ~hit))
    return max(LEAST_SCORE, 0.5 + 0.5 * float(np.sqrt(sum(1.0 / number for number in kinds))))


def _parts(hit: Flags, blocks: NDArray[np.int64], parts: int) -> NDArray[np.int64]:
    """Part of each run: blocks stay whole, and are dealt out by their hits so that all parts have some."""
    _, block = np.unique(blocks, return_inverse=True)
    hits = np.bincount(block, weights=hit)
    dealt = np.empty(len(hits), dtype=np.int64)
    dealt[np.lexsort((np.random.default_rng(SEED).random(len(hits)), hits))] = np.arange(len(hits)) % parts
    found: NDArray[np.int64] = dealt[block]
    return found


def _ways(tree: Any, columns: list[str], values: Floats) -> Iterator[tuple[Step, ...]]:
    """Yield the way to every leaf."""
    parts = tree.tree_
    pending: list[tuple[int, tuple[Step, ...]]] = [(0, ())]
    while pending:
        node, steps = pending.pop()
        below, above = int(parts.children_left[node]), int(parts.children_right[node])
        if below < 0:
            yield steps
            continue
        place = int(parts.feature[node])
        column, threshold = columns[place], _between(values[:, place], float(parts.threshold[node]))
        pending.append((above, (*steps, (column, threshold, True))))
        pending.append((below, (*steps, (column, threshold, False))))


def _between(values: Floats, threshold: float) -> float:
    """Half way between the values beside a threshold, which the tree knows in single precision only."""
    under = values.astype(np.float32) <= threshold
    return float((values[under].max() + values[~under].min()) / 2.0)
