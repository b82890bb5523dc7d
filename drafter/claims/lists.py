"""Lists with a total: 支出合计…，其中：基本支出…；项目支出…。 — the head, the parts, and whether the parts should make it up.

A list after 其中 may tell only some of the parts, may mix levels, and may run over the paragraphs that follow. The reader keeps
them apart as well as the words allow; where they don't, the verdict is undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.judgement import Judgement, show, with_tail
from drafter.claims.prose import MONEY, NUMBER, Figure, Passage, is_figure
from drafter.claims.slips import slips_of
from drafter.core.ranges import Range, total

__all__ = ["Listing", "WholeSets", "is_change", "judge_listing", "listings", "picked"]

WholeSets = tuple[tuple[re.Pattern[str], ...], ...]
"""Names that together are always all the parts of something."""

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_NOFIG = f"[^。；{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_MARK = re.compile(
    rf"(?P<head>{_FIG})(?P<between>[^。；]{{0,60}}?)"
    rf"(?P<mark>[，。；]?其中[：，]?|[，：]?(?:主要用于)?以下方面[：，]|，?分别(?:为|是)[：，]?|，?(?:主要)?包括[：，]?|（其中[：，]?|（(?:含|包括)"
    rf"|，(?:主要)?用于：|，具体(?:使用情况)?[为是]?[：，])"
)
_DETAIL = re.compile(r"(?:具体)?(?:使用|支出|构成)情况为[：，]?$")
_NOT_AMOUNT = re.compile(
    r"(?:占|比|增加|减少|增收|减收|增支|减支|调增|调减|增长|下降|降低|完成(?=[^，；]{0,6}(?:预算|计划|目标|任务)(?!收入|支出))|提高|上升|率[为是]?)[^，；]{0,8}$"
)
_FROM = re.compile(r"由[^，；]{0,8}$")
"""The figure before a change (由M调整为N) is no part, the one after it is."""
LONGEST_LIST = 1200
"""Characters after which the parts of a list are no longer looked for."""
_BATCH = re.compile(rf"(?P<n>[一二三四五六七八九])批次(?P<head>{_FIG})(?P<body>[^。]*)")
_ORDINAL = re.compile(rf"第([一二三四五六七八九])批[^，、。；{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,12}}(?P<part>{_FIG})")
_NUMERALS = "零一二三四五六七八九"
MOST_PARTS = 40
"""Parts of a list that are tried for a slip of the pen."""
TELLING = 3
"""Digits that the parts must have together before their closing exactly is a sign."""
CLOSE = Fraction(1, 10)
"""Parts that miss the total by less than this share of it were meant to make it up."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A total and its parts."""

    passage: Passage
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

    @property
    def quote(self) -> str:
        """The words, verbatim, at most 120 characters."""
        return self.passage.quote(self.start, self.end)


def listings(passage: Passage) -> Iterator[Listing]:
    """The lists of a passage, inner ones too."""
    yield from _batches(passage)
    for match in _MARK.finditer(passage.masked):
        listing = _after(passage, match)
        if listing is not None:
            yield listing
    yield from _headless(passage)


def _after(passage: Passage, match: re.Match[str]) -> Listing | None:
    head_place = _head_place(passage, match)
    start = _label_start(passage.masked, head_place)
    if _NOT_AMOUNT.search(passage.masked[start:head_place]):
        return None
    head = passage.figure_at(head_place)
    parts, labels, last, closed = _parts(passage, match.end(), _stop(passage.masked, match), head_place)
    if len(parts) < 2 and not (len(parts) == 1 and parts[0].text == head.text):
        return None
    mark = match["mark"]
    rest = bool(labels) and labels[-1].lstrip("和与及").startswith("其他")
    complete = rest or any(word in mark for word in ("分别", "以下方面", "具体"))
    partial = not closed or passage.masked.startswith("等", last)
    least = 2 if mark.endswith("：") else 3
    return Listing(passage, start, last, head, tuple(parts), tuple(labels), complete, partial, least)


def is_change(label: str) -> bool:
    """Whether the words before an amount make it a change, a share or a part of a plan and no total."""
    return _NOT_AMOUNT.search(label) is not None


