"""The look of a document as data: page, paragraph styles, table, marks.

The values come from ``configs/styles.yaml`` or an office's own file. Lengths are kept as the whole units that Word counts in
(twips: twentieths of a point), converted once, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from drafter.config.reader import read_yaml
from drafter.core.document import Look, ParagraphKind
from drafter.core.errors import InputError, Problem
from drafter.core.quantity import plain_number

__all__ = ["HEADINGS", "PageLayout", "ParagraphStyle", "StyleSheet", "TableStyle", "load_styles"]

_ALIGNMENT = {"两端": "both", "居中": "center", "左": "left", "右": "right"}
_YES = {"是": True, "否": False, "True": True, "False": False}
_PAGE_NUMBERS = ("两侧", "居中", "无")
_HIGHLIGHTS = (
    *("yellow", "cyan", "green", "lightGray", "black", "blue", "darkBlue", "darkCyan", "darkGray"),
    *("darkGreen", "darkMagenta", "darkRed", "darkYellow", "magenta", "red", "white"),
)
"""All that Word knows."""
HEADINGS = ("标题", "一级标题", "二级标题", "三级标题", "四级标题")
ROLES = (*HEADINGS, *get_args(ParagraphKind), *get_args(Look), "页码", "分隔")
"""What a style is for; every role has exactly one style."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """An upright page in twips; `turned` margins follow from it."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    numbers: str
    """``两侧``, ``居中`` or ``无``."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style. Every property is stated, so that a base document's own defaults cannot leak in."""

    role: str
    name: str
    aliases: tuple[str, ...]
    east_asian: str
    latin: str
    size: int
    """In half points, as Word counts."""
    bold: bool
    alignment: str
    line: int
    character_spacing: int
    first_line: int
    """Indents are in hundredths of a character."""
    left: int
    right: int
    before: int
    after: int
    keep_next: bool
    outline: int
    """1 to 4 for headings, 0 for none."""

    def twips(self, hundredths: int) -> int:
        """An indent of so many hundredths of a character, for readers that do not count in characters."""
        return hundredths * self.size * 10 // 100


@dataclass(frozen=True, slots=True)
class TableStyle:
    """The table style; lengths in twips, the border in eighths of a point."""

    name: str
    row_height: int
    side_margin: int
    end_margin: int
    """Above and below the text."""
    border: int


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Everything about looks that writing needs."""

    page: PageLayout
    paragraphs: Mapping[str, ParagraphStyle]
    """Role → style."""
    table: TableStyle
    substitutes: Mapping[str, str]
    """Font → the one to try where it is missing."""
    highlights: Mapping[str, str]
    """``待补`` and ``待确认`` → Word's colour name."""

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], *, source: str = "styles.yaml") -> StyleSheet:
        """The style sheet that a loaded ``styles.yaml`` describes; all that is wrong with it is reported at once."""
        reader = _Reader(source)
        sheet = reader.section(mapping, ("页面", "替代字体", "默认", "样式", "表格", "标记"), ())
        styles = reader.section(sheet["样式"], ROLES, ("样式",))
        result = cls(
            page=_page(reader, sheet["页面"]),
            paragraphs={role: _style(reader, role, styles[role], sheet["默认"]) for role in ROLES},
            table=_table(reader, sheet["表格"]),
            substitutes={str(font): str(other) for font, other in dict(sheet["替代字体"]).items()},
            highlights=_highlights(reader, sheet["标记"]),
        )
        reader.finish()
        return result


def load_styles(path: Path) -> StyleSheet:
    """The style sheet in a YAML file; `InputError` with line and column for one that is no YAML."""
    import yaml

    read_yaml(path, path.name)  # says what is wrong with its form
    return StyleSheet.from_mapping(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, source=path.name)


