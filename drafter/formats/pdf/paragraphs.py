"""Which lines of a PDF make one paragraph, recognised by where the text begins and where full lines end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from drafter.core.numerals import to_chinese
from drafter.core.patterns import lazy_re
from drafter.formats.docx.paragraphs import goes_on
from drafter.formats.headings import heading_level, is_caption, is_numbered
from drafter.formats.pdf.lines import TextLine, first_word_width
from drafter.formats.pdf.pages import PdfPage
from drafter.formats.pdf.tables import Grid

__all__ = ["TextColumn", "columns_of", "goes_on_with"]

_FEW = 10
"""Lines from which they tell the width of the text; of fewer the tables tell it."""
_ENDS = "。！？；：!?;:”"
_STOPS = lazy_re(r"[，。；：！？,;:!?]")
_ORDINAL = lazy_re(r"\s*([（(第]?)([一二三四五六七八九十]{1,3}|\d{1,2})")
_VALUES = {to_chinese(number): number for number in range(1, 100)} | {str(number): number for number in range(1, 100)}
_NO_REST = lazy_re(r"[（(【]|\d{4}\s*年\s*\d|[二〇○零]{2}|目\s*录$")
"""What begins no second line of a title: a bracket, a date, the contents."""
_FILLS = 0.7
"""Of the column: a title's line so wide may have had no room for the rest."""
_LARGE = 1.2
"""Times the size of the text: type so large is a title's."""
_LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Where the text of pages of one width begins and where full lines end."""

    left: float
    right: float
    size: float
    """The type size of most lines; 0 where it is not known."""
    indented: bool
    """Whether paragraphs begin two characters further in."""


def columns_of(pages: Sequence[PdfPage]) -> dict[int, TextColumn]:
    """The text column by page width."""
    lines: dict[int, list[TextLine]] = defaultdict(list)
    grids: dict[int, list[Grid]] = defaultdict(list)
    for page in pages:
        width = round(page.width)
        lines[width] += [item for item in page.items if isinstance(item, TextLine)]
        grids[width] += [item for item in page.items if isinstance(item, Grid)]
    return {width: _column(found, grids[width]) for width, found in lines.items() if found}


def _column(lines: Sequence[TextLine], grids: Sequence[Grid]) -> TextColumn:
    left, right = _often([line.x0 for line in lines], outermost=min), _often([line.x1 for line in lines], outermost=max)
    if grids and len(lines) < _FEW:
        left, right = min(left, *(grid.left for grid in grids)), max(right, *(grid.right for grid in grids))
    indented = sum(1.5 * line.size < line.x0 - left < 2.6 * line.size for line in lines)
    size = sorted(line.size for line in lines)[len(lines) // 2]
    return TextColumn(left, right, size, indented * 12 > len(lines))


def _often(places: Sequence[float], *, outermost: Callable[[Iterable[int]], int]) -> float:
    """The outermost position that several lines share."""
    counts = Counter(round(place / 3) for place in places)
    shared = [place for place, count in counts.items() if count >= max(2, len(places) // 50)] or list(counts)
    return 3.0 * outermost(shared)


def goes_on_with(text: str, above: TextLine, line: TextLine, column: TextColumn) -> bool:
    """Whether a line goes on with the paragraph `text` that ends in the line `above`: that was full, this is not indented and no heading."""
    if abs(above.size - line.size) > 0.15 * above.size or (above.top < line.top and line.top - above.bottom > 2.2 * line.size):
        return False
    if line.x0 > column.left + 0.8 * line.size:
        return _completes_title(text, above, line, column)
    if _is_next(text, line.text):
        return False
    ended = text[-1:] in _ENDS
    if ended and (_begins_anew(line.text) or (heading_level(text) is not None and not column.indented)):
        return False
    slack = 0.0 if ended and not column.indented else 0.6 * above.size
    if above.x1 + first_word_width(line) + slack > column.right:
        return True
    return goes_on(text[-400:], line.text)


def _begins_anew(words: str) -> bool:
    """Whether a line after a full stop is a heading, a list item, or belongs to a table to come."""
    return is_numbered(words) or is_caption(words) or heading_level(words) is not None or words.endswith("表")


def _is_next(text: str, words: str) -> bool:
    """Whether a numbered line is the next item after a numbered one, or stands below a heading: ``第二部分 决算表`` / ``一、收入决算表``."""
    if not is_numbered(words) or not is_numbered(text):
        return False
    return _STOPS.search(text) is None or _follows(text, words)


def _follows(text: str, words: str) -> bool:
    """Whether two numberings are of one kind, and the second the next: （六） and （七）."""
    one, other = _ORDINAL.match(text), _ORDINAL.match(words)
    if one is None or other is None or one[1] != other[1] or one[2].isdigit() != other[2].isdigit():
        return False
    return _VALUES.get(other[2], 0) == _VALUES.get(one[2], 0) + 1


def _completes_title(text: str, above: TextLine, line: TextLine, column: TextColumn) -> bool:
    """Whether a centred line is the rest of the title above, which had no room for it or is set in large type."""
    if above.top >= line.top or not (_is_centred(above, column) and _is_centred(line, column)):
        return False
    is_large = line.size > _LARGE * column.size > 0
    if not is_large and (line.x0 < column.left + 2.6 * line.size or line.x1 > column.right - 1.5 * line.size):
        return False
    whole = text + line.text
    if _STOPS.search(whole) or len(whole) > _LONGEST_TITLE or _NO_REST.match(line.text) or _NO_REST.match(text):
        return False
    if is_numbered(line.text) or is_caption(line.text) or is_caption(text) or text.endswith("表"):
        return False
    fills = above.x1 - above.x0 >= _FILLS * (column.right - column.left)
    return fills or (is_large and heading_level(text) is None)


def _is_centred(line: TextLine, column: TextColumn) -> bool:
    return abs(line.x0 + line.x1 - column.left - column.right) <= 5 * line.size
