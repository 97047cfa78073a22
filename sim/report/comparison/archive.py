"""The data of a comparison in one file that travels inside the page."""

from __future__ import annotations

import polars as pl

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.inputs import folder_name
from sim.report.comparison.ranking import ranking
from sim.report.page.archive import files_of, zip_address

_DIGITS = 5
_COLUMNS = ("low", "middle", "high")


def comparison_archive(comparison: Comparison) -> str:
    """Pack a zip into a data URI: ranking, paths, and manifest and scenario file of each scenario."""
    content = {
        "ranking.csv": ranking(comparison).write_csv(float_precision=9).encode(),
        "paths.csv": paths(comparison).write_csv().encode(),
    }
    for each in comparison.competitors:
        for name, file in files_of(each.members[0].run).items():
            content[f"{folder_name(each)}/{name}"] = file
    return zip_address(content)


def paths(comparison: Comparison) -> pl.DataFrame:
    """Tabulate the paths that the page draws: quantiles over draws by scenario, series, basis and week."""
    pair = {comparison.first, comparison.second, ""}
    frames = [
        each.draws.spread.filter(pl.col("economy").is_in(pair)).with_columns(scenario=pl.lit(each.label))
        for each in comparison.competitors
    ]
    several = any(each.draws.number > 1 for each in comparison.competitors)
    columns = _COLUMNS if several else ["middle"]
    return (
        pl.concat(frames)
        .select("scenario", "series", "economy", "basis", "week", *columns)
        .with_columns(pl.selectors.float().round_sig_figs(_DIGITS))
    )
