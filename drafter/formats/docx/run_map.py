"""Which element of a Word file each character of the `Document` was read from, and how a run is cut at a character.

The walk is that of `docx_read` itself, watched while it goes, so that what is found here cannot differ from what was read there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drafter.core.document import Location, Table
from drafter.formats.docx.grid import TableReader
from drafter.formats.docx.ooxml import cut_run, cut_words, qn
from drafter.formats.docx.paragraph_text import Place, Story, Text
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.walk import BodyReader
from drafter.formats.safe_xml import Element

__all__ = ["RunMap", "RunPiece", "outermost"]

_P, _R, _T, _SDT, _SDT_PR = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:sdt"), qn("w:sdtPr")
_ONE_VALUE = tuple(qn(f"w:{name}") for name in ("text", "date", "dropDownList", "comboBox", "picture", "citation"))
_ALTERNATE = qn("mc:AlternateContent")
_WRAPPERS = (_SDT, _ALTERNATE)


@dataclass(slots=True, eq=False)
class RunPiece:
    """Characters that one element stands for: the words of a ``w:t``, or a tab, a line break, a hyphen."""

    text: Text
    start: int
    end: int
    node: Element


class _WatchedStory(Story):
    """A `Story` that notes the element behind every word and the paragraphs behind every text."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[RunPiece] = []
        self.paragraphs: list[tuple[Text, Element]] = []
        self._node: Element | None = None
        self._handlers = {tag: self._watched(handler) for tag, handler in self._handlers.items()}

    def read(self, node: Element) -> None:
        if node.tag == _P:
            self.paragraphs.append((self.text, node))
        super().read(node)

    def _watched(self, handler: Callable[[Element], None]) -> Callable[[Element], None]:
        def handle(node: Element) -> None:
            self._node = node
            handler(node)

        return handle

    def _add(self, words: str) -> None:
        before = self.text.length
        super()._add(words)
        if self.text.length > before and words and self._node is not None:
            end = self.text.length
            self.pieces.append(RunPiece(self.text, end - len(words), end, self._node))


class _WatchedBody(BodyReader):
    def __init__(self, styles: StyleTable) -> None:
        super().__init__(styles)
        self.story = _WatchedStory()
        self._story = self.story
        self._tables = TableReader(self.story, styles)


class RunMap:
    """The pieces of every text of a body, by its place."""

    def __init__(self, body: Element, styles: Element | None) -> None:
        reader = _WatchedBody(StyleTable(styles, {}))
        reader.read(body)
        self.blocks = tuple(reader.blocks)
        self.references = tuple(reader.references)
        self._pieces: dict[Place, list[RunPiece]] = {}
        self._paragraphs: dict[Place, list[Element]] = {}
        for piece in reader.story.pieces:
            if piece.text.place is not None:
                self._pieces.setdefault(piece.text.place, []).append(piece)
        for text, node in reader.story.paragraphs:
            if text.place is not None:
                self._paragraphs.setdefault(text.place, []).append(node)

    def place_of(self, location: Location) -> Place | None:
        """The place of the text that a location lies in: for a table as a whole its first cell with words, `None` if there is none."""
        block = self.blocks[location.block] if 0 <= location.block < len(self.blocks) else None
        if not isinstance(block, Table):
            place: Place = (location.block, None, None)
            return place if place in self._paragraphs else None
        inside = [
            cell
            for cell in block.cells
            if (location.row is None or cell.row <= location.row < cell.row + cell.rows)
            and (location.column is None or cell.column <= location.column < cell.column + cell.columns)
        ]
        whole = location.row is None or location.column is None
        cell = next((cell for cell in inside if cell.text.strip() or not whole), inside[0] if inside else None)
        return (location.block, cell.row, cell.column) if cell else None

    def length(self, place: Place) -> int:
        """Where the last word of a text ends; 0 for a text without any."""
        return max((piece.end for piece in self._pieces.get(place, [])), default=0)

    def paragraph(self, place: Place) -> Element | None:
        """The first paragraph of a text."""
        return next(iter(self._paragraphs.get(place, [])), None)

    def cut(self, place: Place, start: int, end: int) -> tuple[Element, Element] | None:
        """Cuts the runs at both ends of a span; the answer is the first and the last element that lie in it, `None` for no words."""
        pieces = self._pieces.get(place, [])
        for edge in (start, end):
            self._cut_at(pieces, edge)
        inside = [piece for piece in pieces if piece.start < end and piece.end > start]
        return (outermost(inside[0].node), outermost(inside[-1].node)) if inside else None

    def _cut_at(self, pieces: list[RunPiece], edge: int) -> None:
        number = next((n for n, piece in enumerate(pieces) if piece.start <= edge < piece.end), None)
        if number is None:
            return
        piece = pieces[number]
        if not _divisible(piece.node):
            return
        if edge > piece.start and piece.node.tag == _T:
            rest = cut_words(piece.node, edge - piece.start)
            pieces.insert(number + 1, RunPiece(piece.text, edge, piece.end, rest))
            piece.end = edge
            cut_run(rest)
        elif number and edge == piece.start and pieces[number - 1].node.getparent() is piece.node.getparent():
            cut_run(piece.node)


def outermost(node: Element) -> Element:
    """What a mark may stand beside: nothing lands in a text box, a phonetic guide or a control that holds one value."""
    found = node
    for ancestor in node.iterancestors():
        if ancestor.tag == _R or (ancestor.tag in _WRAPPERS and _is_one_thing(ancestor)):
            found = ancestor
    return found


def _is_one_thing(node: Element) -> bool:
    """Whether a control or a choice of versions stands inside a paragraph and cannot be entered."""
    if node.tag == _ALTERNATE:
        return next(node.iterancestors(_P), None) is not None
    return _holds_one_value(node)


def _holds_one_value(control: Element) -> bool:
    properties = control.find(_SDT_PR)
    one = properties is not None and any(child.tag in _ONE_VALUE for child in properties)
    return one and control.find(f".//{_P}") is None


def _divisible(node: Element) -> bool:
    run = node.getparent()
    return run is not None and run.tag == _R and outermost(node) is run
