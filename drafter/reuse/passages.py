"""A report as comparison reads it: the passages that hold words, whose report it is and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.core.document import Document, Heading, Location, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.reuse.records import Passage, Profile, Sort
from drafter.reuse.reuse_settings import ReuseSettings

__all__ = ["Given", "given", "profile_of"]

SHORTEST = 8
"""Characters of the shortest text that is compared."""
LONGEST = 1500
"""Characters of the longest passage; longer ones are cut, at sentence ends where there are any."""
LONGEST_LABEL = 20
LONGEST_TITLE = 30
SHORTEST_NAME = 3
FIRST_TEXTS = 30
"""So many texts from the beginning are likely to say whose report it is."""
NAMED_OFTEN = 3
"""A name in quotation marks that stands so often is the report's own subject: its project."""
_SENTENCE = lazy_re(r"[^。；！？!?;]*[。；！？!?;]?[”’）)]*")
_CHINESE = lazy_re(r"[\u4e00-\u9fff]")
_STOP = lazy_re(r"[，。；]")
_YEAR = lazy_re(r"(?<!\d)(20[0-4]\d)\s*年度?")
_DATED = lazy_re(r"^20[0-4]\d\s*年度?\s*")
_AFTER_NAME = lazy_re(r"\s*(?:20[0-4]\d|年度|部门|单位|整体|项目|绩效|决算|预算|关于|“|$)")
_PLACE = lazy_re(r"[^省市县区州盟旗镇乡]{1,6}?(?:自治[区州县]|[省市县区州盟旗镇乡])(?=.)")
_QUOTED = lazy_re(r"“([^“”，。；、\n]{3,30})”")


@dataclass(frozen=True, slots=True)
class Given:
    """A report to compare, read from a file or out of an archive."""

    name: str
    passages: tuple[Passage, ...]
    profile: Profile


def given(document: Document, name: str, settings: ReuseSettings) -> Given:
    """A document, ready to be compared."""
    return Given(name, tuple(_passages(document, settings)), profile_of(document, settings))


def _passages(document: Document, settings: ReuseSettings) -> Iterator[Passage]:
    headings: list[Heading] = []
    above: list[list[Heading]] = []
    for index, block in enumerate(document.blocks):
        note = document.note_at(index)
        if note is not None:
            headings = above[note.reference.block]
        elif isinstance(block, Heading):
            headings = [*(heading for heading in headings if heading.level < block.level), block]
        above.append(headings)
        if isinstance(block, Paragraph):
            yield from _cut(block.text, Location(index, 0, 0), *_section(headings, settings))
        elif isinstance(block, Table):
            yield from _cells(index, block, headings, settings)


def _section(headings: Sequence[Heading], settings: ReuseSettings, label: str = "") -> tuple[str, Sort]:
    """The nearest heading, and what the section is about: the nearest heading that tells."""
    names = [heading.text for heading in headings if heading.level] + ([label] if label else [])
    sorts = (settings.sort_of(fold_width(name)) for name in reversed(names))
    return (names[-1] if names else ""), next((sort for sort in sorts if sort is not None), "其他")


def _cells(index: int, table: Table, headings: Sequence[Heading], settings: ReuseSettings) -> Iterator[Passage]:
    """The cells that hold words, under the label that stands before them in their row."""
    labels: dict[int, str] = {}
    for cell in table.cells:
        if len(cell.text) > LONGEST_LABEL or _STOP.search(cell.text):
            place = Location(index, 0, 0, cell.row, cell.column)
            yield from _cut(cell.text, place, *_section(headings, settings, labels.get(cell.row, "")))
        elif _CHINESE.search(label := cell.text.replace("\n", "").strip()):
            labels.update(dict.fromkeys(range(cell.row, cell.row + cell.rows), label))


def _cut(text: str, place: Location, section: str, sort: Sort) -> Iterator[Passage]:
    for start, end in _pieces(text):
        if end - start >= SHORTEST and not _is_title(text[start:end], sort):
            yield Passage(text[start:end], Location(place.block, start, end, place.row, place.column), section, sort)


def _is_title(text: str, sort: Sort) -> bool:
    """Whether a line names a table or a part, and states nothing."""
    return sort in {"其他", "沿用"} and len(text) <= LONGEST_TITLE and not _STOP.search(text)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text; long ones in parts of whole sentences."""
    start = 0
    for line in text.split("\n"):
        yield from _parts(text, start, start + len(line)) if len(line) > LONGEST else [(start, start + len(line))]
        start += len(line) + 1


def _parts(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = end = start
    for match in _SENTENCE.finditer(text, start, stop):
        while match.end() - begin > LONGEST:
            cut = end if end > begin else begin + LONGEST
            yield begin, cut
            begin = end = cut
        end = match.end()
    yield begin, stop


def profile_of(document: Document, settings: ReuseSettings) -> Profile:
    """Whose report it is and of which year, as its first page says, or else as it says most often."""
    texts = [fold_width(text) for _, text in document.texts()]
    head, whole = "\n".join([fold_width(document.title), *texts[:FIRST_TEXTS]]), "\n".join(texts)
    unit = _unit(fold_width(document.title), settings) or _told_often(head, whole, settings)
    quoted = Counter(_QUOTED.findall(whole))
    names = {name for name, count in quoted.items() if count >= NAMED_OFTEN} | set(_forms(unit))
    return Profile(unit, _year(document.title, head, whole), tuple(sorted(names, key=lambda name: (-len(name), name))))


def _forms(unit: str) -> Iterator[str]:
    """A unit's name, and without the places before it."""
    while len(unit) >= SHORTEST_NAME:
        yield unit
        place = _PLACE.match(unit)
        unit = unit[place.end() :] if place else ""


def _unit(title: str, settings: ReuseSettings) -> str:
    """The name that a title begins with, the year before it left out."""
    words = _DATED.sub("", title.strip())
    name = settings.unit_name
    ends = (end for end in range(SHORTEST_NAME, len(words) + 1) if name is not None and name.fullmatch(words[:end]))
    return next((words[:end] for end in ends if _AFTER_NAME.match(words, end)), "")


def _told_often(head: str, whole: str, settings: ReuseSettings) -> str:
    """The name that stands alone, as a text or after a colon, and is named most often; or else one that begins a text of the first page."""
    name = settings.unit_name
    if name is None:
        return ""
    alone = {text for text in _starts(whole) if name.fullmatch(text)}
    begun = {match.group() for text in _starts(head) if (match := name.match(text))}
    return max(alone or begun, key=lambda found: (whole.count(found), len(found), found), default="")


def _starts(text: str) -> list[str]:
    """The clauses of a text, a year before them left out."""
    return [_DATED.sub("", clause.strip()) for clause in re.split(r"[\n：:，。；、“”（）()]", text)]


def _year(title: str, head: str, whole: str) -> int | None:
    for text in (fold_width(title), head, whole):
        years = Counter(_YEAR.findall(text))
        if years:
            return int(max(years, key=lambda year: (years[year], year)))
    return None
