r"""The words of paragraphs as a reader of the printed page sees them, and where bookmarks lie in them.

Read: runs, tracked insertions, hyperlinks, content controls, results of fields, text boxes (after their paragraph). Not read:
tracked deletions, field codes, hidden text, phonetic guides, symbols of picture fonts, and the numbers that Word puts before a
numbered paragraph. Of footnotes and endnotes only the place is noted (`Reference`); their texts are for `docx_notes`. A tab is
``\t``, a manual line break ``\n``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from drafter.formats.docx.ooxml import qn
from drafter.formats.safe_xml import Element

__all__ = ["OFF", "WRAPPERS", "NoteKind", "Place", "Reference", "Story", "Text"]

Place = tuple[int, int | None, int | None]
"""Block, and row and column in a table."""
NoteKind = Literal["footnote", "endnote"]

_VAL, _TYPE = qn("w:val"), qn("w:type")
_RUN_PROPERTIES, _VANISH = qn("w:rPr"), qn("w:vanish")
_BOX, _ALTERNATE, _CHOICE = qn("w:txbxContent"), qn("mc:AlternateContent"), qn("mc:Choice")
_TRANSPARENT = (
    *("w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:sdt", "w:sdtContent"),
    *("w:dir", "w:bdo", "w:ruby", "w:rubyBase"),
)
_BLOCKS = frozenset({qn("w:p"), qn("w:tbl")})
_BOOKMARK_START, _BOOKMARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))
"""What may stand around paragraphs, rows and cells without being anything itself."""
OFF = frozenset({"0", "false", "off"})
_NOTES: dict[object, NoteKind] = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_CUSTOM_MARK = qn("w:customMarkFollows")


@dataclass(slots=True, eq=False)
class Text:
    """A text that grows; its place in the document becomes known when it is finished, `None` if it is dropped."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    place: Place | None = None
    page_before: bool = False
    page_after: bool = False

    def add(self, words: str) -> None:
        """Adds words; a page break inside a paragraph becomes a line break once more text follows."""
        if self.page_after and words:
            self.page_after = False
            words = f"\n{words}"
        self.pieces.append(words)
        self.length += len(words)

    def break_page(self) -> None:
        """Notes a manual page break: before the text if it is still empty, else after it."""
        if self.length:
            self.page_after = True
        else:
            self.page_before = True

    def __str__(self) -> str:
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """The mark of a footnote or endnote: what is read in its place is nothing."""

    kind: NoteKind
    id: str
    text: Text
    at: int
    """How much of the text stands before it."""
    sign: str | None = None
    """The writer's own mark (``*``); `None` for a number that Word counts."""


