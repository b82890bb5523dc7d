"""A copy of a Word file with each finding as a comment on its very words. Nothing else in it changes.

Runs are cut where a finding begins or ends, each part with the look it had; comments, tracked changes and bookmarks that are there
stay. What has no words of its own, an empty cell or a table as a whole, gets the comment on its paragraph or on the table's first
words; in a text box or a phonetic guide it stands on the run that holds it, for Word allows it nowhere else. Nor does Word allow
one in a footnote or an endnote: it stands on the paragraph of the note's mark, and says which note it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.parser import OxmlElement
from docx.parts.comments import CommentsPart

from drafter.core.document import Document, Heading, Location, Paragraph, Table
from drafter.core.errors import InputError
from drafter.core.findings import Finding
from drafter.core.presentation import in_order, one_line, place_words, safe, severity_word
from drafter.formats.docx.notes import read_notes
from drafter.formats.docx.ooxml import add_run, children, element, qn, sub, whole
from drafter.formats.docx.opening import CONTENT_TYPES, WordFile, open_docx, related_part, saved_parts
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.run_map import RunMap
from drafter.formats.safe_xml import Element
from drafter.formats.zip_file import Parts, pack

if TYPE_CHECKING:
    from docx.oxml.comments import CT_Comments

__all__ = ["AUTHOR", "DATE", "annotate_docx"]

AUTHOR = "drafter"
DATE = "2000-01-01T00:00:00Z"
"""The same every time, so that the same findings give the same file."""
_ANCHORS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:footnoteReference", "w:endnoteReference")
"""Notes too: LibreOffice 7.4 shows every footnote of a file empty where a comment before it has an id that is not above theirs."""
_P, _PPR = qn("w:p"), qn("w:pPr")


def annotate_docx(
    path: Path | bytes, findings: Sequence[Finding], *, source: str = "", author: str = AUTHOR, date: str = DATE
) -> bytes:
    """The copy. Locations are those of `read_docx`; a finding whose place is not in the file is put on its first paragraph."""
    file = open_docx(path, source=source)
    if file.is_strict or file.main.element.body is None:
        raise InputError.of(file.source, "不能加批注：文件没有正文，或是“严格开放 XML”格式；请在 Word 里另存为普通的 .docx 再试")
    if not findings:
        return pack(file.parts)
    table = file.related(RT.STYLES)
    runs = RunMap(file.body, table)
    notes = read_notes(file, runs.references, StyleTable(table, {}), len(runs.blocks))
    marker = _Marker(file.body, runs, Document((*runs.blocks, *notes.blocks), notes=tuple(notes.notes)))
    had_comments = related_part(file.main, RT.COMMENTS) is not None
    comments = _Comments(file, author, date)
    placed = [(finding, marker.find(finding)) for finding in in_order(findings)]
    for finding, location in placed:
        marker.mark(location, comments.add(_lines(finding, marker.note_of(finding))))
    return pack(_with_comments(file, has_types=had_comments))


def _with_comments(file: WordFile, *, has_types: bool) -> Parts:
    """The parts of the copy: as they stand in the file, but for those that comments change."""
    main = file.main.partname
    changed = {main.membername, file.main.part_related_by(RT.COMMENTS).partname.membername}
    changed |= set() if has_types else {CONTENT_TYPES, main.rels_uri.membername}
    return {name: data if name in changed else file.parts.get(name, data) for name, data in saved_parts(file.package).items()}


class _Comments:
    """The comments of a document: what is there is kept, new ones get ids that nobody has."""

    def __init__(self, file: WordFile, author: str, date: str) -> None:
        self._author, self._date = author, date
        if related_part(file.main, RT.COMMENTS) is None:
            file.main.relate_to(CommentsPart.default(file.package), RT.COMMENTS)
        part = related_part(file.main, RT.COMMENTS)
        if not isinstance(part, XmlPart):
            raise InputError.of(file.source, "不能加批注：文件里已有的批注没有注明类型；请用 Word 或 WPS 打开后另存一份再试")
        self._root: Element = part.element
        numbered = (*children(self._root, "w:comment"), *file.body.iter(*map(qn, _ANCHORS)))
        self._last = max((whole(node, "w:id", -1) for node in numbered), default=-1)

    def add(self, lines: Iterable[str]) -> int:
        """Adds a comment, a paragraph a line; the answer is its id."""
        self._last += 1
        # made apart: among the others python-docx looks through all of them for an id, which takes square time
        comment = cast("CT_Comments", OxmlElement("w:comments")).add_comment()
        comment.id, comment.author, comment.initials = self._last, self._author, self._author[:1]
        comment.set(qn("w:date"), self._date)
        for number, line in enumerate(lines):
            paragraph = comment.add_p() if number else comment.p_lst[0]
            paragraph.style = "CommentText"
            add_run(paragraph, line)
        self._root.append(comment)
        return self._last


def _marks(number: int) -> tuple[Element, Element, Element]:
    """Start and end of the words that a comment is on, and the run that shows it."""
    run = element("w:r")
    sub(run, "w:commentReference", id=number)
    return element("w:commentRangeStart", id=number), element("w:commentRangeEnd", id=number), run


def _lines(finding: Finding, note: str) -> Iterator[str]:
    """The paragraphs of a comment; `note` is the name of the footnote that it is about."""
    yield f"【{severity_word(finding.severity)}】{finding.title}（{finding.rule}）"
    if note:
        yield f"{note}：{one_line(safe(finding.quote))}"
    values = (("", finding.message), ("现值：", finding.stated), ("应为：", finding.expected), ("算式：", finding.derivation))
    others = "；".join(dict.fromkeys(place_words(place) for place in finding.others))
    for label, words in (*values, ("别处：", others)):
        if words.strip():
            yield label + one_line(safe(words))


class _Marker:
    """Puts the marks of comments into a body."""

    def __init__(self, body: Element, runs: RunMap, document: Document) -> None:
        self._body = body
        self._runs = runs
        self._document = document
        self._behind: dict[Element, Element] = {}
        """The last mark behind an element, so that comments that end together stand in the order they came."""

    def find(self, finding: Finding) -> Location:
        """The location of a finding's words, at whose ends the runs are now cut. All are found before the first is marked."""
        location = self._location(finding)
        self._words(location)
        return location

    def note_of(self, finding: Finding) -> str:
        """The name of the note that a finding is in; empty for the body."""
        note = self._document.note_at(self._own(finding).block)
        return note.name if note is not None else ""

    def mark(self, location: Location, number: int) -> None:
        """Marks the words at a location for the comment with this number."""
        start, end, reference = _marks(number)
        found = self._words(location)
        if found is None:
            self._mark_paragraph(location, start, end, reference)
            return
        first, last = found
        first.addprevious(start)
        self._behind.get(last, last).addnext(end)
        end.addnext(reference)
        self._behind[last] = reference

    def _location(self, finding: Finding) -> Location:
        """Where the comment goes: on the finding's own words, for one in a note on the paragraph of the note's mark."""
        location = self._own(finding)
        note = self._document.note_at(location.block)
        return note.reference if note is not None else location

    def _own(self, finding: Finding) -> Location:
        """The finding's own place, or the one that holds its quote if its paragraph does not: blocks were joined or left out."""
        location, quote = finding.place.location, finding.quote
        blocks = self._document.blocks
        block = blocks[location.block] if 0 <= location.block < len(blocks) else None
        if not quote or isinstance(block, Table) or (isinstance(block, Heading | Paragraph) and quote in block.text):
            return location
        places = [(place, text.find(quote)) for place, text in self._document.texts() if quote in text]
        if len(places) != 1:
            return location
        place, start = places[0]
        return Location(place.block, start, start + len(quote), place.row, place.column)

    def _words(self, location: Location) -> tuple[Element, Element] | None:
        """The elements at both ends of a location's words; all words of its text where the location has none."""
        place = self._runs.place_of(location)
        if place is None:
            return None
        whole = location.start >= location.end or (location.row, location.column) != place[1:]
        found = None if whole else self._runs.cut(place, location.start, location.end)
        return found or self._runs.cut(place, 0, self._runs.length(place))

    def _mark_paragraph(self, location: Location, start: Element, end: Element, reference: Element) -> None:
        place = self._runs.place_of(location)
        paragraph = None if place is None else self._runs.paragraph(place)
        if paragraph is None:
            paragraph = next(self._body.iter(_P), None)
        if paragraph is not None:
            paragraph.insert(int(paragraph.find(_PPR) is not None), start)
            paragraph.extend((end, reference))
