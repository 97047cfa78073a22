"""A finished run with its metrics and charts at hand, for notebooks and scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from sim.metrics import Metrics, compute_metrics
from sim.records.reading import Run
from sim.records.reading import read_run as read_records
from sim.report.charts import Charts
from sim.report.facts import Facts
from sim.report.glance.findings import findings


@dataclass(frozen=True, eq=False, repr=False)
class FinishedRun(Run):
    """One finished run: its tables, what they say, and how that looks.

    >>> run = read_run("results/impasse_145_125/...")  # doctest: +SKIP
    >>> run.metrics.frame("decoupling_index")  # doctest: +SKIP
    >>> run.charts.tariff_timeline()  # doctest: +SKIP
    """

    @cached_property
    def metrics(self) -> Metrics:
        """Every metric of the run, each computed when it is first asked for."""
        return compute_metrics(self)

    @cached_property
    def facts(self) -> Facts:
        """What the charts and sentences of the run are made from."""
        return Facts(self.metrics)

    @cached_property
    def charts(self) -> Charts:
        """Every chart of the report as a function that returns a Plotly figure."""
        return Charts(self.facts)

    def __repr__(self) -> str:
        """Name the run; what it found takes half a second and is for notebooks."""
        return self._line()

    def _repr_html_(self) -> str:
        """Name the run, what it found, and where its page is."""
        found = findings(self.metrics.headline, self.facts.names)
        items = "".join(f"<li><b>{escape(each.topic)}.</b> {escape(each.text)}</li>" for each in found)
        page = self.folder / "report.html"
        where = f"<p>Page: <code>{escape(str(page))}</code></p>" if page.is_file() else ""
        return f"<p>{escape(self._line())}</p><ol>{items}</ol>{where}"

    def _line(self) -> str:
        horizon = self.manifest["horizon"]
        return (
            f"Run of {self.manifest['name']}, seed {self.manifest['seed']}: {horizon['weeks']} weeks from "
            f"{horizon['start']}, in {self.folder}"
        )


def read_run(folder: str | Path, *, check: bool = True) -> FinishedRun:
    """Open a results folder.

    Parameters
    ----------
    folder : str or Path
        The folder.
    check : bool
        Compare the tables with the checksums in the manifest.

    Raises
    ------
    sim.records.reading.NotARunError
        When the folder, its manifest or its tables do not exist or the manifest is not that of a run.
    sim.records.reading.AlteredRunError
        When the manifest or a table is not what the run wrote.
    """
    found = read_records(folder, check=check)
    return FinishedRun(found.folder, found.manifest, found.tables)
