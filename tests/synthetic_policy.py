"""Tables of dated policy of a small made-up run: events, and tariffs by day."""

from datetime import timedelta

import polars as pl

from sim.records.tables import TABLES

BEFORE = 0.2


def policy_frames(codes, steps):
    """One measure a step; the tariff of every pair it names rises by its points on the day."""
    events = [
        {
            "date": day,
            "week": day - timedelta(days=day.weekday()),
            "event": "starts",
            "measure": f"m{i}",
            "kind": "tariff",
            "actors": importer,
            "importer": importer,
            "exporter": exporter or "all",
            "title": title,
            "source": "made up for tests",
        }
        for i, (day, importer, exporter, _, title) in enumerate(steps)
    ]
    rate, moves = {}, []
    for day, importer, exporter, points, _ in steps:
        for code in codes:
            if code == exporter or (exporter is None and code != importer):
                before = rate.get((importer, code), BEFORE)
                rate[importer, code] = before + points
                moves.append((importer, code, day, before, before + points))
    return {
        "events": pl.DataFrame(events, schema=TABLES["events"].schema),
        "tariff_days": pl.DataFrame(moves, schema=TABLES["tariff_days"].schema, orient="row"),
    }
