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
from drafter.core.patterns import lazy_re
from drafter.system.files import read_file

__all__ = ["YAML", "Path_", "Positions", "RawFacts", "read_yaml", "read_yaml_text"]

Path_ = tuple[str | int, ...]
"""Keys and list indexes (from 0) that lead to a value."""

_OTHER_FORMATS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
LARGEST_FILE = 8 * 1024 * 1024
DEEPEST = 40
LONGEST_SOURCE = 250
"""Characters of a file's name in a message: what stands after 上年 may be a whole text by mistake."""
_TOO_DEEP = f"括号或缩进嵌套超过 {DEEPEST} 层，不是正常的事实文件"
YAML = frozenset({".yaml", ".yml"})
"""How the names of YAML files end."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = lazy_re(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHINESE_COLON = lazy_re(r"\s*(?:- )*[^\s:：#\"'\[{]+(：)(?!.*: )")
"""A key with a Chinese colon, in a line that has no English one."""


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
    data = read_file(path, source[:LONGEST_SOURCE], most=LARGEST_FILE)
    if data.startswith(_OTHER_FORMATS):
        raise InputError.of(source, "这是 Word、Excel 或 PDF 文件，不是事实文件；事实文件是以 .yaml 结尾的文本文件")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError.of(source, "文件不是 UTF-8 编码，请在记事本里“另存为”，编码选 UTF-8", line=line, column=1) from None


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
    problems = [*walker.problems, *_special_marks(text, source)]
    if problems:
        raise InputError(problems)
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
        raise InputError.of(source, _TOO_DEEP)


def _special_marks(text: str, source: str) -> list[Problem]:
    """Anchors, aliases and tags: YAML would take the word after & * ! away from a clerk's text without a sound."""
    if not any(mark in text for mark in "&*!"):
        return []
    problems = []
    for token in yaml.scan(text, Loader=_Loader):
        place = (source, token.start_mark.line + 1, token.start_mark.column + 1, ())
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            problems.append(Problem(*place, "不支持 YAML 的 & 和 * 引用，请把内容写出来；文字以 & 或 * 开头时要加引号"))
        elif isinstance(token, yaml.TagToken):
            problems.append(Problem(*place, "值以 ! 开头时要加引号"))
    return problems


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
            return None  # an alias; `_special_marks` reports it
        self._seen.add(id(node))
        if len(path) > DEEPEST:
            raise InputError.of(self.source, _TOO_DEEP, line=mark.line + 1, column=mark.column + 1)
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
    return None if not node.style and text in {"", "~", "null"} else text


_QUOTE = "值的开头不能用这个符号，请给整个值加上引号"
_SYNTAX = (
    ("found a tab character", "", "不能用 Tab 键缩进，请改成空格"),
    ("cannot start any token", "'\\t'", "不能用 Tab 键缩进，请改成空格"),
    ("cannot start any token", "", _QUOTE),
    ("mapping values are not allowed", "", "这里多了一个冒号，或上一行缩进不对；值里有“: ”时要给整个值加上引号"),
    ("block sequence entries are not allowed", "", "“- ”不能写在这里，列表要另起一行"),
    ("did not find expected key", "", "缩进不齐，或引号没有成对"),
    ("did not find expected '-' indicator", "", "列表的“- ”没有对齐"),
    ("but found another document", "", "一个文件里只能有一份事实，请去掉“---”分隔"),
    ("expected <document start>", "", "前面的内容已经结束，这里多出了内容；请检查缩进和“...”"),
    ("found undefined alias", "", "值以 * 开头时要加引号"),
    ("found undefined tag handle", "", "值以 ! 开头时要加引号"),
    ("escape", "", "双引号里的反斜杠 \\ 有特殊含义，请改用单引号"),
    ("node content", "", "这里缺少内容，或多了一个符号；值以符号开头时要加引号"),
)
"""Words of libyaml's message, words that must be there too, and what to say; the place is where the parser stopped."""
_SYNTAX_OPENED = (
    ("could not find expected ':'", "这一行缺少冒号（键和值之间用英文冒号加空格）"),
    ("found unexpected end of stream", "引号没有成对，直到文件末尾也没有结束"),
    ("found unexpected document indicator", "引号没有成对"),
    ("expected ',' or '}'", "“{”没有配对的“}”，或中间缺少逗号"),
    ("expected ',' or ']'", "“[”没有配对的“]”，或中间缺少逗号"),
    ("scanning an alias", "值以 * 开头时要加引号"),
    ("scanning an anchor", "值以 & 开头时要加引号"),
    ("scanning a tag", "值以 ! 开头时要加引号"),
    ("scanning a block scalar", "值以 > 或 | 开头时要加引号"),
    ("directive", "行首不能用 %，请给整个值加上引号"),
)
"""The same for what was begun and not ended as YAML wants; the place is where it began."""


def _syntax_problem(error: yaml.YAMLError, text: str, source: str) -> Problem:
    if control := _CONTROL.search(text):
        line, column = _place(text, control.start())
        return Problem(source, line, column, (), "文件里有看不见的控制字符，不是正常的文本文件")
    stopped, opened = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
    told = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    line, column = _of_mark(stopped or opened)
    lines = text.splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return Problem(source, line, shown.index("\t") + 1, (), "不能用 Tab 键缩进，请改成空格")
    for number in (line - 1, line) if "mapping values" in told or "expected ':'" in told else ():
        if number and (found := _CHINESE_COLON.match(lines[number - 1] if number <= len(lines) else "")):
            return Problem(source, number, found.start(1) + 1, (), "键的后面用了中文冒号“：”，要改成英文冒号，再空一格")
    for needle, message in _SYNTAX_OPENED:
        if needle in told:
            return Problem(source, *_of_mark(opened or stopped), (), message)
    for needle, also, message in _SYNTAX:
        if needle in told and also in told:
            return Problem(source, line, column, (), message)
    return Problem(source, line, column, (), "不符合 YAML 格式，请检查这一行和上一行的缩进、冒号和引号")


def _of_mark(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
