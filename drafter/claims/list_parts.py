"""The parts of a list: which of its amounts can be parts of the total, and which are rates, changes, inner lists or the other side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import total

__all__ = ["is_change", "parts_of", "picked"]

_NOT_AMOUNT = lazy_re(
    r"(?:占(?!地|道)|比(?!赛|武|选|较满意|较好|较了解)|(?<!比)较|增加|减少|增收|减收|增支|减支|调增|调减|增长|下降|降低|完成(?=[^，；]{0,6}(?:预算|计划|目标|任务)(?!收入|支出|资金))|提高|上升|率[为是]?|单价|均价|平均|人均|每[^，；]{0,3})[^，；]{0,8}$|各$"
)
_FROM = lazy_re(r"由[^，；]{0,8}$")
"""The figure before a change (由M调整为N) is no part, the one after it is."""


def is_change(label: str) -> bool:
    """Whether the words before an amount make it a change, a share or a part of a plan and no total."""
    return _NOT_AMOUNT.search(label[-_NEAR:]) is not None


_NEAR = 40
"""Characters before an amount in which such a word stands; a clause without a comma may be as long as the paragraph."""
LONGEST_LABEL = 100
MOST_AMOUNTS = 60
"""More amounts behind a total than this are no list of its parts."""
_Item = tuple[Figure, str, int]
"""A part, its label, the place behind it."""


def parts_of(
    passage: MaskedPassage, span: tuple[int, int], head: Figure, head_label: str
) -> tuple[list[Figure], list[str], int, bool]:
    """The amounts of a list, without rates, changes, and the parts of inner lists; their labels; where the last one ends.

    The last answer tells whether every inner list ended where its own total says so.
    """
    amounts = list(islice(_amounts(passage, span, head), MOST_AMOUNTS + 1))
    found, closed = _upper_level(amounts if len(amounts) <= MOST_AMOUNTS else [], passage)
    planned = _is_plan(head_label)
    same = [item for item in found if _is_plan(item[1]) == planned or (planned and _CARRIED.search(item[1]))]
    mixed = len({_is_plan(label) for _, label, _ in found}) > 1  # 预算各是多少，决算各是多少: only those of the total's kind
    kept = same if mixed else found
    scored = [item for item in kept if not _FULL_MARKS.search(item[1])]
    kept = scored if scored and not _FULL_MARKS.search(head_label) else kept
    kept = kept if _GRAND.search(head_label) else list(takewhile(lambda item: not _OTHER_SIDE.fullmatch(item[1]), kept))
    return [f for f, _, _ in kept], [label for _, label, _ in kept], kept[-1][2] if kept else span[0], closed


def _amounts(passage: MaskedPassage, span: tuple[int, int], head: Figure) -> Iterator[_Item]:
    """The amounts outside brackets that can be parts of a total, with their labels."""
    depth, boundary, behind, last, barring = 0, span[0], len(passage.masked), -1, {head.kind, PERCENT}
    for place in range(*span):
        character = passage.masked[place]
        depth += (character == "（") - (character == "）")
        barred, last = last, place if is_figure(character) and passage.figure_at(place).kind in barring else last
        if depth > 0:
            continue
        if character in "，；、：":
            boundary = place + 1
        if not is_figure(character):
            continue
        boundary = behind if _RUN_ON.fullmatch(passage.masked, behind, place) else boundary
        figure, label = passage.figure_at(place), passage.masked[max(boundary, place - LONGEST_LABEL) : place]
        if figure.kind != head.kind or _is_no_part(label, figure) or not _same_unit(figure, head):
            continue
        full = figure.quantity.unit == "分" and passage.masked[place + 1 : place + 2] in _SCORED
        if full or _FROM.search(label):
            boundary = place + 1
        elif barred < boundary:
            yield figure, label, place + 1
            behind = place + 1


_SCORED = ("得", "扣")
"""决策▮得▮: behind what a score could have been."""
_RUN_ON = lazy_re(
    r"[\u4e00-\u9fff]{2,10}(?:资金|经费|收入|支出|拨款|补助|投资|费)|(?:[和及与]|以及)(?![上去今同]年)[\u4e00-\u9fff]{2,20}(?<![增减]加|减少)"
)
"""The name of a part that no stop sets apart from the part before: 省级资金▮市级资金▮, 中央投资▮和地方配套▮."""


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
        if kept and label.startswith("包括") and figure.text == kept[-1][0].text:
            continue  # 财政拨款收入▮，包括一般公共预算收入▮: the same amount again
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
    return (is_change(label) and not scored) or _WITHIN.match(label) is not None


_WITHIN = lazy_re(r"(?:其中)?(?:包含|内含|含有|含)(?!税)")
"""An amount inside of the item before: 财政拨款▮，含上年结转▮."""


_CARRIED = lazy_re(r"结转|追加")
"""What makes up a budget beside the one of the new year."""


_GRAND = lazy_re(r"[总合共]计|收支")
"""A total that 本年支出 and 年末结余 may be parts of."""
_OTHER_SIDE = lazy_re(
    r"(?:本年|当年|全年|年度|实际|累计|共|已|尚?未|年末|年底|期末)*"
    r"(?:收入|支出|支付|使用|拨付|结余|结转|结转和?结余|负债|净资产)(?:总额|总计|合计|数|资金|了|为|是)*"
)
"""What stands on the other side of the account: with it a list of parts is over (到位▮，其中中央▮，已支出▮，结余▮)."""
_PLANNED = lazy_re(r"(?<!公共)(?<!基金)(?<!经营)预算(?!内|外|资金|稳定)")
"""A budget, not the name of a fund: 一般公共预算, 中央预算内投资, 预算稳定调节基金."""


def _is_plan(label: str) -> bool:
    return _PLANNED.search(label) is not None and not re.search(r"决算|支出|收入|执行", label)


def _same_unit(figure: Figure, head: Figure) -> bool:
    return figure.kind == MONEY or figure.quantity.unit == head.quantity.unit


def picked(parts: Sequence[Figure], labels: Sequence[str], names: Iterable[re.Pattern[str]]) -> tuple[Figure, ...]:
    """The parts that a set of names picks out, if each name has exactly one."""
    found = [[n for n, label in enumerate(labels) if name.search(label)] for name in names]
    if not all(len(numbers) == 1 for numbers in found):
        return ()
    return tuple(parts[n] for n in sorted(numbers[0] for numbers in found))
