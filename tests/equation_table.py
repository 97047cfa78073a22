"""Which function computes which equation: ``python tests/equation_table.py`` prints it for docs/model.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "sim"
LAYERS = ("economy", "agents", "model", "metrics", "ensemble")

STATED = re.compile(r"Equations?\s(\(\d+\)(?:(?:, | and | to )\(\d+\))*)")
"""A docstring that opens a sentence with the word computes the equation; lower case only mentions it."""


def functions() -> Iterator[tuple[Path, str, str]]:
    """File, qualified name and docstring of every function and method with a docstring."""
    for layer in LAYERS:
        for file in sorted((PACKAGE / layer).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for parent in ast.walk(tree):
                for node in (
                    getattr(parent, "body", ()) if isinstance(parent, ast.Module | ast.ClassDef) else ()
                ):
                    if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
                        owner = f"{parent.name}." if isinstance(parent, ast.ClassDef) else ""
                        yield file, owner + node.name, text


def numbers(text: str) -> set[int]:
    """Equations that a docstring states."""
    found: set[int] = set()
    for match in STATED.finditer(text):
        for part in re.split(", | and ", match[1]):
            ends = [int(each) for each in re.findall(r"\d+", part)]
            found.update(range(ends[0], ends[-1] + 1))
    return found


def homes() -> dict[int, list[str]]:
    """Equation to the public functions that compute it, as ``module.function``."""
    where: dict[int, list[str]] = {}
    for file, name, text in functions():
        if any(part.startswith("_") for part in name.split(".")):
            continue
        module = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        for number in numbers(text):
            where.setdefault(number, []).append(f"{module}.{name}")
    return dict(sorted(where.items()))


def markdown() -> str:
    """One row an equation."""
    lines = ["| equation | computed by |", "|---|---|"]
    for number, names in homes().items():
        lines.append(f"| ({number}) | {', '.join(f'`{name}`' for name in names)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(markdown())
