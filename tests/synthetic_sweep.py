"""A tiny plan whose runs cost nothing but what they are told to: figures out of NumPy, by case and draw.

Runs can be told to fail, to die, to wait, and to write down that they were made.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from sim.ensemble import models
from sim.ensemble.execution.provenance import provenance
from sim.ensemble.jobs import Case, Job, Outcome
from sim.ensemble.store.folder import SweepFolder
from sim.ensemble.store.runs_table import columns_of, rows_of, write_runs
from sim.ensemble.study import Figure
from sim.scenario.schema import Scenario
from sim.sweeping import manifest_of

FIGURES = (Figure("trade", "Trade", "change", long_run=True), Figure("loss", "Loss", "percent", asked=False))


class Toy:
    """A model: its scenario carries what becomes of a run."""

    def figures(self, scenario):
        return FIGURES

    def run(self, scenario, replication, paths):
        told = Told(**dict(part.split("=", 1) for part in scenario.name_of_toy.split(";")))
        return told.outcome(replication, paths)


@dataclass
class Told:
    """What a run is told, as text."""

    rate: str
    policy: str
    seconds: str = "0"
    fate: str = ""
    diary: str = ""

    def outcome(self, replication, paths):
        if self.diary:
            with Path(self.diary).open("a") as diary:
                diary.write(f"{self.rate} {self.policy} {replication} {os.getpid()}\n")
        time.sleep(float(self.seconds))
        if self.fate == "fails":
            raise ValueError(f"no rest at {Path('/some/where/file.yaml')}\n{object()!r}")
        if self.fate == "too much":
            raise MemoryError
        once = Path(self.diary + ".once")
        if self.fate == "dies" or (self.fate == "dies once" and not once.exists()):
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        chance = np.random.default_rng([replication, int(1000 * float(self.rate)), len(self.policy)])
        weeks = chance.normal(size=5)
        weeks[0] = np.nan
        loss = None if self.policy == "none" else float(chance.normal())
        figures = {"trade": float(chance.normal()), "trade.long_run": float(self.rate), "loss": loss}
        return Outcome(figures, {"path.trade": weeks, "reference.trade": weeks * 0} if paths else {})


MODEL = Toy()
models._Models._modules = {**models._Models._modules, "toy": __name__}


@dataclass(frozen=True)
class ToyPlan:
    """Rates times policies, some draws each; fates by number of the case."""

    rates: tuple[float, ...] = (0.0, 0.25, 0.5)
    policies: tuple[str, ...] = ("none", "tit_for_tat")
    replications: int = 2
    paths: bool = True
    seconds: float = 0.0
    fates: dict[int, str] = field(default_factory=dict)
    diary: str = ""
    model: str = "toy"

    @property
    def cases(self):
        return len(self.rates) * len(self.policies)

    @property
    def identity(self):
        told = (self.rates, self.policies, self.replications, self.paths)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def __len__(self):
        return self.cases * self.replications

    def job(self, number):
        case, replication = divmod(number - 1, self.replications)
        rate, policy = divmod(case, len(self.policies))
        values = {"rate": self.rates[rate], "policy": self.policies[policy]}
        return Job(Case(case + 1, values, {}), replication + 1)

    def scenario(self, job):
        fate = self.fates.get(job.case.number, "")
        if fate == "is no scenario":
            raise ValueError("no such economy")
        values = job.case.values
        told = f"rate={values['rate']};policy={values['policy']};seconds={self.seconds}"
        scenario = ToyScenario(name=f"toy_{values['policy']}_{round(1000 * values['rate'])}")
        scenario._told = f"{told};fate={fate};diary={self.diary}"
        return scenario

    def drawn(self, job):
        return {"behaviour.hazard": job.replication / 8} if job.replication > 1 else {}

    def facts(self):
        ends, none = {"low": 0.0, "high": 1.0}, {"low": None, "high": None}
        levers = (
            {"name": "rate", "title": "Rate", "unit": "share", **ends, "values": [*self.rates]},
            {"name": "policy", "title": "Policy", "unit": "number", **none, "values": [*self.policies]},
        )
        texts = dict.fromkeys(("title", "question", "description"), "")
        return {"name": "toy", **texts, "scenario": "toy", "model": "toy"} | {
            "design": {"kind": "grid"},
            "cases": self.cases,
            "replications": self.replications,
            "levers": [each | {"logarithmic": False} for each in levers],
            "figures": [dataclasses.asdict(each) for each in FIGURES],
            "discoveries": [],
            "weeks": [],
        }


class ToyScenario(Scenario):
    """A scenario that carries what a toy is told beside what it asks."""

    _told: str = ""

    @property
    def name_of_toy(self):
        return self._told


def folder_of(plan, path, shard=None):
    """Return the folder of a plan with the manifest that the command gives it."""
    from sim.ensemble.execution.sweeping import WHOLE

    return SweepFolder(path, manifest_of(plan, provenance(), "tradewar sweep toy", shard or WHOLE))


def contents(folder):
    """Bytes of all that does not depend on when and how runs were made."""
    names = ("ensemble.json", "runs.parquet", "runs.csv")
    return {name: (folder / name).read_bytes() for name in names}


def table_out_of_parts(folder, rows):
    """Write 2,500 made-up runs in parts of so many rows and return the hash of the table out of them."""
    chance = np.random.default_rng(1)
    frame = pl.DataFrame(
        {
            "case": np.arange(2500) // 2 + 1,
            "replication": np.arange(2500) % 2 + 1,
            "status": ["done"] * 2500,
            "trade": chance.normal(size=2500),
            "path.trade": pl.Series(chance.normal(size=(2500, 104)).tolist(), dtype=pl.List(pl.Float64)),
        }
    ).with_columns(pl.when(pl.col("trade") > 0.0).then(pl.lit("tit_for_tat")).alias("policy"))
    folder.mkdir()
    files = [folder / f"{number}.parquet" for number in range(-(-2500 // rows))]
    for place, file in zip(chance.permutation(len(files)), files, strict=True):
        frame.slice(place * rows, rows).write_parquet(file)
    facts = ToyPlan().facts()
    write_runs(rows_of(files, columns_of(files, facts)), folder / "runs.parquet")
    return hashlib.sha256((folder / "runs.parquet").read_bytes()).hexdigest()
