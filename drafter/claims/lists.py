"""Lists with a total: 支出合计…，其中：基本支出…；项目支出…。 — the head, the parts, and whether the parts should make it up.

A list after 其中 may tell only some of the parts, may mix levels, and may run over the paragraphs that follow. The reader keeps
them apart as well as the words allow; where they don't, the verdict is undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.claims.labels import place_of
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["LONGEST_LIST", "Listing", "is_change", "label_start", "listings", "parts_of", "picked"]

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_NOFIG = f"[^。；{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_MARK = lazy_re(
    rf"(?P<head>{_FIG})(?P<between>[^。；]{{0,60}}?)"
    rf"(?P<mark>[，。；]?其中[：，]?|[，：]?(?:主要用于)?以下方面[：，]|，?分别(?:为|是)[：，]?|，?(?:主要)?包括[：，]?|（其中[：，]?|（(?:含|包括)"
    rf"|，(?:主要|全部)?用于：?|，具体(?:使用情况)?[为是]?[：，]|，[^，。；：{_FIG[1:-1]}]{{2,12}}(?:为|是|如下|包括|来源|构成)：)"
)
_NOT_AMOUNT = lazy_re(
    r"(?:占|比|较|增加|减少|增收|减收|增支|减支|调增|调减|增长|下降|降低|完成(?=[^，；]{0,6}(?:预算|计划|目标|任务)(?!收入|支出|资金))|提高|上升|率[为是]?|单价|均价|平均|人均|每[^，；]{0,3})[^，；]{0,8}$"
)
_FROM = lazy_re(r"由[^，；]{0,8}$")
"""The figure before a change (由M调整为N) is no part, the one after it is."""
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
    yield from _headless(passage)


def _after(passage: MaskedPassage, match: re.Match[str]) -> Listing | None:
    head_place = _head_place(passage, match)
    start = label_start(passage.masked, head_place)
    if _NOT_AMOUNT.search(passage.masked[start:head_place]):
        return None
    head = passage.figure_at(head_place)
    label = passage.masked[start:head_place]
    parts, labels, last, closed = parts_of(passage, (match.end(), _stop(passage.masked, match)), head, label)
    if len(parts) < 2 and not (len(parts) == 1 and parts[0].text == head.text):
        return None
    mark = match["mark"]
    rest = bool(labels) and labels[-1].lstrip("和与及").startswith("其他")
    named = "分别" in mark and "、" in match["between"]  # 省级、市级补助分别为: of whatever these two are
    complete = (rest or any(word in mark for word in ("分别", "以下方面", "具体"))) and not named
    partial = not closed or passage.masked.startswith("等", last)
    least = 2 if mark.endswith("：") else 3
    some = "其中" in mark and not complete
    shares = _shares(passage, parts)
    complete = complete or (bool(shares) and total(share.range for share in shares).meets(_HUNDRED))
    return Listing(passage, start, last, head, tuple(parts), tuple(labels), complete, partial, least, some, bool(shares))


_HUNDRED = Range(Fraction(100), Fraction(100))
_SHARE = lazy_re(rf"，?(?P<words>占[^，；。（）]{{0,24}}?)[{chr(PERCENT)}-{chr(COUNT - 1)}]")


def _shares(passage: MaskedPassage, parts: Sequence[Figure]) -> list[Figure]:
    """What share of one whole each part says that it is; nothing where one says none, or of another whole."""
    found = [_SHARE.match(passage.masked, place_of(passage, part) + 1) for part in parts]
    if len({share["words"] if share else None for share in found}) != 1:
        return []
    return [passage.figure_at(share.end() - 1) for share in found if share]


def is_change(label: str) -> bool:
    """Whether the words before an amount make it a change, a share or a part of a plan and no total."""
    return _NOT_AMOUNT.search(label) is not None


def _head_place(passage: MaskedPassage, match: re.Match[str]) -> int:
    """The figure that the parts are of: the last amount of the same kind before the mark, not a rate or a change."""
    candidates = [match.start("head")]
    for place in range(match.start("between"), match.end("between")):
        if is_figure(passage.masked[place]) and passage.figure_at(place).kind == passage.figure_at(candidates[0]).kind:
            words = passage.masked[max(0, place - 10) : place]
            if not _NOT_AMOUNT.search(words) or "决算" in words:
                candidates.append(place)
    return candidates[-1]


def _stop(text: str, match: re.Match[str]) -> int:
    """Where the list ends: the closing bracket if it began in one, else the end of the sentence."""
    begin, farthest = match.end(), min(len(text), match.end() + LONGEST_LIST)
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


_Item = tuple[Figure, str, int]
"""A part, its label, the place behind it."""


def parts_of(
    passage: MaskedPassage, span: tuple[int, int], head: Figure, head_label: str
) -> tuple[list[Figure], list[str], int, bool]:
    """The amounts of a list, without rates, changes, and the parts of inner lists; their labels; where the last one ends.

    The last answer tells whether every inner list ended where its own total says so.
    """
    found, closed = _upper_level(list(_amounts(passage, span, head)), passage)
    planned = _is_plan(head_label)
    same = [item for item in found if _is_plan(item[1]) == planned or (planned and _CARRIED.search(item[1]))]
    mixed = len({_is_plan(label) for _, label, _ in found}) > 1  # 预算各是多少，决算各是多少: only those of the total's kind
    kept = same if mixed else found
    scored = [item for item in kept if not _FULL_MARKS.search(item[1])]
    kept = scored if scored and not _FULL_MARKS.search(head_label) else kept
    return [f for f, _, _ in kept], [label for _, label, _ in kept], kept[-1][2] if kept else span[0], closed


def _amounts(passage: MaskedPassage, span: tuple[int, int], head: Figure) -> Iterator[_Item]:
    """The amounts outside brackets that can be parts of a total, with their labels."""
    depth, boundary = 0, span[0]
    for place in range(*span):
        character = passage.masked[place]
        depth += (character == "（") - (character == "）")
        if depth > 0:
            continue
        if character in "，；、：":
            boundary = place + 1
        if not is_figure(character):
            continue
        figure, label = passage.figure_at(place), passage.masked[boundary:place]
        if figure.kind != head.kind or _is_no_part(label, figure) or not _same_unit(figure, head):
            continue
        if _FROM.search(label):
            boundary = place + 1
        elif not any(is_figure(c) and passage.figure_at(boundary + n).kind in {head.kind, PERCENT} for n, c in enumerate(label)):
            yield figure, label, place + 1


def _upper_level(items: list[_Item], passage: MaskedPassage) -> tuple[list[_Item], bool]:
    """The items without those that a 其中 behind an item begins, as far as they make that item up."""
    kept: list[_Item] = []
    inner: list[Figure] | None = None
    before = 0
    for figure, label, end in items:
        if kept and "其中" in _BRACKETS.sub("", passage.masked[before:end]):
            if inner is not None:
                break
            inner = []
        before = end
        if inner is None:
            kept.append((figure, label, end))
            continue
        inner.append(figure)
        inner = None if kept[-1][0].range.meets(total(part.range for part in inner)) else inner
    return kept, inner is None


_BRACKETS = lazy_re(r"（[^（）]*）")
_FULL_MARKS = lazy_re(r"满分|分值|权重|标准分")
"""What a score could have been."""


def _is_no_part(label: str, figure: Figure) -> bool:
    """Whether the words before a figure say that it is a rate or a change; the score of a rate is one of the scores."""
    scored = figure.quantity.unit == "分" and label.endswith(("得分", "得分为", "得"))
    return _NOT_AMOUNT.search(label) is not None and not scored


_CARRIED = lazy_re(r"结转|追加")
"""What makes up a budget beside the one of the new year."""


_PLANNED = lazy_re(r"(?<!公共)(?<!基金)(?<!经营)预算(?!内|外|资金)")
"""A budget, not the name of a fund: 一般公共预算, 中央预算内投资."""


def _is_plan(label: str) -> bool:
    return _PLANNED.search(label) is not None and not re.search(r"决算|支出|收入|执行", label)


def _same_unit(figure: Figure, head: Figure) -> bool:
    return figure.kind == MONEY or figure.quantity.unit == head.quantity.unit


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
_COUNTED = lazy_re(rf"(?P<head>{_FIG})(?P<between>{_NOFIG}{{0,30}})$")


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


def picked(parts: Sequence[Figure], labels: Sequence[str], names: Iterable[re.Pattern[str]]) -> tuple[Figure, ...]:
    """The parts that a set of names picks out, if each name has exactly one."""
    found = [[n for n, label in enumerate(labels) if name.search(label)] for name in names]
    if not all(len(numbers) == 1 for numbers in found):
        return ()
    return tuple(parts[n] for n in sorted(numbers[0] for numbers in found))
