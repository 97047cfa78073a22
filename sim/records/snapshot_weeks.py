"""The weeks in which relationships are written, as a user names them."""

from __future__ import annotations

from collections.abc import Iterable

EVERY = "every:"


class BadWeeksError(ValueError):
    """Weeks that cannot be understood, or that are not simulated."""


def weeks_from_text(text: str, horizon: int) -> tuple[int, ...]:
    """Return the weeks that a text such as ``0,26,52`` or ``every:13`` names.

    Week 0 is the base, before the first week; week 1 is the first one. ``every:N`` is week 0, every
    N-th week and the last.

    Raises
    ------
    BadWeeksError
        The text names no weeks, or weeks beyond the horizon.
    """
    parts = [part.strip() for part in text.split(",")]
    weeks: set[int] = set()
    for part in parts:
        number = part.removeprefix(EVERY)
        if not (number.isascii() and number.isdigit()) or (part != number and int(number) == 0):
            raise BadWeeksError(f"`{part}` is no week (hint: --snapshots 0,26,52 or every:13)")
        weeks.update([int(number)] if part == number else [*range(0, horizon, int(number)), horizon])
    return checked_weeks(weeks, horizon)


def checked_weeks(weeks: Iterable[int], horizon: int) -> tuple[int, ...]:
    """Return weeks in order, each once; raises :class:`BadWeeksError` where one is not simulated."""
    wanted = tuple(sorted(set(weeks)))
    for week in wanted:
        if not 0 <= week <= horizon:
            raise BadWeeksError(
                f"week {week} is not simulated (hint: 0 is the base, {horizon} the last week)"
            )
    return wanted
