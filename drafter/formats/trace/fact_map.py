"""The fact map inside the document: one custom property for each figure, in ``docProps/custom.xml``.

Word, WPS and LibreOffice carry custom properties along; Office cuts a text value at 255 characters, so each stays within 240 and
the sentence around the figure gives way first. The SHA-256 over all other parts tells whether the file was edited since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re
from drafter.formats.docx.ooxml import fill_properties, no_properties, printable, properties_of
from drafter.formats.docx.opening import WordFile, open_docx, related_part, root_of, saved_parts
from drafter.formats.safe_xml import serialise
from drafter.formats.trace.anchors import CellKey, StoredAnchor
from drafter.formats.zip_file import Parts, digest

if TYPE_CHECKING:
    from docx.package import Package

__all__ = ["LIMIT", "Provenance", "decode", "edited_since_written", "encode", "read_provenance", "sealed"]

LIMIT = 240
PREFIX = "drafter-"
_LEAST_SENTENCE = 20
"""Characters without which a sentence cannot be found again."""
_PART = PackURI("/docProps/custom.xml")
_ESCAPES = {"\\": "\\\\", "|": "\\p", "/": "\\s", "\n": "\\n", "\t": "\\t"}
_UNESCAPES = {escaped: plain for plain, escaped in _ESCAPES.items()}
_ESCAPE = lazy_re(r"[\\|/\n\t]")
_NUMBER = lazy_re(r"[0-9]{1,9}")
_UNESCAPE = lazy_re(r"\\.")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document written by drafter keeps about itself."""

    facts_source: str
    version: str
    anchors: tuple[StoredAnchor, ...]
    edited: bool = False
    """Whether the file was changed since: the digest over its other parts is no longer the one it keeps."""


def encode(anchor: StoredAnchor) -> str:
    """The anchor as one line of at most 240 characters; what has to go is cut from the sentence, the formula, the path.

    ``文字|类别|路径|行|公式|前文|后文``, and for a cell ``|_T01|行标签|列标题|行号|列号|隔行|跨行`` after it.
    """
    for shorten in (_shorter_sentence, _shorter_formula, _shorter_path, _without_sentence, _without_labels):
        surplus = _length(_join(anchor)) - LIMIT
        if surplus > 0:
            anchor = shorten(anchor, surplus)
    return _join(anchor)[:LIMIT]


def _length(line: str) -> int:
    """In UTF-16 units, which Office counts."""
    return len(line.encode("utf-16-le")) // 2


def _shorter_sentence(anchor: StoredAnchor, surplus: int) -> StoredAnchor:
    """Cuts the far ends; what one side does not need the other may keep."""
    before, after = len(anchor.before), len(anchor.after)
    keep = max(min(_LEAST_SENTENCE, before + after), before + after - surplus)
    keep_after = min(after, max(keep // 2, keep - before))
    return replace(anchor, before=anchor.before[before - (keep - keep_after) :], after=anchor.after[:keep_after])


def _shorter_formula(anchor: StoredAnchor, surplus: int) -> StoredAnchor:
    return replace(anchor, formula=anchor.formula[: max(0, len(anchor.formula) - surplus)])


def _shorter_path(anchor: StoredAnchor, surplus: int) -> StoredAnchor:
    return replace(anchor, path=anchor.path[: max(0, len(anchor.path) - surplus)])


def _without_sentence(anchor: StoredAnchor, _surplus: int) -> StoredAnchor:
    return replace(anchor, before="", after="")


def _without_labels(anchor: StoredAnchor, _surplus: int) -> StoredAnchor:
    return replace(anchor, cell=anchor.cell and replace(anchor.cell, label="", header=(), below=0, within=0))


def _join(anchor: StoredAnchor) -> str:
    fields = [anchor.text, anchor.kind, anchor.path, str(anchor.line), anchor.formula, anchor.before, anchor.after]
    line = "|".join(map(_escape, fields))
    if anchor.cell is None:
        return line
    cell = anchor.cell
    header = "/".join(map(_escape, cell.header))
    numbers = (str(cell.row), str(cell.column), str(cell.below), str(cell.within))
    return "|".join((line, cell.bookmark, _escape(cell.label), header, *numbers))


def _escape(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], printable(text))


def _unescape(text: str) -> str:
    return _UNESCAPE.sub(lambda match: _UNESCAPES.get(match[0], ""), text)


def decode(name: str, line: str) -> StoredAnchor | None:
    """The anchor that `encode` made a line of, or `None` where the line is of another kind."""
    raw = line.split("|")
    fields = [_unescape(field) for field in raw]
    if len(fields) not in {7, 14} or not _NUMBER.fullmatch(fields[3]):
        return None
    text, kind, path, number, formula, before, after = fields[:7]
    anchor = StoredAnchor(name, text, kind, path, line=int(number), formula=formula, before=before, after=after)
    if len(fields) == 7:
        return anchor
    bookmark, label, _, *numbers = fields[7:]
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        return None
    header = tuple(_unescape(part) for part in raw[9].split("/")) if raw[9] else ()
    row, column, below, within = map(int, numbers)
    return replace(anchor, cell=CellKey(bookmark, label, row, header, column=column, below=below, within=within))


def sealed(package: Package, facts_source: str, version: str, anchors: Iterable[StoredAnchor]) -> Parts:
    """The parts of the finished package with the fact map among them, in it the digest over all the others."""
    part = related_part(package, RT.CUSTOM_PROPERTIES)
    root = no_properties() if part is None else root_of(part, "")
    for node in [node for node in root if (node.get("name") or "").startswith(PREFIX)]:
        root.remove(node)
    if part is None:
        part = Part(_PART, CT.OFC_CUSTOM_PROPERTIES, b"", package)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)
    name, parts = part.partname.membername, saved_parts(package)
    values = {"facts": facts_source, "version": version} | {anchor.name: encode(anchor) for anchor in anchors}
    values["digest"] = digest(parts, without=name)
    fill_properties(root, {PREFIX + key: value for key, value in values.items()})
    return parts | {name: serialise(root)}


def read_provenance(file: WordFile) -> Provenance | None:
    """The fact map of a document, or `None` for one that drafter did not write."""
    part = related_part(file.package, RT.CUSTOM_PROPERTIES)
    if part is None:
        return None
    found = properties_of(root_of(part, file.source))
    values = {name.removeprefix(PREFIX): text for name, text in found.items() if name.startswith(PREFIX)}
    if "version" not in values:
        return None
    decoded = (decode(name, line) for name, line in values.items() if re.fullmatch(r"F\d+", name))
    anchors = tuple(anchor for anchor in decoded if anchor is not None)
    edited = values.get("digest", "") != digest(file.parts, without=part.partname.membername)
    return Provenance(values.get("facts", ""), values["version"], anchors, edited=edited)


def edited_since_written(path: Path) -> bool | None:
    """Whether someone changed the file since drafter wrote it; also true of any file that drafter did not write.

    `None` where there is no such file.
    """
    if not path.exists():
        return None
    try:
        provenance = read_provenance(open_docx(path))
    except InputError:
        return True
    return provenance is None or provenance.edited
