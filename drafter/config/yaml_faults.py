"""What is wrong with text that is no YAML, in a clerk's words: an indent that is off by a space, a line break inside a paragraph, Chinese signs.

The parser stops where it can go no further, which is seldom where the slip is; the lines around that place tell what happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drafter.core.errors import Problem
from drafter.core.patterns import lazy_re

if TYPE_CHECKING:
    import yaml

__all__ = ["BRACKET_SIGNS", "chinese_colons", "syntax_problem"]

BRACKET_SIGNS = "花括号里的冒号、逗号要用英文的（冒号后面空一格）；内容里本来有的，给那个内容加上引号"
_CONTROL = lazy_re(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHINESE_COLON = lazy_re(r"\s*(?:- )*[^\s:：#\"'\[{]+(：)(?!.*: )")
"""A key with a Chinese colon, in a line that has no English one."""
_COLON = "键的后面用了中文冒号“：”，要改成英文冒号，再空一格"
MOST_LINES = 12
"""Lines that a message names."""
_KEY = lazy_re(r"[^\s:#\"'\[{]+:(?:\s|$)")
_HALF_SAID = "，、；：,;（“"
"""A line that ends with one of these goes on in the next."""
_INSIDE_TEXT = lazy_re(r"[，。；、！？]")
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


def chinese_colons(lines: Sequence[str], first: int = 1) -> tuple[int, int, str] | None:
    """Where the first of the lines has a key with a Chinese colon, and what to say of all that do: 单位：某局."""
    found = [(number, match) for number, line in enumerate(lines, first) if (match := _CHINESE_COLON.match(line))]
    if not found:
        return None
    number, match = found[0]
    numbers = "、".join(str(other) for other, _ in found[:MOST_LINES]) + ("……" if len(found) > MOST_LINES else "")
    also = f"（第 {numbers} 行，共 {len(found)} 处）" if len(found) > 1 else ""
    return number, match.start(1) + 1, f"{_COLON}{also}"


def syntax_problem(error: yaml.YAMLError, text: str, source: str) -> Problem:
    """What to say of text that the parser could not read, and where the slip is."""
    if control := _CONTROL.search(text):
        line, column = _place(text, control.start())
        return Problem(source, line, column, (), "文件里有看不见的控制字符，不是正常的文本文件")
    failure = _Failure(error, text.splitlines())
    return Problem(source, *next(failure.slips(), failure.general()))


_Said = tuple[int, int, tuple[()], str]
"""Line, column, no path, message."""


class _Failure:
    """A parser's failure, with the lines in which it happened."""

    def __init__(self, error: yaml.YAMLError, lines: Sequence[str]) -> None:
        stopped, opened = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
        self.said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
        self.lines = lines
        self.stopped = _of_mark(stopped or opened)
        self.opened = _of_mark(opened or stopped)

    def slips(self) -> Iterator[_Said]:
        """Slips of the hand that explain the failure."""
        line = self.stopped[0]
        shown = self._line(line)
        if "\t" in shown[: len(shown) - len(shown.lstrip())]:
            yield line, shown.index("\t") + 1, (), "不能用 Tab 键缩进，请改成空格"
        yield from self._chinese_sign()
        lacking = self.opened[0] if "expected ':'" in self.said else line
        yield from self._broken_paragraph(lacking)
        for number in (line - 1, line) if "mapping values" in self.said or "expected ':'" in self.said else ():
            if found := _CHINESE_COLON.match(self._line(number)):
                yield number, found.start(1) + 1, (), _COLON
        if any(words in self.said for words in ("mapping values", "expected key", "expected '-'")):
            yield from self._indent(line)

    def general(self) -> _Said:
        """What the parser's own words come to."""
        for needle, message in _SYNTAX_OPENED:
            if needle in self.said:
                return *self.opened, (), message
        for needle, also, message in _SYNTAX:
            if needle in self.said and also in self.said:
                return *self.stopped, (), message
        return *self.stopped, (), "不符合 YAML 格式，请检查这一行和上一行的缩进、冒号和引号"

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def _chinese_sign(self) -> Iterator[_Said]:
        """A Chinese comma or colon between brackets, on the line on which the parser stopped: {甲: 1，乙: 2}."""
        if "expected ',' or" not in self.said:
            return
        line, column = self.stopped
        start = self.opened[1] if self.opened[0] == line else 0
        place = max(self._line(line).rfind(sign, start, column - 1) for sign in "，：")
        if place >= 0:
            yield line, place + 1, (), BRACKET_SIGNS

    def _broken_paragraph(self, number: int) -> Iterator[_Said]:
        """A line without a key of its own that goes on where the line before stopped."""
        line, before = self._line(number), self._content_before(number)
        said = line.strip()
        value = before.partition(": ")[2] or (before.strip().removeprefix("- ") if before.strip().startswith("- ") else "")
        if not said or not value or said.startswith(("- ", "#")) or _KEY.match(said):
            return
        if value.endswith(tuple(_HALF_SAID)) or ("：" not in said and _INSIDE_TEXT.search(said)):
            column = len(line) - len(line.lstrip()) + 1
            yield number, column, (), "这一行没有键，像是接着上一行的：一段话要写成一行，中间不要按回车"

    def _content_before(self, number: int) -> str:
        """The nearest line above that is neither empty nor a comment, without its comment."""
        above = (self._line(other) for other in range(number - 1, 0, -1))
        return next((line.split(" #")[0].rstrip() for line in above if line.strip() and not line.lstrip().startswith("#")), "")

    def _indent(self, number: int) -> Iterator[_Said]:
        """A line that stands beside none of those that it could belong to: the nearest of them, and the spaces of both."""
        line = self._line(number)
        own, dashed = len(line) - len(line.lstrip()), line.lstrip().startswith("- ")
        levels = [level for level in _levels(self.lines[: number - 1]) if level.dashed == dashed]
        opens = self._content_before(number).endswith(":")
        if not levels or any(level.spaces == own for level in levels) or (opens and own > levels[0].spaces):
            return
        near = min(levels, key=lambda level: abs(level.spaces - own))
        which = "这一行的“- ”" if dashed else "这一行"
        beside = f"第 {near.line} 行的“{near.key}”" if near.after_dash else f"第 {near.line} 行"
        also = "（“- ”也算）" if near.after_dash else ""
        message = f"缩进不齐：{which}前面有 {own} 个空格，{beside}前面有 {near.spaces} 个{also}，应当一样多"
        yield number, own + 1, (), message


@dataclass(frozen=True, slots=True)
class _Level:
    """Where the keys, or the dashes, of a level that is still open stand."""

    line: int
    spaces: int
    dashed: bool
    key: str = ""
    after_dash: bool = False


def _levels(lines: Sequence[str]) -> Iterator[_Level]:
    """The levels that are open after some lines, the innermost first."""
    limit = len(max(lines, key=len, default="")) + 1
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].rstrip()
        bare = line.lstrip()
        spaces = len(line) - len(bare)
        if not bare or bare.startswith("#") or spaces >= limit:
            continue
        limit = spaces
        if bare.startswith("- "):
            inner = bare[2:].lstrip()
            if key := _KEY.match(inner):
                yield _Level(number, len(line) - len(inner), dashed=False, key=key[0].rstrip()[:-1], after_dash=True)
            yield _Level(number, spaces, dashed=True)
        elif _KEY.match(bare):
            yield _Level(number, spaces, dashed=False)


def _of_mark(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
