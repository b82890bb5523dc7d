"""What one document after another placed, and what was to arrive: 1月19日，…5号下达▮；9月5日，…96号下达▮。截至年末，应到位的▮."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, PERCENT, MaskedPassage
from drafter.core.patterns import lazy_re

__all__ = ["placements"]

_MONEY = f"[{chr(MONEY)}-{chr(PERCENT - 1)}]"
_DATED = rf"[^。；]{{0,12}}(?:\d月\d{{1,2}}日|号)[^。；{chr(MONEY)}-\uf7ff]{{0,40}}"
"""The beginning of a sentence that says when, or by which document."""
_ITEM = rf"{_DATED}(?:下达|拨付|拨入|追加)[^，。；{chr(MONEY)}-\uf7ff]{{0,20}}{_MONEY}"
_ITEMS = lazy_re(rf"(?:{_ITEM}[；。，]){{2,12}}")
_TOTAL = lazy_re(
    rf"[^。；{chr(MONEY)}-\uf7ff]{{0,20}}(?:应到位|[共合总]计?下达|累计下达)(?:资金)?(?:的|共计|[共计为达])*(?P<total>{_MONEY})"
)
_OTHER_MONEY = lazy_re(r"结转|结余|上年|收回|核减|调减|自筹|其中|其他")
"""What is placed otherwise, or taken back: then the documents are not all there is."""


def placements(passage: MaskedPassage) -> Iterator[Listing]:
    """The amounts that dated documents placed, from the start of a passage, with the total behind them.

    What arrived in fact (实际到位) may be less than what was placed and is no such total.
    """
    items = _ITEMS.match(passage.masked)
    total = _TOTAL.match(passage.masked, items.end()) if items else None
    if items is None or total is None or _OTHER_MONEY.search(passage.masked[: total.end()]):
        return
    parts = tuple(figure for figure, place in zip(passage.figures, passage.places, strict=True) if place < items.end())
    head = passage.figure_at(total.start("total"))
    if all(part.kind == MONEY for part in parts):
        yield Listing(passage, items.start(), total.end(), head, parts, ("",) * len(parts), complete=True, loose=True)