class Story:
    """Reads paragraphs into `Text`s, one after the other; fields and bookmarks may reach over several of them."""

    def __init__(self) -> None:
        self.text = Text()
        self.boxes: list[Element] = []
        self.starts: dict[str, tuple[str, Text, int]] = {}
        """Bookmark id → name and start."""
        self.spans: dict[str, tuple[Text, int, Text, int]] = {}
        """Bookmark name → start and end."""
        self.references: list[Reference] = []
        """The marks of footnotes and endnotes."""
        self._signed: Element | None = None
        """The run whose words are a note's own mark."""
        self._waiting: list[Element] = []
        """Bookmarks that begin between paragraphs."""
        self._in_code: list[bool] = []
        self._deleted = 0
        self._handlers: dict[object, Callable[[Element], None]] = {
            qn("w:r"): self._run,
            qn("w:t"): self._words,
            qn("w:tab"): lambda _: self._add("\t"),
            qn("w:ptab"): lambda _: self._add("\t"),
            qn("w:cr"): lambda _: self._add("\n"),
            qn("w:br"): self._break,
            qn("w:noBreakHyphen"): lambda _: self._add("-"),
            qn("w:fldChar"): self._field,
            qn("w:del"): self._deletion,
            qn("w:moveFrom"): self._deletion,
            qn("w:bookmarkStart"): self.bookmark_start,
            qn("w:bookmarkEnd"): self.bookmark_end,
            qn("w:drawing"): self._picture,
            qn("w:pict"): self._picture,
            qn("w:object"): self._picture,
            _ALTERNATE: self._alternate,
            **{qn(name): self.read for name in _TRANSPARENT},
            **dict.fromkeys(_NOTES, self._note),
        }

    def content(self, node: Element) -> Iterator[Element]:
        """Paragraphs and tables, also those inside content controls; bookmarks between them are noted."""
        for child in node:
            if child.tag in _BLOCKS:
                yield child
            elif child.tag in WRAPPERS:
                yield from self.content(child)
            elif child.tag == _ALTERNATE:
                branch = _chosen_branch(child)
                yield from () if branch is None else self.content(branch)
            elif child.tag == _BOOKMARK_START:
                self._waiting.append(child)
            elif child.tag == _BOOKMARK_END:
                self._end_between(child)

    def begin(self, text: Text) -> None:
        """What is read from now on belongs to this text."""
        self.text = text
        for start in self._waiting:
            self.bookmark_start(start)
        self._waiting.clear()

    def take_boxes(self) -> list[Element]:
        """The text boxes met since the last call."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def _end_between(self, end: Element) -> None:
        if any(start.get(qn("w:id")) == end.get(qn("w:id")) for start in self._waiting):
            self.begin(self.text)
        self.bookmark_end(end)

    def read(self, node: Element) -> None:
        """Reads the children of a paragraph, or of anything inside one, into the current text."""
        for child in node:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child)

    def bookmark_start(self, node: Element) -> None:
        """Notes that a bookmark begins here."""
        self.starts[node.get(qn("w:id"), "")] = (node.get(qn("w:name"), ""), self.text, self.text.length)

    def bookmark_end(self, node: Element) -> None:
        """Notes that a bookmark ends here; an end without a start is ignored."""
        found = self.starts.pop(node.get(qn("w:id"), ""), None)
        if found:
            name, text, start = found
            self.spans.setdefault(name, (text, start, self.text, self.text.length))

    def _add(self, words: str) -> None:
        if not self._deleted and not any(self._in_code):
            self.text.add(words)

    def _words(self, node: Element) -> None:
        if self._signed is None or node.getparent() is not self._signed:
            self._add(node.text or "")

    def _note(self, node: Element) -> None:
        """Notes the mark; a mark of the writer's own, which follows in the same run, is no part of the sentence."""
        sign = None
        if node.get(_CUSTOM_MARK, "0") not in OFF:
            self._signed = node.getparent()
            sign = "".join(word.text or "" for word in node.itersiblings(qn("w:t")))
        if not self._deleted and not any(self._in_code):
            self.references.append(Reference(_NOTES[node.tag], node.get(qn("w:id"), ""), self.text, self.text.length, sign))

    def _run(self, node: Element) -> None:
        properties = node.find(_RUN_PROPERTIES)
        hidden = None if properties is None else properties.find(_VANISH)
        if hidden is None or hidden.get(_VAL) in OFF:
            self.read(node)

    def _break(self, node: Element) -> None:
        if node.get(_TYPE) != "page":
            self._add("\n")
        elif not self._deleted:
            self.text.break_page()

    def _field(self, node: Element) -> None:
        kind = node.get(qn("w:fldCharType"))
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code and kind == "separate":
            self._in_code[-1] = False
        elif self._in_code and kind == "end":
            self._in_code.pop()

    def _deletion(self, node: Element) -> None:
        self._deleted += 1
        self.read(node)
        self._deleted -= 1

    def _picture(self, node: Element) -> None:
        if not self._deleted:
            self.boxes += _text_boxes(node)

    def _alternate(self, node: Element) -> None:
        branch = _chosen_branch(node)
        if branch is not None:
            self.read(branch)


def _chosen_branch(node: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` to read; the others say the same for older programs."""
    return next((child for child in node if child.tag == _CHOICE), node[0] if len(node) else None)


def _text_boxes(node: Element) -> Iterator[Element]:
    """The contents of the outermost text boxes inside a picture or a shape."""
    for child in node:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATE:
            branch = _chosen_branch(child)
            if branch is not None:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(child)