def _head_place(passage: Passage, match: re.Match[str]) -> int:
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


def _label_start(text: str, place: int) -> int:
    start = place
    while start > 0 and text[start - 1] not in "。；，：" and not is_figure(text[start - 1]) and place - start < 24:
        start -= 1
    return start


def _parts(passage: Passage, begin: int, stop: int, head_place: int) -> tuple[list[Figure], list[str], int, bool]:
    """The amounts of the list, without rates, changes, and the parts of inner lists.

    The last answer tells whether every inner list ended where its own total says so.
    """
    head = passage.figure_at(head_place)
    planned = _is_plan(passage.masked[_label_start(passage.masked, head_place) : head_place])
    parts: list[Figure] = []
    labels: list[str] = []
    inner: list[Figure] | None = None
    last = boundary = begin
    depth = 0
    for place in range(begin, stop):
        character = passage.masked[place]
        depth += (character == "（") - (character == "）")
        if depth > 0:
            continue
        if character in "，；、：":
            boundary = place + 1
        if character == "其" and parts and passage.masked.startswith("其中", place):
            if inner is not None:
                break
            inner = []
        if not is_figure(character):
            continue
        figure = passage.figure_at(place)
        label = passage.masked[boundary:place]
        if figure.kind != head.kind or _is_no_part(label, figure) or not _same_unit(figure, head):
            continue
        if _FROM.search(label):
            boundary = place + 1
            continue
        if any(is_figure(c) for c in label) or not (_is_plan(label) == planned or (planned and _CARRIED.search(label))):
            continue
        if inner is not None:
            inner.append(figure)
            inner = None if parts[-1].range.meets(total(part.range for part in inner)) else inner
            continue
        parts.append(figure)
        labels.append(label)
        last = place + 1
    return parts, labels, last, inner is None


def _is_no_part(label: str, figure: Figure) -> bool:
    """Whether the words before a figure say that it is a rate or a change; the score of a rate is one of the scores."""
    scored = figure.quantity.unit == "分" and label.endswith(("得分", "得分为", "得"))
    return _NOT_AMOUNT.search(label) is not None and not scored


_CARRIED = re.compile(r"结转|追加")
"""What makes up a budget beside the one of the new year."""


def _is_plan(label: str) -> bool:
    return "预算" in label and not re.search(r"决算|支出|收入|执行", label)


def _same_unit(figure: Figure, head: Figure) -> bool:
    return figure.kind == MONEY or figure.quantity.unit == head.quantity.unit


def _batches(passage: Passage) -> Iterator[Listing]:
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


_DETAILED = re.compile(r"(?:使用|支出|构成)情况[为是]：?|各项支出分别[为是]：?|按支出(?:内容|用途)[^，。；]{0,4}分，")
_COUNTED = re.compile(rf"(?P<head>{_FIG})(?P<between>{_NOFIG}{{0,30}})$")


def _headless(passage: Passage) -> Iterator[Listing]:
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
        parts, labels, last, _ = _parts(passage, match.end(), stop, spent[-1])
        if len(parts) >= 2:
            yield Listing(passage, match.start(), last, head, tuple(parts), tuple(labels), complete=True)


