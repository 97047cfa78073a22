"""Draws of one scenario in the table of runs that a sweep of one case leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from sim.ensemble.plan.plan import Plan
from sim.ensemble.plan.schema import Listed, Sweep
from sim.ensemble.store.columns import BY_WEEK, DONE, DRAWN
from sim.ensemble.study import NotAStudyError, Study, read_study
from sim.metrics.axes import Floats
from sim.metrics.kept_draws import ELASTICITIES, Uncertain, chance, question
from sim.records.reading import Run
from sim.scenario.diagnostics import Place
from sim.scenario.document import Entry
from sim.scenario.schema import Scenario

DRAWS = "draws"
"""Folder of the draws, beside that of the one that is written in full."""

_RUN, _REFERENCE = BY_WEEK


def plan_of_draws(scenario: Scenario) -> Plan:
    """Return the sweep of one case that makes the draws of a scenario, with their figures by week.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    """
    texts = {key: getattr(scenario, key) for key in ("name", "title", "question", "description")}
    design = Listed(kind="list", cases=({},))
    sweep = Sweep(**texts, scenario=scenario.name, design=design, paths=True)
    # Nothing is laid over the one case, so that no key of a file is ever looked for.
    return Plan(sweep, (), Entry(Place(scenario.name), {}), scenario, {})


class StoredDraws:
    """Draws in a table of runs; a series is read from it when it is asked for.

    Parameters
    ----------
    study : Study
        A finished sweep of one case that keeps paths. Draws that failed are none.
    """

    def __init__(self, study: Study) -> None:
        self._study, self._manifest = study, study.manifest
        self._done = study.done

    @property
    def question(self) -> str:
        """What they ask, whatever their seed."""
        return str(self._manifest["question_hash"])

    @cached_property
    def chances(self) -> tuple[tuple[int, int], ...]:
        """Seed and number of the replication of each draw."""
        seed = int(self._manifest["seed"])
        return tuple((seed, number) for number in self._done["replication"].to_list())

    @property
    def weeks(self) -> tuple[date, ...]:
        """Mondays."""
        return self._study.weeks

    @property
    def pair(self) -> tuple[str, str]:
        """The two economies that they are about."""
        first, second = self._manifest["pair"]
        return str(first), str(second)

    @property
    def digest(self) -> str:
        """Hash of the table."""
        return str(self._manifest["outputs"]["runs.parquet"])

    @cached_property
    def uncertain(self) -> Uncertain:
        """What was drawn beside the firms."""
        names = {name.removeprefix(DRAWN) for name in self._done.columns if name.startswith(DRAWN)}
        sets = self._done[f"{DRAWN}{ELASTICITIES}"].drop_nulls() if ELASTICITIES in names else ()
        return Uncertain(frozenset(names - {ELASTICITIES}), frozenset(map(str, sets)))

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Name and economy of every series."""
        names = self._study.runs.collect_schema().names()
        series = (name.removeprefix(_RUN) for name in names if name.startswith(_RUN))
        return tuple((name, economy) for name, _, economy in (each.partition(".") for each in series))

    def arms(self, key: tuple[str, str]) -> tuple[Floats, Floats]:
        """Return the (D, W) paths of a series in the run and without the measures.

        NaN in weeks in which supply chains were not looked through.
        """
        name = ".".join(filter(None, key))
        columns = [f"{_RUN}{name}", f"{_REFERENCE}{name}"]
        done = self._study.runs.filter(pl.col("status") == DONE)
        found = done.select("case", "replication", *columns).collect()
        run, reference = (_by_week(found[column], len(self._study.weeks)) for column in columns)
        return run, reference

    def figure(self, name: str) -> Sequence[float | None]:
        """Return a key figure of each draw."""
        if name not in self._done.columns:
            return [None] * self._done.height
        return self._done[name].to_list()


def draws_beside(run: Run) -> StoredDraws | None:
    """Return the draws of a run's scenario and seed that lie beside its folder; None where there are none."""
    folder = run.folder.resolve().parent / DRAWS
    try:
        study = read_study(folder)
    except NotAStudyError:
        return None
    if not _belongs(study.manifest, run):
        return None
    found = StoredDraws(study)
    return found if found.chances else None


def _belongs(manifest: Mapping[str, Any], run: Run) -> bool:
    asked = question(run), chance(run)[0], run.manifest["data_hash"]
    return asked == tuple(manifest.get(key) for key in ("question_hash", "seed", "data_hash"))


def _by_week(lists: pl.Series, weeks: int) -> Floats:
    values = lists.explode().cast(pl.Float64).to_numpy()
    found: Floats = np.asarray(values).reshape(len(lists), weeks)
    return found
