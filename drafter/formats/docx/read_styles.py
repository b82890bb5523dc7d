"""What the styles of a document say about its paragraphs: heading level, purpose, automatic numbering.

A style inherits from the one it is based on, and a paragraph may override its style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter.core.patterns import lazy_re
from drafter.formats.docx.ooxml import children, qn
from drafter.formats.safe_xml import Element

__all__ = ["BODY", "ParagraphLook", "StyleTable"]

_LEVEL = lazy_re(r"[0-9]{1,9}")
_HEADING_NAME = lazy_re(r"(?:heading|标题)\s*([1-9])")
_TITLE_NAMES = frozenset({"title", "标题"})
_DEEPEST = 4
_NO_OUTLINE = 9
_PPR, _STYLE, _OUTLINE, _NUMBERING = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl"), qn("w:numPr")
_VAL = qn("w:val")


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What the layout says about a paragraph."""

    level: int | None = None
    """Heading level, 0 for the title; `None` for text. Word's levels 5 to 9 count as 4."""
    role: str = ""
    """The role that the style sheet gives to a style of this name."""
    numbered: bool = False
    """Word puts a number before the text; that number is not part of the text that is read."""
    contents: bool = False
    """A line of the table of contents."""


BODY = ParagraphLook()


class StyleTable:
    """The looks of a document's styles; each is worked out once."""

    def __init__(self, root: Element | None, roles: Mapping[str, str]) -> None:
        self._styles = {} if root is None else {style.get(qn("w:styleId"), ""): style for style in children(root, "w:style")}
        self._roles = roles
        self._looks: dict[str, ParagraphLook] = {}

    def look_of(self, properties: Element | None) -> ParagraphLook:
        """The look of a paragraph with these ``w:pPr``."""
        if properties is None:
            return BODY
        style = properties.find(_STYLE)
        look = BODY if style is None else self.look_named(style.get(_VAL, ""))
        level, numbered = _own_level(properties, look.level), _own_numbering(properties, inherited=look.numbered)
        if (level, numbered) == (look.level, look.numbered):
            return look
        return ParagraphLook(level, look.role, numbered, look.contents)

    def look_named(self, style_id: str) -> ParagraphLook:
        """The look of the style with this id."""
        for one in reversed(self._unknown(style_id)):
            self._looks[one] = self._inherit(one)
        return self._looks[style_id]

    def _unknown(self, style_id: str) -> list[str]:
        """The style and those it is based on, as far as their looks are not known yet; a ring ends where it began."""
        found: dict[str, None] = {}
        while style_id not in self._looks and style_id not in found:
            found[style_id] = None
            style_id = self._parent(style_id)
        return list(found)

    def _parent(self, style_id: str) -> str:
        style = self._styles.get(style_id)
        parent = None if style is None else style.find(qn("w:basedOn"))
        return "" if parent is None else parent.get(_VAL, "")

    def _inherit(self, style_id: str) -> ParagraphLook:
        style = self._styles.get(style_id)
        if style is None:
            return BODY
        inherited = self._looks.get(self._parent(style_id), BODY)
        name_node = style.find(qn("w:name"))
        name = "" if name_node is None else name_node.get(_VAL, "").lower()
        properties = style.find(_PPR)
        level = _level_of_name(name, _own_level(properties, inherited.level))
        numbered = _own_numbering(properties, inherited=inherited.numbered)
        contents = inherited.contents or name.startswith(("toc ", "目录 "))
        return ParagraphLook(level, self._roles.get(name, inherited.role), numbered, contents)


def _level_of_name(name: str, other: int | None) -> int | None:
    if name in _TITLE_NAMES:
        return 0
    match = _HEADING_NAME.fullmatch(name)
    return min(int(match[1]), _DEEPEST) if match else other


def _own_level(properties: Element | None, inherited: int | None) -> int | None:
    outline = None if properties is None else properties.find(_OUTLINE)
    if outline is None:
        return inherited
    level = outline.get(_VAL, "")
    if inherited == 0 or not _LEVEL.fullmatch(level):
        return inherited
    return None if int(level) >= _NO_OUTLINE else min(int(level) + 1, _DEEPEST)


def _own_numbering(properties: Element | None, *, inherited: bool) -> bool:
    numbering = None if properties is None else properties.find(_NUMBERING)
    if numbering is None:
        return inherited
    number = numbering.find(qn("w:numId"))
    return number is not None and number.get(_VAL, "0") != "0"
