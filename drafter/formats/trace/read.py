"""A document that drafter wrote, read back: every figure with its way to its fact, as it was printed and as it stands now.

What this proves is where a figure came from and whether it was changed since; not that the change is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.core.document import Document, Location
from drafter.core.errors import InputError
from drafter.formats.docx.opening import open_docx
from drafter.formats.docx.read import ReadResult, read_opened
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.trace.anchors import StoredAnchor, plain
from drafter.formats.trace.fact_map import read_provenance
from drafter.formats.trace.moved_cells import CellFinder
from drafter.formats.trace.moved_text import Place, SentenceIndex, figure_under, place_of

__all__ = ["TracedFigure", "TracedFile", "read_traced"]


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """One figure of the draft in the document as it is now."""

    name: str
    printed: str
    """As drafter printed it."""
    text: str
    """As it stands now; empty if it is lost."""
    changed: bool
    """Digits or unit differ; spaces, full-width forms and thousands separators do not count."""
    lost: bool
    """Neither its bookmark nor its sentence, or not its cell, can be found."""
    section: str
    """The heading above it."""
    path: str
    line: int
    formula: str
    kind: str
    location: Location | None


@dataclass(frozen=True, slots=True)
class TracedFile:
    """What a document tells about where its figures came from."""

    facts_source: str
    version: str
    edited: bool
    """Whether the file was saved by another program since drafter wrote it."""
    figures: tuple[TracedFigure, ...]
    read: ReadResult

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self.read.document


def read_traced(path: Path | bytes, *, styles: StyleSheet | None = None, source: str = "") -> TracedFile:
    """The figures of a document that drafter wrote, edited or not.

    An `InputError` where the file carries no fact map: drafter did not write it, or a program dropped its custom properties.
    """
    file = open_docx(path, source=source)
    provenance = read_provenance(file)
    if provenance is None:
        raise InputError.of(file.source, "文件里没有数字来源记录：不是用 drafter 起草的，或者另存时丢失了文档属性")
    read = read_opened(file, styles=styles)
    figures = _figures(read, provenance.anchors)
    return TracedFile(provenance.facts_source, provenance.version, provenance.edited, figures, read)


def _figures(read: ReadResult, anchors: tuple[StoredAnchor, ...]) -> tuple[TracedFigure, ...]:
    places = _direct_places(read, anchors)
    missing = [anchor for anchor in anchors if places[anchor.name] is None and not anchor.fills_cell]
    if missing:
        _find_by_sentence(read.document, missing, places)
    texts = {place_of(location): text for location, text in read.document.texts()}
    return tuple(_figure(read.document, texts, anchor, places[anchor.name]) for anchor in anchors)


def _direct_places(read: ReadResult, anchors: Iterable[StoredAnchor]) -> dict[str, Location | None]:
    finder = CellFinder(read.document, read.bookmarks, [anchor.cell for anchor in anchors if anchor.cell])
    places: dict[str, Location | None] = {}
    for anchor in anchors:
        span = read.bookmarks.get(f"_{anchor.name}")
        found = figure_under(read.document, span, anchor) if span else None
        if found is None and anchor.cell is not None:
            found = finder.find(anchor.cell)
            if found is not None and not anchor.fills_cell:
                found = figure_under(read.document, found, anchor)
        places[anchor.name] = found
    return places


def _find_by_sentence(document: Document, missing: list[StoredAnchor], places: dict[str, Location | None]) -> None:
    index = SentenceIndex(document)
    taken: dict[Place, list[Location]] = defaultdict(list)
    for place in filter(None, places.values()):
        taken[place_of(place)].append(place)
    for anchor in missing:
        found = places[anchor.name] = index.find(anchor, taken)
        if found is not None:
            taken[place_of(found)].append(found)


def _figure(document: Document, texts: Mapping[Place, str], anchor: StoredAnchor, place: Location | None) -> TracedFigure:
    text = "" if place is None else texts[place_of(place)][place.start : place.end].strip()
    return TracedFigure(
        name=anchor.name,
        printed=anchor.text,
        text=text,
        changed=place is not None and _digits(text) != _digits(anchor.text),
        lost=place is None,
        section="" if place is None else document.section_of(place.block),
        path=anchor.path,
        line=anchor.line,
        formula=anchor.formula,
        kind=anchor.kind,
        location=place,
    )


def _digits(text: str) -> str:
    return plain(text).replace(",", "")
