"""The mutants of a module as a session of Cosmic Ray: a small database that knows which have been tried."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, WorkerOutcome, WorkItem, WorkResult

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "mutants"

PAIRS = {
    "ReplaceBinaryOperator": (
        "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "Pow_Mul", "FloorDiv_Div", "Mod_FloorDiv",
        "BitOr_BitAnd", "BitAnd_BitOr",
    ),
    "ReplaceComparisonOperator": (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt",
        "GtE_Lt", "Is_IsNot", "IsNot_Is",
    ),
    "ReplaceUnaryOperator": ("Delete_USub", "Delete_Invert", "Delete_Not"),
}  # fmt: skip
"""Of every operator the nearest others: the tool knows all pairs, most of which any test notices."""

ALWAYS = (
    "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ExceptionReplacer", "NumberReplacer",
    "ZeroIterationForLoop",
)  # fmt: skip


def session(module: str) -> WorkDB:
    """Return the session of a module as it is now, a new one where its text has changed."""
    path = ROOT / module
    text = path.read_text(encoding="utf-8")
    known = hashlib.sha256(text.encode()).hexdigest()[:8]
    name = f"{dotted(module)}-{known}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = WorkDB(FOLDER / f"{name}.sqlite", WorkDB.Mode.create)
    if found.num_work_items == 0:
        init([path], found, {})
    quiet, skipped = unseen(text), WorkResult(worker_outcome=WorkerOutcome.SKIPPED, output="not chosen")
    done = {key for key, result in found.results if result.worker_outcome == WorkerOutcome.SKIPPED}
    for item in found.work_items:
        if item.job_id not in done and not is_tried(item.mutations[0], quiet):
            found.set_result(item.job_id, skipped)
    return found


def dotted(module: str) -> str:
    """Return the name by which a module is imported, from its path."""
    return module.removesuffix(".py").replace("/", ".")


def is_tried(mutation: MutationSpec, quiet: list[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Whether a mutation is one of the operators that are tried, at a place that runs."""
    if any(start <= mutation.start_pos < end for start, end in quiet):
        return False
    operator = mutation.operator_name.removeprefix("core/")
    kind, _, pair = operator.partition("_")
    return operator in ALWAYS or pair in PAIRS.get(kind, ())


def unseen(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of a module that tests cannot see: what only type checkers read."""
    spans: list[ast.expr | ast.stmt | None] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.arg | ast.AnnAssign):
            spans.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            spans.append(node.returns)
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            spans.append(node)
    return [
        ((each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0))
        for each in spans
        if each is not None
    ]


def mutated(item: WorkItem, text: str) -> str:
    """Return the text of a module with one mutation."""
    mutation = item.mutations[0]
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    changed = mutate_code(text, operator, mutation.occurrence)
    if changed is None:
        raise ValueError(f"{mutation.module_path}: nothing to mutate by {mutation.operator_name}")
    return changed
