"""What stands beside a table: question, columns, units, method, data, licence, and the run to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from sim.metrics.declaration import Metric
from sim.records.columns import Column
from sim.records.repeating import command_of

if TYPE_CHECKING:
    from sim.metrics.computing import Metrics

PROGRAM = "tradewar-sim"
EQUATIONS_IN = "docs/model.md"

LICENCE = {
    "name": "MIT",
    "path": "https://opensource.org/license/mit",
    "title": "The program. Figures derive from the sources named here, each under its own terms.",
}

_TYPES: Mapping[Any, str] = {pl.String: "string", pl.Date: "date", pl.Boolean: "boolean"}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def metadata(metrics: Metrics, metric: Metric, ending: str) -> dict[str, Any]:
    """Describe the file of a metric, in the words of a Frictionless tabular data resource.

    Parameters
    ----------
    metrics : Metrics
        All metrics of the run.
    metric : Metric
        The one that the file holds.
    ending : str
        ``csv`` or ``parquet``.

    Returns
    -------
    dict
        Plain data for JSON; the same for the same run.
    """
    evidence = metrics.evidence
    name = metric.file(evidence)
    subject = metric.subject(evidence)
    return {
        "profile": "tabular-data-resource",
        "name": name.lower(),
        "path": f"{name}.{ending}",
        "title": metric.table.description,
        "question": metric.question,
        **({"about": subject} if subject else {}),
        "format": ending,
        "mediatype": _MEDIA[ending],
        **({"encoding": "utf-8"} if ending == "csv" else {}),
        "schema": {
            "fields": [_field(each) for each in metric.table.columns],
            "primaryKey": [each.name for each in metric.key_columns],
            "missingValues": [""],
        },
        "equations": {"document": EQUATIONS_IN, "numbers": list(metric.equations)},
        "references": list(metric.sources),
        **about_the_run(metrics, f"table {name}"),
    }


def about_the_run(metrics: Metrics, what: str) -> dict[str, Any]:
    """Describe the run that a file is of: data, licence, what repeats it, how to cite it."""
    manifest = metrics.evidence.run.manifest
    version = program(manifest)
    asked = ("name", "title", "scenario_hash", "data_hash", "seed", "replication")
    run = {key: manifest.get(key) for key in asked}
    # Not the manifest's: what else a run was asked to keep changes no metric.
    run["command"] = command_of(
        manifest["seed"],
        manifest.get("replication", 1),
        manifest.get("parameters", {}).get("ensemble.replications", 1),
    )
    settings = metrics.evidence.settings
    question = f"scenario {str(run['scenario_hash'])[:16]}, seed {run['seed']}"
    return {
        "sources": [_source(each) for each in manifest.get("data_sources", ())],
        "licenses": [LICENCE],
        "run": {"program": version, **run},
        "choices": {
            "economies": list(settings.economies),
            "blocs": {name: list(members) for name, members in settings.blocs.items()},
            "weights": dict(settings.weights),
        },
        "citation": f"{version}: {run['name']}, {question}, {what}. Repeated by: {run['command']}",
    }


def program(manifest: Mapping[str, Any]) -> str:
    """Name and version of the program that made a run."""
    return f"{PROGRAM} {manifest.get('versions', {}).get(PROGRAM, '(unknown version)')}"


def _field(column: Column) -> dict[str, str]:
    dtype = pl.DataType.from_python(column.dtype) if isinstance(column.dtype, str) else column.dtype
    kind = _TYPES.get(dtype) or ("integer" if dtype.is_integer() else "number")
    return {"name": column.name, "type": kind, "unit": column.unit, "description": column.meaning}


def _source(source: Mapping[str, str]) -> dict[str, str]:
    told = {"title": f"{source['organisation']} ({source['year']}). {source['title']}"}
    return told | ({"path": source["url"]} if source["url"] else {}) | {"terms": source["terms"]}