class _Reader:
    """Reads values of a mapping and collects what is wrong."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def wrong(self, path: tuple[str, ...], message: str) -> None:
        self.problems.append(Problem(self.source, path=path, message=message))

    def section(self, value: Any, keys: tuple[str, ...], path: tuple[str, ...]) -> dict[str, Any]:
        """The mapping with exactly these keys; a missing one is an empty mapping."""
        given = value if isinstance(value, Mapping) else {}
        for key in given:
            if key not in keys:
                self.wrong((*path, str(key)), f"不认识的项；可用的有：{'、'.join(keys)}")
        for key in keys:
            if key not in given:
                self.wrong((*path, key), "缺少这一项")
        return {key: given.get(key, {}) for key in keys}

    def number(self, values: Mapping[str, Any], key: str, scale: Decimal | int, path: tuple[str, ...]) -> int:
        """The value in Word's whole units."""
        if values[key] == {}:
            return 0
        try:
            return int((plain_number(str(values[key])) * scale).to_integral_value())
        except ValueError:
            self.wrong((*path, key), f"应为数字（现值：{values[key]}）")
            return 0

    def choice(self, values: Mapping[str, Any], key: str, known: Mapping[str, Any], path: tuple[str, ...]) -> Any:
        """What one of the known words stands for."""
        word = str(values[key])
        if word not in known and values[key] != {}:
            self.wrong((*path, key), f"应为{'、'.join(list(known)[:4])}之一（现值：{word}）")
        return known.get(word)

    def finish(self) -> None:
        if self.problems:
            raise InputError(self.problems)


_MM = Decimal(1440) / Decimal("25.4")
_POINT = 20
_CHARACTER = 100
_PAGE_LENGTHS = ("宽", "高", "上", "右", "下", "左", "页脚")
_STYLE_KEYS = (
    *("名称", "别名", "字体", "西文字体", "字号", "加粗", "对齐", "行距", "字距", "首行缩进", "左缩进", "右缩进"),
    *("段前", "段后", "与下段同页", "大纲级别"),
)


def _page(reader: _Reader, given: Any) -> PageLayout:
    values = reader.section(given, (*_PAGE_LENGTHS, "页码"), ("页面",))
    width, height, top, right, bottom, left, footer = (reader.number(values, key, _MM, ("页面",)) for key in _PAGE_LENGTHS)
    numbers = reader.choice(values, "页码", {word: word for word in _PAGE_NUMBERS}, ("页面",))
    return PageLayout(width, height, top, right, bottom=bottom, left=left, footer=footer, numbers=numbers)


def _style(reader: _Reader, role: str, given: Any, defaults: Any) -> ParagraphStyle:
    path = ("样式", role)
    merged = {**(defaults if isinstance(defaults, Mapping) else {}), **(given if isinstance(given, Mapping) else {})}
    values = reader.section(merged, _STYLE_KEYS, path)
    return ParagraphStyle(
        role=role,
        name=str(values["名称"]),
        aliases=tuple(str(alias) for alias in values["别名"]),
        east_asian=str(values["字体"]),
        latin=str(values["西文字体"]),
        size=reader.number(values, "字号", 2, path),
        bold=bool(reader.choice(values, "加粗", _YES, path)),
        alignment=reader.choice(values, "对齐", _ALIGNMENT, path),
        line=reader.number(values, "行距", _POINT, path),
        character_spacing=reader.number(values, "字距", _POINT, path),
        first_line=reader.number(values, "首行缩进", _CHARACTER, path),
        left=reader.number(values, "左缩进", _CHARACTER, path),
        right=reader.number(values, "右缩进", _CHARACTER, path),
        before=reader.number(values, "段前", _POINT, path),
        after=reader.number(values, "段后", _POINT, path),
        keep_next=bool(reader.choice(values, "与下段同页", _YES, path)),
        outline=reader.number(values, "大纲级别", 1, path),
    )


def _table(reader: _Reader, given: Any) -> TableStyle:
    values = reader.section(given, ("名称", "行高", "左右边距", "上下边距", "框线"), ("表格",))
    return TableStyle(
        name=str(values["名称"]),
        row_height=reader.number(values, "行高", _POINT, ("表格",)),
        side_margin=reader.number(values, "左右边距", _MM, ("表格",)),
        end_margin=reader.number(values, "上下边距", _MM, ("表格",)),
        border=reader.number(values, "框线", 8, ("表格",)),
    )


def _highlights(reader: _Reader, given: Any) -> dict[str, str]:
    values = reader.section(given, ("待补", "待确认"), ("标记",))
    return {key: reader.choice(values, key, dict(zip(_HIGHLIGHTS, _HIGHLIGHTS, strict=True)), ("标记",)) for key in values}
