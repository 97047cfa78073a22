"""What every government does and says by the dated measures and statements of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from sim.metrics.evidence import Evidence
from sim.metrics.negotiation.acts import names
from sim.metrics.tariffs import REST

SAID = "said"
SMALLEST_MOVE = 0.0005
"""Average tariffs that move by less than a twentieth of a point are not said to rise or fall."""

_OF_KIND: Mapping[tuple[str, str], str] = {
    ("exemption", "starts"): "exempted",
    ("exemption", "ends"): "exemption_ended",
    ("embargo", "starts"): "barred",
    ("embargo", "ends"): "ban_lifted",
    ("export_control", "starts"): "controlled",
    ("export_control", "ends"): "control_lifted",
    ("anti_circumvention", "starts"): "checked_origin",
    ("anti_circumvention", "ends"): "checks_ended",
}
"""Acts other than tariffs, by kind of measure and event."""

_SCHEMA = {
    "economy": pl.String,
    "date": pl.Date,
    "act": pl.String,
    "toward": pl.String,
    "detail": pl.String,
    "source": pl.String,
}

Row = tuple[str, date, str, str, str, str]


def government_acts(evidence: Evidence) -> pl.DataFrame:
    """List what governments announce, do and say, a row for each government, day, act and side.

    Tariffs that start or end count as raised or lowered by what the average tariff on goods of the other
    side does on the day, base-year customs values as weights; exemptions of the day count as well.

    Returns
    -------
    DataFrame
        economy, date, act (`announced`, `raised`, `lowered`, `exempted`, `exemption_ended`, `barred`,
        `ban_lifted`, `controlled`, `control_lifted`, `checked_origin`, `checks_ended`, `said`), toward (the
        rival's code, or `rest`; empty for who is not one of the two at war), detail (titles), source; by day.
    """
    events = evidence.run.tables["events"].collect().sort("date", "measure", "event")
    rows = [row for code in _actors(events) for row in _of_government(evidence, events, code)]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").sort("date", "economy", "act", "toward")


def _actors(events: pl.DataFrame) -> list[str]:
    """Codes of those who act or speak, each once."""
    return sorted({code for listed in events["actors"].drop_nulls() for code in listed.split(", ") if code})


def _of_government(evidence: Evidence, events: pl.DataFrame, economy: str) -> Iterator[Row]:
    own = events.filter(
        pl.col("actors").map_elements(lambda listed: economy in listed.split(", "), return_dtype=pl.Boolean)
    )
    for side, partners in _sides(evidence, economy).items():
        yield from _moved(evidence, own, economy, side, partners)
    yield from _other_acts(evidence, own, economy)


def _sides(evidence: Evidence, economy: str) -> dict[str, list[str]]:
    """Rival and rest for one of the two at war, everybody for another."""
    pair = (evidence.focus.first, evidence.focus.second)
    others = [code for code in evidence.axes.economies if code != economy]
    if economy not in pair:
        return {"": others}
    rival = pair[1] if economy == pair[0] else pair[0]
    return {rival: [rival], REST: [code for code in others if code != rival]}


def _moved(
    evidence: Evidence, own: pl.DataFrame, economy: str, side: str, partners: list[str]
) -> Iterator[Row]:
    """Days on which tariffs start or end and the average on a side moves, with their titles."""
    of_tariffs = own.filter(
        pl.col("kind") == "tariff", pl.col("event").is_in(["starts", "ends"]), _concerns("exporter", partners)
    )
    moves = _moves_by_day(evidence, economy, partners)
    for (day,), acts in of_tariffs.group_by("date", maintain_order=True):
        move = moves.get(day, 0.0)
        if abs(move) < SMALLEST_MOVE:
            continue
        starting = acts.filter(pl.col("event") == "starts")
        shown, ends = (starting, "") if starting.height else (acts, "ends: ")
        yield (
            economy,
            day,
            "raised" if move > 0.0 else "lowered",
            side,
            f"{ends}{_titles(shown)}",
            _cited(shown),
        )


def _moves_by_day(evidence: Evidence, economy: str, partners: list[str]) -> dict[date, float]:
    """Change of the average tariff on goods of some partners on each day, fixed weights."""
    axes = evidence.axes
    if economy not in axes.economies:
        return {}
    here = axes.economy(economy)
    weight = {code: float(evidence.flows.base_total[axes.economy(code), here]) for code in partners}
    total = sum(weight.values())
    found: dict[date, float] = {}
    days = evidence.run.tables["tariff_days"].filter(pl.col("importer").cast(pl.String) == economy)
    change = pl.col("rate") - pl.col("rate_before")
    for exporter, day, moved in (
        days.select(pl.col("exporter").cast(pl.String), "date", change).collect().rows()
    ):
        if exporter in weight and total > 0.0:
            found[day] = found.get(day, 0.0) + weight[exporter] * moved / total
    return found


def _concerns(column: str, partners: list[str]) -> pl.Expr:
    return pl.col(column).map_elements(
        lambda listed: any(names(listed, code) for code in partners), return_dtype=pl.Boolean
    )


def _titles(acts: pl.DataFrame) -> str:
    return "; ".join(dict.fromkeys(acts["title"]))


def _cited(acts: pl.DataFrame) -> str:
    return "; ".join(dict.fromkeys(source for source in acts["source"] if source))


def _other_acts(evidence: Evidence, own: pl.DataFrame, economy: str) -> Iterator[Row]:
    """Announcements, exemptions, bans, controls and statements: those of a day and side together."""
    sides = _sides(evidence, economy)
    found: dict[tuple[date, str, str], list[int]] = {}
    for place, row in enumerate(own.iter_rows(named=True)):
        plain = row["event"] in {"announced", SAID}
        act = row["event"] if plain else _OF_KIND.get((row["kind"], row["event"]))
        if act is not None:
            found.setdefault((row["date"], act, _side_of(_concerned(row), sides)), []).append(place)
    for (day, act, side), places in found.items():
        yield economy, day, act, side, _titles(own[places]), _cited(own[places])


def _concerned(row: Mapping[str, str]) -> tuple[str, ...]:
    """Whom an act is about: who sells, who buys where exports are controlled, both sides of what is said."""
    if row["kind"] == "export_control":
        return (row["importer"],)
    return (row["importer"], row["exporter"]) if row["event"] == SAID else (row["exporter"],)


def _side_of(concerned: tuple[str, ...], sides: Mapping[str, list[str]]) -> str:
    """The rival where it is among those concerned, else all others, members of merged economies included."""
    *before, last = sides
    named = (side for side in before for listed in concerned for code in sides[side] if names(listed, code))
    return next(named, last)
