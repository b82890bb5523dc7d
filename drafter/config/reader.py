"""YAML text to plain data in which every scalar is text, with the line and column of every key and value.

No resolver runs: ``100.10`` stays ``"100.10"``, ``2021-01-07`` stays text, an empty value is `None`. Duplicate keys, anchors and
aliases, tabs and broken syntax are reported in Chinese with their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from drafter.core.errors import InputError, Problem

__all__ = ["Path_", "Positions", "RawFacts", "read_yaml", "read_yaml_text"]

Path_ = tuple[str | int, ...]
"""Keys and list indexes (from 0) that lead to a value."""

LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 40
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Positions:
    """Line and column, both from 1, of keys and values by path."""

    values: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def of(self, path: Path_) -> tuple[int, int]:
        """The place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))


@dataclass(frozen=True, slots=True)
class RawFacts:
    """What a YAML file says, before any schema."""

    source: str
    data: Any
    positions: Positions


def label_path(path: Path_) -> tuple[str, ...]:
    """A path as shown to people: list items are counted from 1."""
    return tuple(str(part + 1) if isinstance(part, int) else part for part in path)


def read_yaml(path: Path, source: str = "") -> RawFacts:
    """The content of a YAML file; `InputError` in Chinese for everything that can be wrong with it."""
    source = source or str(path)
    return read_yaml_text(_read_text(path, source), source)


def _read_text(path: Path, source: str) -> str:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError.of(source, "这是文件夹，应给出一个 YAML 文件")
        if size > LARGEST_FILE:
            raise InputError.of(source, f"文件太大（{size // 1024 // 1024} MB），不像是事实文件")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError.of(source, "找不到文件，请检查路径和文件名") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError.of(
            source, "文件不是 UTF-8 编码，请在记事本里“另存为”，编码选 UTF-8", line=line, column=1
        ) from None
    except OSError as error:
        raise InputError.of(source, f"文件读不出来：{error.strerror or error}") from None


def read_yaml_text(text: str, source: str) -> RawFacts:
    """The content of YAML text; see `read_yaml`."""
    if not text.strip():
        raise InputError.of(source, "文件是空的；用 drafter init 可以生成一份带说明的样例")
    _refuse_deep_nesting(text, source)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise InputError([_syntax_problem(error, text, source)]) from None
    if node is None:
        raise InputError.of(source, "文件里只有注释，没有内容；用 drafter init 可以生成一份带说明的样例")
    walker = _Walker(source)
    data = walker.value(node, ())
    if walker.problems:
        raise InputError(walker.problems)
    return RawFacts(source, data, walker.positions)


def _refuse_deep_nesting(text: str, source: str) -> None:
    """Flow brackets nested beyond reason would exhaust the stack of the parser."""
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(0, depth - 1)
    if deepest > DEEPEST or any(len(line) - len(line.lstrip(" -?")) > 50 * DEEPEST for line in text.splitlines()):
        raise InputError.of(source, f"括号或缩进嵌套超过 {DEEPEST} 层，不是正常的事实文件")


class _Walker:
    """Turns YAML nodes into data and remembers where everything stood."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.positions = Positions()
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path_) -> Any:
        mark = node.start_mark
        self.positions.values[path] = (mark.line + 1, mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._seen:
            self._problem(node, path, "不支持 YAML 的 & 和 * 引用，请把内容写出来")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, path, "键应为文字；以【、[、{ 开头的文字要加引号")
                continue
            key = str(key_node.value)
            if key in data:
                first = self.positions.keys[(*path, key)][0]
                self._problem(key_node, (*path, key), f"键“{key}”重复了，第 {first} 行已经有一个")
                continue
            self.positions.keys[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            data[key] = self.value(value_node, (*path, key))
        return data

    def _problem(self, node: yaml.Node, path: Path_, message: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.source, mark.line + 1, mark.column + 1, label_path(path), message))


def _scalar(node: yaml.ScalarNode) -> str | None:
    text = str(node.value)
    return None if node.style is None and text in {"", "~", "null"} else text


_SYNTAX = (
    ("cannot start any token", "'\\t'", "不能用 Tab 键缩进，请改成空格"),
    ("cannot start any token", "", "这个符号不能放在值的开头，请给整个值加上引号"),
    ("mapping values are not allowed", "", "这里多了一个冒号，或上一行缩进不对；值里有“: ”时要给整个值加上引号"),
    ("could not find expected ':'", "", "这一行缺少冒号（键和值之间用英文冒号加空格）"),
    ("did not find expected key", "", "缩进不齐，或引号没有成对"),
    ("did not find expected '-' indicator", "", "列表的“- ”没有对齐"),
    ("found unexpected end of stream", "", "引号没有成对，直到文件末尾也没有结束"),
    ("but found another document", "", "一个文件里只能有一份事实，请去掉“---”分隔"),
    ("found undefined alias", "", "值以 * 开头时要加引号"),
    ("found undefined tag handle", "", "值以 ! 开头时要加引号"),
    ("expected the node content", "", "这个符号不能放在值的开头，请给整个值加上引号"),
    ("control characters are not allowed", "", "文件里有看不见的控制字符，不是正常的文本文件"),
    ("special characters are not allowed", "", "文件里有看不见的控制字符，不是正常的文本文件"),
)


def _syntax_problem(error: yaml.YAMLError, text: str, source: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    told = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or getattr(error, 'reason', '') or error}"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return Problem(source, line, shown.index("\t") + 1, (), "不能用 Tab 键缩进，请改成空格")
    for needle, also, message in _SYNTAX:
        if needle in told and also in told:
            return Problem(source, line, column, (), message)
    return Problem(source, line, column, (), f"不符合 YAML 格式（{told.strip()}）")
