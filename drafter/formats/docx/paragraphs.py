"""Where a paragraph goes on after a line end or a page end, and how its parts are put together.

Only where it is clear: two paragraphs made one lose a finding's place; one paragraph cut in two makes a number look stale
(``2017年省`` / ``政务云…``).
"""

from __future__ import annotations

from drafter.core.patterns import lazy_re
from drafter.formats.headings import heading_level, is_caption, is_numbered

__all__ = ["glue", "goes_on"]

_ENDS = frozenset("。！？!?；;：:…”』」.")
_GOES_ON = frozenset("，、,（(“《〈【〔—－")
"""After one of these a sentence cannot be over."""
_CANNOT_BEGIN = lazy_re(r"[，。、；：！？）》〉】〕”%％]")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"), ("〔", "〕"))
_COMPLETE = lazy_re(r"(?:\d\s*(?:万元|亿元|元|%|％|个|人|人次|件|辆|台|批|次|条|项|分)|[日年月：:）)”])$")
_OPENERS = lazy_re(
    r"附件|附表|注|备注|说明|其中[：:]|[本我][单部]|根据|按照|截至|一是|二是|三是|\d{4}\s*年(?:度|\s*\d)|单位负责人|联系"
)
"""Words that usually begin a paragraph."""
_INSIDE = lazy_re(r"[，。；、：,]")
_SENTENCE = 20
"""Characters from which a line without a full stop is a sentence cut off and not a line of its own."""


def goes_on(before: str, after: str) -> bool:
    """Whether the paragraph `before` goes on with the text `after`.

    >>> goes_on("2018年本部门开支会议费0.18万元，用于召开2017年省", "政务云论坛会议，人数1人。")
    True
    >>> goes_on("3、公务用车购置费0万元，运行费2.93万元", "4、国内公务接待12批次。")
    False
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after or is_numbered(after) or is_caption(after) or is_caption(before) or "\t" in before + after:
        return False
    if _CANNOT_BEGIN.match(after) or before[-1] in _GOES_ON or _is_open(before, after):
        return True
    if before[-1] in _ENDS or heading_level(before) is not None or heading_level(after) is not None:
        return False
    return _is_cut(before, after)


def _is_open(before: str, after: str) -> bool:
    """Whether a bracket that `before` opens is closed by `after`."""
    before, after = (text.replace("（", "(").replace("）", ")") for text in (before, after))
    for left, right in _PAIRS:
        if before.count(left) > before.count(right):
            inner, closing, _ = after.partition(right)
            if closing and left not in inner:
                return True
    return False


def _is_cut(before: str, after: str) -> bool:
    long = len(before) >= _SENTENCE and _INSIDE.search(before) is not None
    return long and not _COMPLETE.search(before) and not _OPENERS.match(after) and _INSIDE.search(after) is not None


def glue(before: str, after: str) -> str:
    """What stands between two parts of a paragraph: a space between Latin words, nothing in Chinese."""
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""
