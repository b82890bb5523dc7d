"""What is added to an amount of a sentence before: …收入完成▮，为预算的▮。其中：…。加上级补助收入▮、上年结余▮，收入总计▮.

The first addend stands sentences before the others, among its own parts, its budget and last year's amount. It is the first amount
of what came in or was spent since the last total; where the sum fails with it, each other amount there is tried before it is said, also one inside: …总收入▮，其中地方收入▮；加补助▮.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.labels import place_of
from drafter.claims.list_parts import parts_of
from drafter.claims.lists import Listing, label_start
from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage
from drafter.claims.roles import CHANGES, Cues, Role
from drafter.core.patterns import lazy_re
from drafter.core.ranges import total

__all__ = ["additions"]

_MONEY = f"[{chr(MONEY)}-{chr(PERCENT - 1)}]"
_ADDED = lazy_re(
    rf"[，。；]加上?(?=[^，。；]{{2,24}}{_MONEY})(?P<items>[^。；]{{4,400}}?)[，,]?"
    rf"(?P<name>[^，。；、{chr(MONEY)}-\uf7ff]{{0,16}}(?P<kind>收入|支出)(?:总计|合计|总量))(?:为|达到?|是)?(?P<total>{_MONEY})"
)
_PART_OF = lazy_re("其中")


def additions(passage: MaskedPassage, cues: Cues) -> Iterator[Listing]:
    """The totals of a passage that say what was added to an amount before."""
    behind = 0
    for match in _ADDED.finditer(passage.masked):
        listing = _listing(passage, match, behind, cues)
        behind = match.end()
        if listing is not None:
            yield listing


def _listing(passage: MaskedPassage, match: re.Match[str], behind: int, cues: Cues) -> Listing | None:
    head = passage.figure_at(match.start("total"))
    added, labels, last, closed = parts_of(passage, match.span("items"), head, match["name"])
    firsts = _firsts(passage, behind, match, cues)
    if not added or not firsts or not closed:
        return None
    near = [figure for figure in passage.figures if figure.kind == MONEY and behind <= place_of(passage, figure) < match.start()]
    chosen = next((one for one in (*firsts, *near) if head.range.meets(total(part.range for part in (one, *added)))), firsts[0])
    names = ("", *labels)
    start = label_start(passage.masked, match.start("items"))
    complete = not passage.masked.startswith("等", last)
    return Listing(
        passage, start, match.end(), head, (chosen, *added), names, complete=complete, least=2, some=not complete
    )  # fmt: skip


def _firsts(passage: MaskedPassage, behind: int, match: re.Match[str], cues: Cues) -> list[Figure]:
    """The amounts that the others may be added to, the likeliest first: of the total's side, no budget and no part."""
    told = [one for one in cues.told(passage) if behind <= one.place < match.start() and one.figure.kind == MONEY]
    stated = [one for one in told if not one.depth and one.role not in CHANGES and one.role != Role.LAST]
    stated = [
        one for one in stated if not _PART_OF.search(passage.masked, passage.masked.rfind("。", 0, one.place) + 1, one.place)
    ]
    side = [one for one in stated if match["kind"] in passage.masked[behind : one.place]]
    likely = [one for one in side if one.role in {Role.OUTTURN, Role.PLAIN}]
    return [one.figure for one in dict.fromkeys((*likely, *side))]