def judge_listing(listing: Listing, whole_sets: WholeSets = ()) -> Judgement:
    """Whether the parts make up the total, within their intervals; a tail difference is a note.

    `whole_sets` are names that together are always all the parts (基本支出 and 项目支出).
    """
    chosen = _chosen(listing, whole_sets)
    if chosen and not listing.head.range.meets(total(part.range for part in listing.parts)):
        listing = replace(listing, parts=chosen, complete=True, partial=False)
    head, parts = listing.head, listing.parts
    whole = total(part.range for part in parts)
    derivation = f"{' + '.join(part.quantity.plain for part in parts)} = {_shown_sum(parts, head)}"
    figures = (head, *parts)
    if head.range.meets(whole):
        judged = Judgement("sum", "holds", listing.quote, head.location, derivation, figures=figures)
        differs = head.range.middle != whole.middle and not any(part.hedge for part in figures)
        message = "各项相加与总数相差在四舍五入的范围内"
        return with_tail(judged, head, _shown_sum(parts, head), message) if differs else judged
    prefix = _prefix(listing)
    if prefix:
        return Judgement("sum", "holds", listing.quote, head.location, prefix, figures=figures)
    expected = _shown_sum(parts, head)
    if not listing.partial and (listing.complete or _meant_to_close(listing, whole)):
        return Judgement(
            "sum",
            "fails",
            listing.quote,
            head.location,
            derivation,
            head.text,
            expected,
            "",
            "error",
            f"各项相加为 {expected}，与总数 {head.text} 不符",
            figures,
            (head,),
        )
    slipped = None if listing.partial else _slipped(listing, derivation)
    return slipped or Judgement(
        "sum", "undecided", listing.quote, head.location, f"{derivation}，可能只列了一部分", figures=figures
    )


def _slipped(listing: Listing, derivation: str) -> Judgement | None:
    """A list that would close exactly if one figure had not the usual slip of the pen: that is no accident.

    Looked for only where the figures are many or long enough for such a closing to tell something.
    """
    head, parts = listing.head, listing.parts
    digits = sum(len(part.quantity.plain.strip("0.")) for part in parts)
    if len(parts) > MOST_PARTS or digits < (TELLING if head.kind == MONEY else 2 * TELLING):
        return None
    whole = sum((part.range.middle for part in parts), Fraction(0))
    for position, part in enumerate((head, *parts)):
        needed = whole if position == 0 else head.range.middle - whole + part.range.middle
        if needed > 0 and needed in set(slips_of(part)):
            right = show(needed, part) if part.kind == MONEY else f"{needed}{part.quantity.unit}"
            message = f"各项相加与总数 {head.text} 不符；如果 {part.text} 应为 {right}，就正好相符"
            figures = (head, *parts)
            return Judgement(
                "sum", "fails", listing.quote, part.location, derivation, part.text, right, "", "error", message, figures, (part,)
            )
    return None


def _shown_sum(parts: tuple[Figure, ...], head: Figure) -> str:
    exact = sum((part.range.middle for part in parts), Fraction(0))
    places = max(-int(part.quantity.value.as_tuple().exponent) for part in (*parts, head))
    like = max((*parts, head), key=lambda figure: -int(figure.quantity.value.as_tuple().exponent))
    return show(exact, like) if places else show(exact, head)


def _prefix(listing: Listing) -> str:
    """The first parts make up the total and the rest break one of them down again."""
    running = Range(Fraction(0), Fraction(0))
    for count, part in enumerate(listing.parts[:-1], 1):
        running += part.range
        if count >= 2 and listing.head.range.meets(running) and part.quantity.value != 0:
            terms = " + ".join(p.quantity.plain for p in listing.parts[:count])
            return f"{terms} = {listing.head.text}，其余是再往下的明细"
    return ""


def _chosen(listing: Listing, whole_sets: WholeSets) -> tuple[Figure, ...]:
    """The parts that the names of one set pick out, each name one part; of several sets the one that comes nearest to the total."""
    found = [parts for names in whole_sets if (parts := picked(listing.parts, listing.labels, names))]
    whole = listing.head.range.middle
    return min(found, key=lambda parts: abs(whole - sum(part.range.middle for part in parts)), default=())


def picked(parts: Sequence[Figure], labels: Sequence[str], names: Iterable[re.Pattern[str]]) -> tuple[Figure, ...]:
    """The parts that a set of names picks out, if each name has exactly one."""
    found = [[n for n, label in enumerate(labels) if name.search(label)] for name in names]
    if not all(len(numbers) == 1 for numbers in found):
        return ()
    return tuple(parts[n] for n in sorted(numbers[0] for numbers in found))


def _meant_to_close(listing: Listing, whole: Range) -> bool:
    """Several parts that come near the total were meant to be all of it."""
    middle = listing.head.range.middle
    return len(listing.parts) >= listing.least and middle > 0 and abs(middle - whole.middle) / middle < CLOSE
