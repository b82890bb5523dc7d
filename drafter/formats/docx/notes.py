"""Footnotes and endnotes: their texts as blocks behind the body, each with the place of its mark.

Word keeps them in parts of their own. Only notes that the body refers to are read, in the order of their marks: what else stands
there is separators, or what was left when a mark was deleted. A part that is not there is reported, for the body can be checked
without it; a part that is damaged is an `InputError`, as any other is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from drafter.core.document import Block, Location, Note
from drafter.formats.docx.ooxml import children, qn
from drafter.formats.docx.opening import WordFile
from drafter.formats.docx.paragraph_text import NoteKind, Reference
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.walk import BodyReader
from drafter.formats.safe_xml import Element, parse

__all__ = ["Notes", "read_notes"]

_NAMES: Mapping[NoteKind, str] = {"footnote": "脚注", "endnote": "尾注"}
_RELATIONS: Mapping[NoteKind, str] = {"footnote": RT.FOOTNOTES, "endnote": RT.ENDNOTES}
_TEXTUAL = frozenset({"", "normal"})
"""The type of a note that a person wrote; separators and continuation notices have others."""


@dataclass(slots=True)
class Notes:
    """Footnotes and endnotes in the order of their marks, with the blocks that they hold."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """In Chinese: what could not be read."""


def read_notes(file: WordFile, references: Sequence[Reference], styles: StyleTable, first: int) -> Notes:
    """The notes that these marks refer to, footnotes first; `first` is the block that the first of them will be."""
    found = Notes()
    for kind in _NAMES:
        wanted: dict[str, Reference] = {}
        for reference in references:
            if reference.kind == kind:
                wanted.setdefault(reference.id, reference)
        if wanted:
            _read_kind(file, kind, list(wanted.values()), styles, first, found)
    return found


def _read_kind(file: WordFile, kind: NoteKind, wanted: Sequence[Reference], styles: StyleTable, first: int, found: Notes) -> None:
    root, part = file.related(_RELATIONS[kind]), f"word/{kind}s.xml"
    if root is None and part in file.parts:
        root = parse(file.parts[part], source=file.source, part=part)
    if root is None:
        found.notices.append(f"有{len(wanted)}处{_NAMES[kind]}没有读到：文件里缺少 {part}；请用 Word 或 WPS 打开后另存一份再试")
        return
    texts = _texts(root, kind)
    for name, reference in _named(wanted, _NAMES[kind]):
        text = texts.pop(reference.id, None)
        if text is None:
            found.notices.append(f"{name}没有读到：{part} 里没有它的内容")
            continue
        start = first + len(found.blocks)
        found.blocks += BodyReader(styles).read_note(text)
        found.notes.append(Note(name, start, first + len(found.blocks), _place(reference, found.notes)))


def _texts(root: Element, kind: NoteKind) -> dict[str, Element]:
    """Note id → note; of two with one id the first."""
    notes = [note for note in children(root, f"w:{kind}") if note.get(qn("w:type"), "") in _TEXTUAL]
    return {note.get(qn("w:id"), ""): note for note in reversed(notes)}


def _named(references: Sequence[Reference], kind: str) -> Iterator[tuple[str, Reference]]:
    """The notes as a reader calls them: 脚注1, 脚注2, 脚注*; Word does not count those that have a mark of their own."""
    number = 0
    for reference in references:
        number += reference.sign is None
        yield f"{kind}{number if reference.sign is None else reference.sign.strip()}", reference


def _place(reference: Reference, before: Sequence[Note]) -> Location:
    """Where the mark stands; for one in a paragraph without words, which is no block, where the note before it has its own."""
    place = reference.text.place
    if place is None:
        return before[-1].reference if before else Location(0, 0, 0)
    return Location(place[0], reference.at, reference.at, place[1], place[2])
