"""By how much two documents differ: JSON, YAML, the data of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.records.differences import ColumnDifference, in_order, shown

_MOST_PROBLEMS = 5


def tree_differences(
    then: Any, now: Any, least: float = 0.0
) -> tuple[tuple[ColumnDifference, ...], tuple[str, ...]]:
    """Compare two trees of mappings, sequences and plain values.

    A number is compared with the largest one in its sequence, or with itself, at least with one.

    Parameters
    ----------
    then, now : object
        The trees.
    least : float
        Bound below which no difference can be held, where numbers were rounded.

    Returns
    -------
    numbers : tuple of ColumnDifference
        Places in which numbers differ, by the branch of the tree; its place in a sequence is the key.
    problems : tuple of str
        Where something else differs: the first few.
    """
    found: dict[str, ColumnDifference] = {}
    problems: list[str] = []
    _compare(then, now, "", least, found, problems)
    more = len(problems) - _MOST_PROBLEMS
    told = (*problems[:_MOST_PROBLEMS], *([f"and {more} places more"] if more > 0 else []))
    return in_order(list(found.values())), told


def _compare(
    then: Any, now: Any, path: str, least: float, found: dict[str, ColumnDifference], problems: list[str]
) -> None:
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            place = f"{path}.{name}" if path else str(name)
            if name not in then or name not in now:
                problems.append(f"{place} is {'gone' if name in then else 'new'}")
            else:
                _compare(then[name], now[name], place, least, found, problems)
    elif _is_sequence(then) and _is_sequence(now):
        if len(then) != len(now):
            problems.append(f"{path} has {len(now)} values and had {len(then)}")
            return
        scale = max((abs(each) for each in (*then, *now) if _is_number(each)), default=0.0)
        for at, (before, after) in enumerate(zip(then, now, strict=True)):
            if _is_number(before) and _is_number(after):
                _number(before, after, path, scale, least, found, str(at))
            else:
                _compare(before, after, f"{path}[{at}]", least, found, problems)
    elif _is_number(then) and _is_number(now):
        _number(then, now, path, max(abs(then), abs(now)), least, found, "")
    elif then != now or type(then) is not type(now):
        problems.append(f"{path} is {shown(now)[:60]} and was {shown(then)[:60]}")


def _number(
    then: float,
    now: float,
    path: str,
    scale: float,
    least: float,
    found: dict[str, ColumnDifference],
    at: str,
) -> None:
    if then == now:
        return
    absolute = abs(then - now)
    relative = absolute / max(1.0, scale)
    before = found.get(path)
    if before is not None and before.relative >= relative:
        found[path] = ColumnDifference(**{**vars(before), "values": before.values + 1})
        return
    count = 1 if before is None else before.values + 1
    where = {"place": at} if at else {}
    found[path] = ColumnDifference(path, count, absolute, relative, least, where, shown(then), shown(now))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_sequence(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
