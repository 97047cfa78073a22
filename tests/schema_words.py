"""Words for the fields of a JSON schema: kind, unit, default, bounds, meaning, as cells of a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

EVIDENCE = re.compile(r" Unit: .*?\. Source of the default: .*$", flags=re.DOTALL)
"""What the description of an adjustable figure says besides its meaning."""

NAMES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}


def meaning_of(field: Mapping[str, Any]) -> str:
    """Return what it means, on one line."""
    text = EVIDENCE.sub("", field.get("description", ""))
    return " ".join(text.split()).replace("|", r"\|")


def unit_of(field: Mapping[str, Any]) -> str:
    """Return its unit, a dash where it has none."""
    return str(field.get("unit", "-"))


def kind_of(field: Mapping[str, Any]) -> str:
    """Return which values it takes, in words."""
    return " or ".join(dict.fromkeys(_kinds(field))) or "anything"


def _kinds(field: Mapping[str, Any]) -> Iterator[str]:
    if "$ref" in field:
        yield "section below"
    elif "enum" in field:
        yield ", ".join(f"`{each}`" for each in field["enum"])
    elif "const" in field:
        yield f"`{field['const']}`" if field["const"] != "" else ""
    elif alternatives := (*field.get("anyOf", ()), *field.get("oneOf", ())):
        words = [word for each in alternatives for word in _kinds(each) if word]
        if "list of text" in words and "text" in words:
            words.remove("text")
        yield from words
    else:
        yield from _plain(field)


def _plain(field: Mapping[str, Any]) -> Iterator[str]:
    kind = field.get("type")
    if isinstance(kind, list):
        yield from (NAMES.get(each, "null") for each in kind)
    elif kind == "array":
        within = field.get("items")
        yield "list of " + (kind_of(within) if isinstance(within, Mapping) else "anything").replace(
            "section below", "sections below"
        )
    elif kind == "object":
        within = field.get("additionalProperties")
        yield "by name: " + (kind_of(within) if isinstance(within, Mapping) else "anything")
    elif field.get("format") == "date":
        yield "date"
    elif kind == "null":
        yield "null"
    elif kind is not None:
        yield NAMES[kind]


def default_of(field: Mapping[str, Any]) -> str:
    """Return its default as YAML has it; what a section has by default stands in the section."""
    if "$ref" in field:
        return "-"
    default = field.get("default", "none")
    if default in ("", [], {}, "none"):
        return "none"
    if isinstance(default, Mapping):
        return "-" if set(default) != {"kind"} else f"`{default['kind']}`"
    return f"`{default}`" if isinstance(default, str) else f"`{json.dumps(default)}`"


def bounds_of(field: Mapping[str, Any]) -> str:
    """Return between which values it has to lie, or how long it has to be; a dash where nothing is asked."""
    found = [
        words
        for part in (field, *field.get("anyOf", ()), *field.get("oneOf", ()))
        if (words := _bounds(part))
    ]
    return "; ".join(dict.fromkeys(found)) or "-"


def _bounds(field: Mapping[str, Any]) -> str:
    words = []
    if "minimum" in field:
        words.append(f"{field['minimum']:,} or more")
    if "exclusiveMinimum" in field:
        words.append(f"above {field['exclusiveMinimum']:,}")
    if "maximum" in field:
        words.append(f"{field['maximum']:,} or less")
    if "exclusiveMaximum" in field:
        words.append(f"below {field['exclusiveMaximum']:,}")
    if field.get("maxLength", 0) and "pattern" in field:
        words.append("letters, digits, `_`, `.`, `-`")
    elif "minLength" in field and field.get("maxLength") == field["minLength"]:
        words.append(f"exactly {field['minLength']}")
    return ", ".join(words)
