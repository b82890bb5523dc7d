"""What a facts file contains and no document of the run has a place for: said by name, so that nobody looks for it in the report."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from drafter.core.provenance import Advice, Fragment
from drafter.facts.sheet import FactSheet
from drafter.facts.values import Fact, FactNode

__all__ = ["unused_facts"]

FIGURES = "数据"
_STEERING = frozenset(
    {
        *("名称", "简称", "上年名称", "编号", "年度", "文种", "报告日期", "上年", "项目"),
        *("问题", "薄弱环节", "分值设置", "自评总分", "责任部门", "财务部门"),
    }
)
"""Keys that decide what is written, or with what; they need not stand in a report themselves."""


def unused_facts(sheet: FactSheet, projects: Iterable[FactNode], used: Iterable[str]) -> Iterator[Advice]:
    """The keys of the file, of its unit and of the projects drafted, of which nothing was printed; named figures one by one."""
    printed = _above(used)
    unit, drafted = sheet.root["单位"], tuple(projects)
    yield from _of(unit, printed, {key for key, value in unit.items() if any(_prints(p, key, value, printed) for p in drafted)})
    for project in drafted:
        yield from _of(project, printed)
    yield from _figures(sheet.root[FIGURES], printed)


def _prints(project: FactNode, key: str, value: object, printed: frozenset[str]) -> bool:
    """Whether a project has the same words under the same key, and they were printed: 主管部门 of unit and project."""
    same = key in project.names() and isinstance(value, Fragment) and project[key] == value
    return same and " → ".join((*project.path, key)) in printed


def _above(used: Iterable[str]) -> frozenset[str]:
    """The paths with all that they are parts of."""
    found: set[str] = set()
    for path in used:
        parts = path.split(" → ")
        found.update(" → ".join(parts[: length + 1]) for length in range(len(parts)))
    return frozenset(found)


def _of(node: FactNode, printed: frozenset[str], elsewhere: Container[str] = ()) -> Iterator[Advice]:
    for key, value in node.items():
        path = (*node.path, key)
        if key == FIGURES:
            yield from _figures(value, printed)
        elif key not in _STEERING and key not in elsewhere and " → ".join(path) not in printed and (line := _first_line(value)):
            yield Advice("建议", "没有用到", f"“{_name(node, key)}”没有写进这次的文档：起草的文种里没有这一项的位置", line)


def _figures(figures: object, printed: frozenset[str]) -> Iterator[Advice]:
    for name, value in figures.items() if isinstance(figures, FactNode) else ():
        if isinstance(value, Fact) and value.origin.path not in printed:
            yield Advice(
                "建议", "没有用到", f"“{FIGURES}”里的“{name}”没有用到：写进文档的文字里没有【={name}】", value.origin.line
            )


def _name(node: FactNode, key: str) -> str:
    """经验做法 of a project, 单位 → 职能 of the unit."""
    return key if "项目" in node.path else " → ".join((*node.path, key))


def _first_line(value: object) -> int:
    """The line of the first text or figure of a value; 0 where it has none."""
    if isinstance(value, Fact):
        return value.origin.line
    if isinstance(value, Fragment):
        return value.segments[0].origin.line if value.segments else 0
    inner = value.values() if isinstance(value, FactNode) else value if isinstance(value, tuple) else ()
    return next((line for item in inner if (line := _first_line(item))), 0)
