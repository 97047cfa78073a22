"""A made-up standoff of the United States and China: forty weeks, drawn from the fifteenth on."""

from __future__ import annotations

from datetime import date

import polars as pl

FIRST_DRAWN = 14
_TURNS = {
    0: "peace", 4: "escalation", 14: "embargo", 15: "stalemate", 17: "back_channel", 18: "truce", 31: "deal",
}  # fmt: skip
_WHAT = {
    4: "a tariff is raised",
    14: "both rates reach embargo level",
    15: "both stop raising",
    16: "second drops its precondition",
    17: "officials open a channel",
    18: "ministers meet; a truce is agreed",
    31: "leaders meet, prepared by officials; leaders settle",
}
_SAID = {
    ("USA", 15): "claims",
    ("USA", 16): "claims",
    ("USA", 17): "claims",
    ("CHN", 15): "denies",
    ("CHN", 17): "denies",
}
_DRAWS = (  # economy, weeks to truce, to deal, first mover, on whose terms
    ("agents", 4, 17, "CHN", "both"),
    ("pools", 4, 20, "CHN", "both"),
    ("pools", 2, 10, "CHN", "both"),
    ("pools", 4, None, "USA", "CHN"),
    ("pools", None, None, "", ""),
)


def standoff_frames(mondays):
    """Return the three tables of governments that decide."""
    sides = (("USA", "CHN", 0.01), ("CHN", "USA", 0.02))
    weeks = [
        {
            "economy": economy,
            "rival": rival,
            "week": monday,
            "state": _TURNS[max(turn for turn in _TURNS if turn <= week)],
            "what": _WHAT.get(week, ""),
            "precondition": "full_cancellation" if economy == "CHN" and week < 16 else "mutual",
            "rate": 0.0 if week < 13 else 1.25 if week < 18 else 0.1,
            "pressure": step * week,
            "audience": 2 * step * week,
            "cost": 3 * step * week,
            "yields": 0.1,
            "said": _SAID.get((economy, week), ""),
            "talking": week == 17,
            "drawn": week >= FIRST_DRAWN,
        }
        for economy, rival, step in sides
        for week, monday in enumerate(mondays)
    ]
    return {
        "negotiations": pl.DataFrame(weeks),
        "exemptions": pl.DataFrame(_exemptions()),
        "outcomes": pl.DataFrame(_outcomes()),
    }


def _exemptions():
    rows = (
        ("USA", "CHN", date(2025, 4, 15), 1, "phones", False, 1.0, 0.05),
        ("USA", "CHN", date(2025, 4, 15), 2, "toys_games", False, 0.5, 0.03),
        ("CHN", "USA", date(2025, 4, 20), 1, "soybeans", True, 1.0, 0.02),
    )
    names = ("economy", "rival", "date", "rank", "group", "quiet", "part", "score")
    reasons = {"imports": 20_000.0, "dependence": 0.7, "price_rise": 0.5, "home_share": 0.2}
    return [{**dict(zip(names, row, strict=True)), **reasons} for row in rows]


def _outcomes():
    sides = ("cost", "welfare", "sells", "credibility")
    return [
        {
            "economy": economy,
            "draw": max(place, 1),
            "first": "USA",
            "second": "CHN",
            "state": "deal" if deal else "stalemate",
            "weeks_to_truce": truce,
            "weeks_to_deal": deal,
            "first_mover": mover,
            "on_terms_of": terms,
            **dict.fromkeys(("weeks_at_embargo", "snap_backs", "crises", "false_words", "contradictions"), 0),
            **dict.fromkeys(("first_exempted", "second_exempted"), True),
            **{f"{side}_{name}": 1.0 for side in ("first", "second") for name in sides},
        }
        for place, (economy, truce, deal, mover, terms) in enumerate(_DRAWS)
    ]
