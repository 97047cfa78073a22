"""What an economy relies on another one for, at face value and through suppliers of suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import IMPORTER, PARTNER, WEEK, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.once import once
from sim.metrics.pairs import PairTable, read_pairs
from sim.records.columns import Table

BALDWIN = (
    "Baldwin, Freeman and Theodorakopoulos (2023), Hidden exposure: measuring US supply chain reliance, "
    "Brookings Papers on Economic Activity, Fall"
)
MEASURES = ("face_value", "look_through", "made_face_value", "made_look_through")


def share_of_foreign(reliance: Floats) -> Floats:
    """Return the share of each source in all that a user relies on abroad.

    Equation (110). ``H_ji / sum_(k != i) H_ki``.

    Parameters
    ----------
    reliance : (N, N, ...) float
        Source, user: reliance in a dollar of cost; home is left out whatever stands there.

    Returns
    -------
    (N, N, ...) float
        Fractions, NaN at home and for a user that relies on nobody.
    """
    home = np.arange(len(reliance))
    abroad = reliance.copy()
    abroad[home, home] = np.nan
    return over(abroad, np.nansum(abroad, axis=0))


def hidden(look_through: Floats, face_value: Floats) -> Floats:
    """Return how many times over a source is relied on, of what is bought of it directly.

    Equation (111). ``H_ji / A_ji``; NaN where nothing is bought directly.
    """
    return over(look_through, face_value)


@once
def read_reliance(evidence: Evidence) -> PairTable:
    """Read who relies on whom, by pair and week."""
    return read_pairs(evidence.run.tables["reliance"], evidence.axes, MEASURES)


def look_through(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the reliance of the economies asked for on every other one, week by week."""
    table = read_reliance(evidence)
    shares = {name: [share_of_foreign(arm) for arm in table[name]] for name in MEASURES}
    frames = []
    for importer in evidence.subjects:
        here = evidence.axes.economy(importer)
        for partner, there in evidence.partners(importer):
            rows = len(table.weeks)
            columns: dict[str, Sequence[object] | Floats] = {
                "importer": [importer] * rows,
                "partner": [partner] * rows,
                "week": table.weeks,
            }
            for name in MEASURES:
                for arm, suffix in enumerate(("", "_reference")):
                    columns[f"{name}{suffix}"] = table[name][arm, there, here]
                    columns[f"{name}_share{suffix}"] = shares[name][arm][there, here]
            columns["hidden"] = hidden(
                *(table[name][0, there, here] for name in ("look_through", "face_value"))
            )
            frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


def top_suppliers(evidence: Evidence) -> pl.DataFrame:
    """Tabulate who supplies most of the manufactured inputs of each manufacturing sector from abroad."""
    sectors = tuple(evidence.run.manifest["world"]["sectors"])
    names = ("made_face_value", "made_look_through")
    detailed = evidence.run.tables["sector_reliance"]
    last = detailed.filter(pl.col("week") == pl.col("week").max())
    table = read_pairs(last, evidence.axes, names, sectors)
    rows = []
    for importer in evidence.subjects:
        here = evidence.axes.economy(importer)
        for place, sector in enumerate(sectors):
            if not sector.startswith("C"):
                continue
            row: list[object] = [importer, sector]
            for arm, name in ((0, names[0]), (0, names[1]), (1, names[0]), (1, names[1])):
                row += _largest(table[name][arm, :, here, place, -1], here, evidence.axes.economies)
            rows.append(row)
    return pl.DataFrame(rows, schema=[each.name for each in _TOP], orient="row")


def _largest(reliance: Floats, here: int, codes: tuple[str, ...]) -> tuple[str | None, float]:
    """Foreign source that is relied on most, and its share of all that is."""
    abroad = np.nan_to_num(reliance)
    abroad[here] = 0.0
    total = float(abroad.sum())
    place = int(abroad.argmax())
    return (codes[place], float(abroad[place]) / total) if total > 0.0 else (None, np.nan)


_WHAT = {
    "face_value": "Inputs bought of the partner directly",
    "look_through": "Output of the partner in all inputs, through whatever chain of suppliers",
    "made_face_value": "Manufactured inputs of manufacturing bought of the partner directly",
    "made_look_through": "Manufactured output of the partner in all inputs of manufacturing",
}

LOOK_THROUGH = Metric(
    question="How much does an economy's production rely on another one, hidden chains included?",
    table=Table(
        "look_through",
        "Reliance of an economy's producers on each partner, in a dollar of cost and as a share of reliance "
        "abroad, by the input-output network of the week.",
        (
            IMPORTER,
            PARTNER,
            WEEK,
            *chain.from_iterable(
                (
                    *arms(name, "fraction of cost", what),
                    *arms(f"{name}_share", "fraction", f"{what}, over that of all foreign partners"),
                )
                for name, what in _WHAT.items()
            ),
            number("hidden", "1", "Look-through over face value"),
        ),
    ),
    compute=look_through,
    equations=(108, 109, 110, 111),
    sources=(BALDWIN,),
)

_TOP = (
    IMPORTER,
    word("sector", "Manufacturing sector whose inputs they are", "code"),
    *chain.from_iterable(
        (
            word(f"{kind}{suffix}", f"Largest foreign supplier of manufactured inputs {how}{when}", "code"),
            number(f"{kind}_share{suffix}", "fraction", "Its share of reliance abroad"),
        )
        for suffix, when in (("", ""), ("_reference", ": without the scenario's measures"))
        for kind, how in (("face_value", "at face value"), ("look_through", "looked through"))
    ),
)

TOP_SUPPLIERS = Metric(
    question="Who supplies most of each manufacturing sector's inputs from abroad, hidden chains included?",
    table=Table(
        "top_suppliers",
        "Largest foreign supplier of manufactured inputs of each manufacturing sector in the last week.",
        _TOP,
    ),
    compute=top_suppliers,
    equations=(109, 110),
    keys=("importer", "sector"),
    sources=(BALDWIN,),
)
