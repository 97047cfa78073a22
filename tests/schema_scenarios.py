"""Scenarios made from the JSON schema: every key, every kind of value, words that exist."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from sim.scenario.schema import dump_schema
from sim.world import vocabulary

_CODES = ("USA", "CHN", "EU", "VNM", "MEX", "ROW")
_NAMES = st.sampled_from(("one", "two", "s301", "reciprocal", "a.b-c"))
_DAYS = st.dates().map(str) | st.sampled_from(("2024-12-31", "2025-01-06", "2025-02-03", "2025-03-10"))
_POLICIES = ("scripted", "passive", "tit_for_tat", "grim", "bystander", "best_response", "negotiator")


@lru_cache
def _words() -> dict[str, tuple[str, ...]]:
    known = vocabulary()
    pairs = {
        **dict.fromkeys(("importer", "speaker", "rival", "leader", "between", "courts"), _CODES[:4]),
        **dict.fromkeys(("exporter", "through"), (*_CODES, "all")),
        "except": _CODES,
        "products": (*tuple(known.groups)[:8], *tuple(known.sectors)[:4], "all"),
        "hs": ("85", "8471", "847130", "9999"),
        "list": tuple(known.product_lists)[:6],
        "elasticities": known.elasticity_sets,
        "set": known.elasticity_sets,
        "policy": _POLICIES,
        "parameters": ("all", "none", "behaviour.resourcing_hazard", "behaviour.*"),
        "economies": ("USA", "CHN", "EU", "ROW"),
        "controls": ("semis", "steel"),
    }
    return {key: tuple(words) for key, words in pairs.items()}


@lru_cache
def _anything() -> st.SearchStrategy[dict[str, Any]]:
    """Whatever the schema allows; strategies are costly to make, and are kept."""
    schema = dump_schema()
    return _of(schema, schema["$defs"], "")


@st.composite
def made(draw: st.DrawFn) -> dict[str, Any]:
    """A mapping that follows the schema; what a schema cannot say may be wrong with it."""
    made_up = draw(_anything())
    made_up.pop("extends", None)
    made_up.pop("drop_measures", None)
    return {**made_up, "name": "made"}


@st.composite
def made_tiny(draw: st.DrawFn) -> dict[str, Any]:
    """The same on a world of three, with few firms, for one or two weeks."""
    small = {
        "world": {"economies": ["USA", "CHN", "ROW"]},
        "horizon": {"start": "2025-01-06", "weeks": draw(st.integers(1, 2))},
        "population": {"producers": 500, "relationships": 10_000},
        "ensemble": {"seed": 1},
    }
    return {**draw(made()), **small}


def _of(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    """Values of a piece of the schema; ``key`` is the one that they stand under."""
    if "$ref" in schema:
        return _of(known[schema["$ref"].rpartition("/")[2]], known, key)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of([_of(each, known, key) for each in schema[several]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    return _OF_TYPE[schema["type"]](schema, known, key)


def _object(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    if "properties" not in schema:
        inner = schema.get("additionalProperties")
        value = _of(inner, known, key) if isinstance(inner, dict) else st.just(1)
        return st.dictionaries(st.sampled_from(_CODES[:3]), value, max_size=2)
    required = set(schema.get("required", ()))
    parts = schema["properties"]
    # a few of the many keys, so that files stay small
    values = {each: _of(part, known, each) for each, part in parts.items()}
    chosen = st.sets(st.sampled_from(sorted(parts)), max_size=5).map(lambda some: sorted(some | required))
    return chosen.flatmap(lambda keys: st.fixed_dictionaries({each: values[each] for each in keys}))


def _array(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    least = schema.get("minItems", 0)
    return st.lists(
        _of(schema["items"], known, key), min_size=least, max_size=min(schema.get("maxItems", 3), least + 2)
    )


def _number(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    low, high = schema.get("minimum", 0), schema.get("maximum", schema.get("exclusiveMaximum", 1))
    inside = st.floats(low, high, exclude_max="maximum" not in schema and "exclusiveMaximum" in schema)
    return inside | st.just(low)


def _integer(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    if key == "base":
        return st.sampled_from((2017, 2024))
    return st.integers(schema.get("minimum", 0), schema.get("maximum", 10))


def _string(schema: dict[str, Any], known: dict[str, Any], key: str) -> st.SearchStrategy[Any]:
    if schema.get("format") == "date":
        return _DAYS
    if key in _words():
        return st.sampled_from(_words()[key])
    return _NAMES


_OF_TYPE = {
    "object": _object,
    "array": _array,
    "number": _number,
    "integer": _integer,
    "string": _string,
    "boolean": lambda schema, known, key: st.booleans(),
    "null": lambda schema, known, key: st.none(),
}
