"""Small mutations of a module: one comparison, bound, guard, operator or constant put differently.

The operators are those of cosmic-ray and mutmut that change what a heuristic decides, and four that neither has: an operand of
`and`/`or` dropped, a guard or a filter that never applies, `min` for `max`, another last digit of a Decimal. Left out is what any run
of the code notices (names replaced, `None` for a value) and what decides nothing: annotations, decorators, messages, `__all__`.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Mutant", "mutants_of"]

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "startswith": "endswith", "endswith": "startswith"}
PLAIN = frozenset({"strict", "maxsize", "frozen", "slots", "kw_only", "default", "flags"})
"""Keywords whose value decides nothing that a report could show."""
LARGE = 20
"""From here on a limit is doubled and halved: one more or less is the same heuristic."""
TEXT = (ast.JoinedStr, ast.Tuple, ast.List)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one place; `start` and `end` are offsets in the module's text, in characters."""

    file: str
    line: int
    statement: int
    scope: str
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: str) -> str:
        """The module's text with the change."""
        return source[: self.start] + self.after + source[self.end :]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: the function around it, the first line of its statement."""

    scope: str
    statement: int


def mutants_of(root: Path, file: str) -> list[Mutant]:
    """Every mutation of a module, in the order of the text."""
    source = (root / file).read_text(encoding="utf-8")
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    data, found = source.encode(), []
    for place, node, changed in _walk(ast.parse(source), _Place("", 1)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        before, after = data[start:end].decode(), _written(node, changed)
        at = len(data[:start].decode())
        found.append(Mutant(file, node.lineno, place.statement, place.scope, at, at + len(before), before, after))
    return sorted(set(found), key=lambda mutant: (mutant.start, mutant.end, mutant.after))


def _written(node: ast.expr | ast.stmt, changed: ast.AST) -> str:
    text = ast.unparse(changed)
    return text if isinstance(node, ast.stmt | ast.Constant) else f"({text})"


def _walk(node: ast.AST, place: _Place) -> Iterator[tuple[_Place, ast.expr | ast.stmt, ast.AST]]:
    """Every change below a node, with the node it replaces."""
    if isinstance(node, ast.stmt):
        place = _Place(place.scope, node.lineno)
    if isinstance(node, ast.expr | ast.stmt):
        for changed in _changes(node):
            yield place, node, changed
    inner = place
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        inner = _Place(f"{place.scope}.{node.name}".lstrip("."), node.lineno)
    for child in _children(node):
        yield from _walk(child, inner)
    if isinstance(node, ast.comprehension):
        yield from ((place, test, ast.Constant(value=True)) for test in node.ifs)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that decide something."""
    if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.Raise | ast.Assert):
        return
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "bases", "type_params"}:
            continue
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0]):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.keyword) and child.arg in PLAIN):
                yield child


def _changes(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield from (_without(node, left_out) for left_out in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if type(node.op) in COMPUTED and not _is_text(node.left) and not _is_text(node.right):
            yield ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right)
        case ast.Call():
            yield from _called(node)
        case ast.Constant():
            yield from _constants(node.value)
        case ast.If() | ast.IfExp():
            yield from _unguarded(node)
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    for position, operator in enumerate(node.ops):
        changed = copy.copy(node)
        changed.ops = [*node.ops[:position], COMPARED[type(operator)](), *node.ops[position + 1 :]]
        yield changed


def _without(node: ast.BoolOp, left_out: int) -> ast.AST:
    rest = [value for position, value in enumerate(node.values) if position != left_out]
    return rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _called(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name(id=name) if name in CALLED:
            yield ast.Call(ast.Name(CALLED[name]), node.args, node.keywords)
        case ast.Attribute(value=value, attr=name) if name in CALLED:
            yield ast.Call(ast.Attribute(value, CALLED[name]), node.args, node.keywords)


def _constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from map(ast.Constant, (value + 1, value - 1) if value < LARGE else (value * 2, value // 2))
    elif isinstance(value, str) and re.fullmatch(r"[0-9]*\.?[0-9]+", value):
        yield ast.Constant(value[:-1] + str((int(value[-1]) + 1) % 10))


def _unguarded(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    """A guard that never applies; of a choice, always the one value and always the other."""
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif not node.orelse:
        yield ast.Pass()


def _is_text(node: ast.expr) -> bool:
    """Whether an operand is text or a list: such a sum fails for any other operator."""
    return isinstance(node, TEXT) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
