"""Which lines are headings, recognised by their numbering and shape, where no style says so.

Conservative: a heading that is taken for a paragraph loses a section's name; a paragraph that is taken for a heading loses a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.core.document import Block, Heading, Paragraph
from drafter.core.patterns import lazy_re

__all__ = ["ContentsWatch", "heading_level", "is_caption", "is_numbered", "title_of"]

_CN = "一二三四五六七八九十百零〇"
_NUMBERINGS = (
    (1, lazy_re(rf"第[{_CN}\d]{{1,3}}(?:部分|章|篇)")),
    (1, lazy_re(rf"[{_CN}]{{1,3}}、")),
    (2, lazy_re(rf"[（(][{_CN}]{{1,3}}[)）]、?")),
    (3, lazy_re(r"\d{1,2}(?:[．、]|\.(?!\d))")),
    (4, lazy_re(r"[（(]\d{1,2}[)）]、?")),
)
"""Level and the numbering that begins it. The text after it decides too."""
_LONGEST = {0: 45, 1: 40, 2: 40, 3: 30, 4: 30}
_ITEM, _LONGEST_ITEM = "（项）", 60
"""A functional classification item in full: 社会保障和就业支出（类）…（款）…（项）."""
_STOPS = lazy_re(r"[，,。；;：:！!？?\t\n]")
_NAMES_A_SECTION = lazy_re(r"(?:情况|说明|结果|分析|问题|措施|概况|目标|建议|（项）)\s*。$")
"""Endings of headings that many offices close with a full stop."""
_BRACKETS = lazy_re(r"[（(][^（()）]*[）)]$")
_QUANTITY = lazy_re(r"\d\s*(?:万元|亿元|元|%|％|个|人|件|辆|台|批|次|条|项)")
_TITLE = lazy_re(r"(?:报告|报告[表书]|情况表|自评表|评价表|部门决算|决算公开)$")
_CAPTION = lazy_re(
    r"单位[：:]\s*(?:人民币|[万亿千百元人个％%]|$)|公开\d+表|^(?:部门|编制单位|填报单位|注|附注|备注|说明)(?:（[^（）]*）)?[：:]"
)
_NO_TITLE = lazy_re(r"附件|注|见|[-·•*]|[^（(]*[)）]")


def is_numbered(text: str) -> bool:
    """Whether a line begins like a heading or a list item."""
    stripped = text.lstrip()
    return any(pattern.match(stripped) for _, pattern in _NUMBERINGS) or stripped.startswith(tuple("①②③④⑤⑥⑦⑧⑨-·•●■◆★☆"))


def is_caption(text: str) -> bool:
    """Whether a line belongs to a table: its number, unit, department, or the note below."""
    return _CAPTION.search(text.strip()) is not None


def heading_level(text: str) -> int | None:
    """The level of a heading as in `Heading`, or `None`.

    >>> heading_level("（二）项目资金使用情况"), heading_level("1、年初预算资金101.31万元。")
    (2, None)
    """
    words = text.strip()
    for level, pattern in _NUMBERINGS:
        match = pattern.match(words)
        if match:
            return level if _names_a_section(words[match.end() :].strip(), level) else None
    return 0 if _is_title(words) else None


def _names_a_section(rest: str, level: int) -> bool:
    """Whether what follows the numbering is a short name and no sentence; hints in brackets at its end do not count."""
    name = _BRACKETS.sub("", rest) or rest
    longest = _LONGEST[level]
    if _NAMES_A_SECTION.search(rest):
        name = rest.rstrip("。").rstrip()
    if name.endswith(_ITEM) or rest.endswith(_ITEM):
        longest = _LONGEST_ITEM
    fits = len(name) <= longest and not _STOPS.search(name) and not _QUANTITY.search(name)
    return fits and not (level >= 3 and (not name or name.endswith(("表", "、"))))


def _is_title(words: str) -> bool:
    fits = 4 <= len(words) <= _LONGEST[0] and not _STOPS.search(words) and not _NO_TITLE.match(words)
    return fits and _TITLE.search(words) is not None


def title_of(blocks: Sequence[Block]) -> str:
    """The first title, with the short line right above it where it stands on two; empty without one."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 0:
            return "".join((*_first_half(blocks, index), block.text))
    return ""


def _first_half(blocks: Sequence[Block], index: int) -> Iterator[str]:
    above = blocks[index - 1] if index else None
    if isinstance(above, Paragraph) and len(above.text) <= 30 and "年" in above.text and above.text[-1].isalnum():
        yield above.text


class ContentsWatch:
    """Tells the lines of a table of contents without page numbers from the headings that they announce."""

    def __init__(self) -> None:
        self._inside = False
        self._listed: set[str] = set()

    def holds(self, text: str) -> bool:
        """Whether this line, the next of the document, is one of the contents."""
        words = "".join(text.split()).lstrip("-·•")
        if words == "目录":
            self._inside = True
            return True
        if not self._inside:
            return False
        first = words[:4]
        self._inside = is_numbered(words) and not (words in self._listed or (words.startswith("第") and first in self._listed))
        self._listed |= {words, first}
        return self._inside
