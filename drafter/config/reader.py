"""YAML text to plain data in which every scalar is text, with the line and column of every key and value.

No resolver runs: ``100.10`` stays ``"100.10"``, ``2021-01-07`` stays text, an empty value is `None`. Duplicate keys, anchors and
aliases, tabs and broken syntax are reported in Chinese with their place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from drafter.config.yaml_faults import BRACKET_SIGNS, chinese_colons, syntax_problem
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
_NO_TEXT = frozenset({"待补", "无"})
_TOO_DEEP = f"括号或缩进嵌套超过 {DEEPEST} 层，不是正常的事实文件"
YAML = frozenset({".yaml", ".yml"})
"""How the names of YAML files end."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOST = lazy_re(r"\s+#(?=[^\s#])(.*)")
"""Words right behind a # that a space precedes: 会议纪要 #3 号. A comment has a space on either side."""
_SHORT_PIECES = lazy_re(r"[^，。；]{1,8}(?:，[^，。；]{1,8})+")
_BETWEEN_CHINESE = lazy_re(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(slots=True)
class Positions:
    """Line and column, both from 1, of keys and values by path."""

    values: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def of(self, path: Path_) -> tuple[int, int]:
        """The place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def below(self, name: str) -> Positions:
        """The places of a file whose content stands under a name of another one."""
        values = {(name, *path): place for path, place in self.values.items()}
        return Positions(values, {(name, *path): place for path, place in self.keys.items()}, self.lines)

    def within(self, path: Path_, words: str, before: int = 0) -> tuple[int, int]:
        """The place of words inside a value, after as many others like them; that of the value where they can't be found."""
        first, start = line, column = self.of(path)
        for number in range(first, len(self.lines) + 1):
            start, left = (column - 1 if number == first else 0), before
            found = self.lines[number - 1].find(words, start)
            while found >= 0 and left:
                left, found = left - 1, self.lines[number - 1].find(words, found + 1)
            if found >= 0:
                return number, found + 1
            before = left
        return line, column


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
        raise InputError([syntax_problem(error, text, source)]) from None
    if node is None:
        raise InputError.of(source, "文件里只有注释，没有内容；用 drafter init 可以生成一份带说明的样例")
    walker = _Walker(source, text.splitlines())
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

    def __init__(self, source: str, lines: list[str]) -> None:
        self.source = source
        self.positions = Positions(lines=lines)
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path_) -> Any:
        mark = node.start_mark
        self.positions.values[path] = (mark.line + 1, mark.column + 1)
        if isinstance(node, yaml.ScalarNode):
            self._refuse_lost_words(node, path)
            return _scalar(node)
        if id(node) in self._seen:
            return None  # an alias; `_special_marks` reports it
        self._seen.add(id(node))
        if len(path) > DEEPEST:
            raise InputError.of(self.source, _TOO_DEEP, line=mark.line + 1, column=mark.column + 1)
        if isinstance(node, yaml.SequenceNode):
            self._refuse_chinese_commas(node, path)
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path) if isinstance(node, yaml.MappingNode) else None

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, path, "键应为文字；以【、[、{ 开头的文字要加引号")
                continue
            key = str(key_node.value)
            if self._chinese_sign(node, key_node, path):
                continue
            if key in data:
                first = self.positions.keys[(*path, key)][0]
                self._problem(key_node, (*path, key), f"键“{key}”重复了，第 {first} 行已经有一个")
                continue
            self.positions.keys[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            data[key] = self.value(value_node, (*path, key))
        return data

    def _chinese_sign(self, node: yaml.MappingNode, key: yaml.ScalarNode, path: Path_) -> bool:
        """Whether a key between brackets has a Chinese colon or comma in it: {起：2024年1月1日}."""
        places = [at for sign in "：，" if (at := str(key.value).find(sign)) >= 0]
        if node.flow_style and places:
            self._problem_at(key.start_mark.line + 1, key.start_mark.column + min(places) + 1, path, BRACKET_SIGNS)
        return bool(node.flow_style and places)

    def _problem(self, node: yaml.Node, path: Path_, message: str) -> None:
        self._problem_at(node.start_mark.line + 1, node.start_mark.column + 1, path, message)

    def _problem_at(self, line: int, column: int, path: Path_, message: str) -> None:
        self.problems.append(Problem(self.source, line, column, label_path(path), message))

    def _refuse_lost_words(self, node: yaml.ScalarNode, path: Path_) -> None:
        """Words that YAML takes for a comment or for part of the item before, and drops or joins without a sound."""
        if node.style:
            return
        last, end = node.end_mark.line, node.end_mark.column
        said = self.positions.lines[node.start_mark.line : last + 1]
        if slip := chinese_colons(said, node.start_mark.line + 1) if not path or _opens_list(said) else None:
            self._problem_at(slip[0], slip[1], path, slip[2])
            return
        for number in range(node.start_mark.line + 1, last + 1):
            line = self.positions.lines[number] if number < len(self.positions.lines) else ""
            if line.lstrip().startswith("- ") and (number < last or end > len(line) - len(line.lstrip())):
                column = len(line) - len(line.lstrip()) + 1
                self._problem_at(number + 1, column, path, "这一行的“- ”前面的空格多了，成了上一条的一部分；要与上一条对齐")
        lost = _LOST.match(self.positions.lines[last], end) if last < len(self.positions.lines) else None
        if lost and node.value.strip() not in _NO_TEXT:
            shown = lost[1].strip()
            message = f"空格和“#”后面的“{shown}”会当作说明丢掉；是内容的，给整个值加上引号；是说明的，“#”后面空一格"
            self._problem_at(last + 1, lost.start() + 1, path, message)

    def _refuse_chinese_commas(self, node: yaml.SequenceNode, path: Path_) -> None:
        """[经常性，延续] would be one item."""
        for item in node.value if node.flow_style else ():
            if isinstance(item, yaml.ScalarNode) and not item.style and _SHORT_PIECES.fullmatch(item.value):
                place = item.start_mark.column + item.value.find("，") + 1
                message = "方括号里各条之间要用英文逗号；这一条里本来有“，”的，给这一条加上引号"
                self._problem_at(item.start_mark.line + 1, place, path, message)


def _opens_list(lines: list[str]) -> bool:
    """Whether a text on several lines has a line that begins like an item, below one that ends with a Chinese colon."""
    return any(above.rstrip().endswith("：") and line.lstrip().startswith("- ") for above, line in pairwise(lines))


def _scalar(node: yaml.ScalarNode) -> str | None:
    """A value as written; one that a clerk wrote on several lines has no spaces between its Chinese characters."""
    text = str(node.value)
    if node.start_mark.line != node.end_mark.line and node.style not in {"|", ">"}:
        text = _BETWEEN_CHINESE.sub("", text)
    return None if not node.style and text in {"", "~", "null"} else text
