"""Lists with a total: 支出合计…，其中：基本支出…；项目支出…。 — the head, the parts, and whether the parts should make it up.

A list after 其中 may tell only some of the parts, may mix levels, and may run over the paragraphs that follow. The reader keeps
them apart as well as the words allow; where they don't, the verdict is undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.claims.labels import place_of
from drafter.claims.list_parts import is_change, parts_of
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["LONGEST_LIST", "Listing", "label_start", "listings"]

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_MARK = lazy_re(
    rf"(?P<head>{_FIG})(?P<between>[^。；]{{0,60}}?)"
    rf"(?P<mark>[，。；]?其中[：，]?|[，：]?(?:主要用于)?以下方面[：，]|，?分别(?:为|是)[：，]?|，?(?:主要)?包括[：，]?|（其中[：，]?|（(?:含|包括)"
    rf"|，(?:主要|全部)?用于：?|，具体(?:使用情况)?[为是]?[：，]|，[^，。；：{_FIG[1:-1]}]{{2,12}}(?:为|是|如下|包括|来源|构成)：|当?中[，：]|：(?:主要|全部)?用于：?"
    rf"|(?<=[{chr(MONEY)}-{chr(PERCENT - 1)}{chr(COUNT)}-{chr(NUMBER - 1)}])：|[，。]?由(?=[^。；]{{4,200}}[构组]成))"
)
_NAME = rf"[^。；，、：（）{_FIG[1:-1]}]{{2,20}}?"
_BRACKETED = lazy_re(rf"(?P<head>{_FIG})（(?P<body>{_NAME}{_FIG}(?:[、，；和及]{_NAME}{_FIG})+)）")
"""460万元（中央资金310万元、省级资金150万元）: nothing but names with their amounts."""
_NO_ADDEND = lazy_re(
    r"[预决]算|[上去今]年|年[初末底]|20\d\d年|占|比|较|完成|结[余转]|实际|到位|[增减升降]|含|其中|[人户日月年]均|每|单价|[应原现已未]|以[上下内]"
)
"""What stands in a bracket beside an amount without being a part of it."""
LONGEST_LIST = 1200
"""Characters after which the parts of a list are no longer looked for."""
_BATCH = lazy_re(rf"(?P<n>[一二三四五六七八九])批次(?P<head>{_FIG})(?P<body>[^。]*)")
_ORDINAL = lazy_re(rf"第([一二三四五六七八九])批[^，、。；{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,12}}(?P<part>{_FIG})")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Listing:
    """A total and its parts."""

    passage: MaskedPassage
    start: int
    end: int
    head: Figure
    parts: tuple[Figure, ...]
    labels: tuple[str, ...]
    complete: bool
    """Whether the words say that these are all the parts."""
    partial: bool = False
    """Whether the words say that there are more."""
    least: int = 3
    """So many parts that come near the total were meant to be all of it."""
    some: bool = False
    """Whether it is stated after a mere 其中, which may leave parts out."""
    loose: bool = False
    """Whether no word says so much as 其中: parts that stand in a bracket or behind a colon."""
    as_far: int = 0
    """How many parts stand before another thing may begin."""
    flat: bool = False
    """Whether each part tells its share of one whole: then none is an account of another."""

    @property
    def quote(self) -> str:
        """The words, verbatim, at most 120 characters."""
        return self.passage.quote(self.start, self.end)


def listings(passage: MaskedPassage) -> Iterator[Listing]:
    """The lists of a passage, inner ones too, whose total stands before the parts."""
    yield from _batches(passage)
    for match in _MARK.finditer(passage.masked):
        listing = _after(passage, match)
        if listing is not None:
            yield listing
    yield from _bracketed(passage)
    yield from _headless(passage)


def _after(passage: MaskedPassage, match: re.Match[str]) -> Listing | None:
    head_place, stop = _head_place(passage, match), _stop(passage.masked, match)
    start = label_start(passage.masked, head_place)
    if _heads_no_list(passage.masked, match, (start, head_place)):
        return None
    head, label = passage.figure_at(head_place), passage.masked[start:head_place]
    parts, labels, last, closed = parts_of(passage, (match.end(), stop), head, label)
    if len(parts) < 2 and not (len(parts) == 1 and parts[0].text == head.text):
        return None
    mark = match["mark"]
    rest = bool(labels) and labels[-1].lstrip("和与及").startswith("其他")
    named = "分别" in mark and "、" in match["between"]  # 省级、市级补助分别为: of whatever these two are
    complete = (rest or any(word in mark for word in ("分别", "以下方面", "具体", "由"))) and not named
    apart = "分别" in mark and "，" in match["between"]  # 资金▮，按进度支付三笔，分别为: of the payments named in between
    partial = not closed or apart or _EACH.search(passage.masked, match.end(), stop) is not None
    partial = partial or passage.masked.startswith("等", last) or _cumulate(labels)
    least = 2 if mark.endswith("：") else 3
    some = ("中" in mark or mark == "：") and not complete
    shares = _shares(passage, parts)
    complete = complete or (bool(shares) and total(share.range for share in shares).meets(_HUNDRED))
    as_far = _as_far(passage, parts, match.end())
    return Listing(
        passage,
        start,
        last,
        head,
        parts=tuple(parts),
        labels=tuple(labels),
        complete=complete,
        partial=partial,
        least=least,
        some=some,
        loose=mark == "：",
        as_far=as_far,
        flat=bool(shares),
    )


def _heads_no_list(text: str, match: re.Match[str], span: tuple[int, int]) -> bool:
    """Whether an amount, whose words the span holds, is a change, ends a bracket (（2021年共筹集▮）。其中：…) or is one item beside others."""
    label = text[span[0] : span[1]]
    sibling = _SPENT_ON in match["mark"] and _SPENT_ON in label  # 用于甲▮，用于乙▮
    return sibling or is_change(label) or _BRACKET_END.match(text, span[1] + 1) is not None


def _as_far(passage: MaskedPassage, parts: Sequence[Figure], begin: int) -> int:
    """How many parts stand before the first “；”, where another thing may begin."""
    stop = passage.masked.find("；", begin)
    return sum(place_of(passage, part) < stop for part in parts)


def _bracketed(passage: MaskedPassage) -> Iterator[Listing]:
    """A total with its parts in a bracket: 460万元（中央资金310万元、省级资金150万元）; it may leave parts out."""
    for match in _BRACKETED.finditer(passage.masked):
        head, (begin, end) = passage.figure_at(match.start("head")), match.span("body")
        start = label_start(passage.masked, match.start("head"))
        label = passage.masked[start : match.start("head")]
        if _NO_ADDEND.search(match["body"]) or is_change(label):
            continue
        parts, labels, last, _ = parts_of(passage, (begin, end), head, label)
        if len(parts) == sum(map(is_figure, match["body"])):
            yield Listing(passage, start, last, head, tuple(parts), tuple(labels), complete=False, least=2, some=True, loose=True)


_SPENT_ON = "用于"
_EACH = lazy_re(f"各{_FIG}")
"""So much for each of several, how many is not counted: 拨付两家医院各▮."""
_BRACKET_END = lazy_re(r"[^（）。；]{0,8}）")
_CUMULATIVE = lazy_re(r"前[二三]季度|前[^，；]{1,3}月|截[至止]|累计")


def _cumulate(labels: Sequence[str]) -> bool:
    """Whether the parts are stretches of time of which a later one holds the earlier: 一季度, 上半年, 前三季度."""
    half = any("上半年" in label for label in labels) and not any("下半年" in label for label in labels)
    return half or sum(_CUMULATIVE.search(label) is not None for label in labels) > 1


_HUNDRED = Range(Fraction(100), Fraction(100))
_SHARE = lazy_re(rf"，?(?P<words>占[^，；。（）]{{0,24}}?)[{chr(PERCENT)}-{chr(COUNT - 1)}]")


def _shares(passage: MaskedPassage, parts: Sequence[Figure]) -> list[Figure]:
    """What share of one whole each part says that it is; nothing where one says none, or of another whole."""
    found = [_SHARE.match(passage.masked, place_of(passage, part) + 1) for part in parts]
    if len({share["words"] if share else None for share in found}) != 1:
        return []
    return [passage.figure_at(share.end() - 1) for share in found if share]


_FIRST = lazy_re(_FIG)
FARTHEST = 40
"""Characters behind a mark in which the first part stands."""


def _head_place(passage: MaskedPassage, match: re.Match[str]) -> int:
    """The figure that the parts are of: the last of their kind before the mark, not a rate or a change."""
    candidates = [match.start("head")]
    part = _FIRST.search(passage.masked, match.end(), match.end() + FARTHEST)
    kind = passage.figure_at(part.end() - 1 if part else candidates[0]).kind
    for place in range(match.start("between"), match.end("between")):
        if is_figure(passage.masked[place]) and passage.figure_at(place).kind == kind:
            words = passage.masked[max(0, place - 10) : place]
            if not is_change(words) or "决算" in words:
                candidates.append(place)
    return candidates[-1]


_MADE = ("构成", "组成")


def _stop(text: str, match: re.Match[str]) -> int:
    """Where the list ends: the closing bracket if it began in one, else the end of the sentence."""
    begin, farthest = match.end(), min(len(text), match.end() + LONGEST_LIST)
    if match["mark"].endswith("由"):
        return min(found for word in _MADE if (found := text.find(word, begin)) >= 0)
    depth = 1 if match["mark"].startswith("（") else 0
    for place in range(begin, farthest):
        if text[place] == "。":
            return place
        if depth:
            depth += (text[place] == "（") - (text[place] == "）")
            if not depth:
                return place
    return farthest


def label_start(text: str, place: int) -> int:
    """Where the words that name a figure begin: behind a stop or another figure."""
    start = place
    while start > 0 and text[start - 1] not in "。；，：" and not is_figure(text[start - 1]) and place - start < 24:
        start -= 1
    return start


def _batches(passage: MaskedPassage) -> Iterator[Listing]:
    """三批次300件…，第一批84项、第二批72项、第三批49项: as many ordinals as batches make a complete list."""
    for match in _BATCH.finditer(passage.masked):
        inner = list(_ORDINAL.finditer(match["body"]))
        shift = match.start("body")
        if len(inner) != _NUMERALS.index(match["n"]) or len(inner) < 2:
            continue
        places = [shift + found.start("part") for found in inner]
        parts = tuple(passage.figure_at(place) for place in places)
        head = passage.figure_at(match.start("head"))
        yield Listing(passage, match.start(), places[-1] + 1, head, parts, tuple(f[0] for f in inner), complete=True)


_DETAILED = lazy_re(r"(?:使用|支出|构成)情况[为是]：?|各项支出分别[为是]：?|按支出(?:内容|用途)[^，。；]{0,4}分，")


def _headless(passage: MaskedPassage) -> Iterator[Listing]:
    """资金具体使用情况为：办公费…，印刷费…。: the total is the expenditure named before, in the same paragraph."""
    for match in _DETAILED.finditer(passage.masked):
        spent = [
            place
            for place in range(max(0, match.start() - LONGEST_LIST // 2), match.start())
            if is_figure(passage.masked[place])
            and re.search(r"(?:实际|累计)?支出(?:决算)?[^，。；]{0,4}$", passage.masked[max(0, place - 10) : place])
        ]
        if not spent:
            continue
        head = passage.figure_at(spent[-1])
        stop = passage.masked.find("。", match.end())
        stop = min(stop if stop >= 0 else len(passage.masked), match.end() + LONGEST_LIST)
        label = passage.masked[label_start(passage.masked, spent[-1]) : spent[-1]]
        parts, labels, last, _ = parts_of(passage, (match.end(), stop), head, label)
        if len(parts) >= 2:
            yield Listing(passage, match.start(), last, head, tuple(parts), tuple(labels), complete=True)
