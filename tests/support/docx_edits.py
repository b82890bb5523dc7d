"""Edits that a clerk makes in Word, made in the XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from drafter.formats.docx.ooxml import qn
from drafter.formats.safe_xml import Element, parse, serialise
from drafter.formats.zip_file import pack
from tests.support.word_package import MAIN_PART, read_package


def edited(docx: Path | bytes, change: Callable[[Element], None]) -> bytes:
    """The document after a change to its body."""
    parts = read_package(docx)
    root = parse(parts[MAIN_PART], source="", part=MAIN_PART)
    change(root)
    return pack({**parts, MAIN_PART: serialise(root)})


def under(root: Element, name: str) -> list[Element]:
    """The ``w:t`` between the start and the end of a bookmark."""
    found, inside, number = [], False, None
    for node in root.iter():
        if node.tag == qn("w:bookmarkStart") and node.get(qn("w:name")) == name:
            inside, number = True, node.get(qn("w:id"))
        elif node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == number:
            return found
        elif inside and node.tag == qn("w:t"):
            found.append(node)
    raise LookupError(name)


def replace_under(root: Element, name: str, old: str, new: str) -> None:
    """Search and replace inside a bookmark, as Word does it: a figure over several runs goes into the first."""
    pieces = under(root, name)
    whole = "".join(piece.text or "" for piece in pieces)
    assert old in whole
    for piece in pieces:
        if old in (piece.text or ""):
            piece.text = (piece.text or "").replace(old, new)
            return
    pieces[0].text = whole.replace(old, new)
    for piece in pieces[1:]:
        piece.text = ""


def replace_anywhere(root: Element, old: str, new: str) -> None:
    """Changes the words of every ``w:t`` that holds them whole."""
    for piece in root.iter(qn("w:t")):
        piece.text = (piece.text or "").replace(old, new)


def paragraph_of(root: Element, words: str) -> Element:
    """The first paragraph that holds these words."""
    return next(p for p in root.iter(qn("w:p")) if words in "".join(t.text or "" for t in p.iter(qn("w:t"))))


def rewrite(root: Element, words: str, new: str) -> None:
    """Types a whole new paragraph over the one that holds these words; its bookmarks are gone."""
    paragraph = paragraph_of(root, words)
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    run = paragraph.makeelement(qn("w:r"))
    text = run.makeelement(qn("w:t"))
    text.text = new
    run.append(text)
    paragraph.append(run)


def row_of(root: Element, words: str) -> Element:
    """The table row that holds these words."""
    return next(r for r in root.iter(qn("w:tr")) if words in "".join(t.text or "" for t in r.iter(qn("w:t"))))
