"""The fact map inside the document: one custom property for each figure, in ``docProps/custom.xml``.

Word, WPS and LibreOffice carry custom properties along; Office cuts a text value at 255 characters, so each stays within 240 and
the sentence around the figure gives way first. The SHA-256 over all other parts tells whether the file was edited since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.core.errors import InputError
from drafter.formats.archive import Parts, digest
from drafter.formats.docx.ooxml import children, element, local_name, parse, printable, qn, serialise, sub
from drafter.formats.docx.package import read_package
from drafter.formats.docx.parts import add_part, related
from drafter.formats.trace.anchors import CellKey, StoredAnchor

__all__ = ["LIMIT", "Provenance", "decode", "edited_since_written", "encode", "read_provenance", "store_provenance"]

LIMIT = 240
PREFIX = "drafter-"
_LEAST_SENTENCE = 20
"""Characters without which a sentence cannot be found again."""
_PART = "docProps/custom.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ESCAPES = {"\\": "\\\\", "|": "\\p", "/": "\\s", "\n": "\\n", "\t": "\\t"}
_UNESCAPES = {escaped: plain for plain, escaped in _ESCAPES.items()}
_ESCAPE = re.compile(r"[\\|/\n\t]")
_UNESCAPE = re.compile(r"\\.")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document written by drafter keeps about itself."""

    facts_source: str
    version: str
    anchors: tuple[StoredAnchor, ...]
    digest: str = ""


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
    if len(fields) not in {7, 14} or not fields[3].isdecimal():
        return None
    text, kind, path, number, formula, before, after = fields[:7]
    anchor = StoredAnchor(name, text, kind, path, int(number), formula, before, after)
    if len(fields) == 7:
        return anchor
    bookmark, label, _, *numbers = fields[7:]
    if not all(number.isdecimal() for number in numbers):
        return None
    header = tuple(_unescape(part) for part in raw[9].split("/")) if raw[9] else ()
    row, column, below, within = map(int, numbers)
    return replace(anchor, cell=CellKey(bookmark, label, row, header, column, below, within))


def store_provenance(parts: Parts, facts_source: str, version: str, anchors: Iterable[StoredAnchor], *, source: str = "") -> None:
    """Puts the fact map into the package, and last the digest over all its other parts."""
    name = related(parts, "", "custom-properties", source=source)
    if not name or name not in parts:
        name = _PART
        add_part(parts, "", name, "custom-properties", _CONTENT_TYPE, element("op:Properties"))
    root = parse(parts[name], source=source, part=name)
    for node in [node for node in root if (node.get("name") or "").startswith(PREFIX)]:
        root.remove(node)
    values = {"facts": facts_source, "version": version} | {anchor.name: encode(anchor) for anchor in anchors}
    values["digest"] = digest(parts, without=name)
    used = max((int(node.get("pid", "1")) for node in children(root, "op:property")), default=1)
    for number, (key, value) in enumerate(values.items(), used + 1):
        node = sub(root, "op:property")
        for attribute, text in (("fmtid", _FORMAT_ID), ("pid", str(number)), ("name", PREFIX + key)):
            node.set(attribute, text)
        sub(node, "vt:lpwstr").text = printable(value)
    parts[name] = serialise(root)


def read_provenance(parts: Parts, *, source: str = "") -> Provenance | None:
    """The fact map of a document, or `None` for one that drafter did not write."""
    values = _properties(parts, source)
    if "version" not in values:
        return None
    decoded = (decode(name, line) for name, line in values.items() if re.fullmatch(r"F\d+", name))
    anchors = tuple(anchor for anchor in decoded if anchor is not None)
    return Provenance(values.get("facts", ""), values["version"], anchors, values.get("digest", ""))


def _properties(parts: Parts, source: str) -> dict[str, str]:
    name = related(parts, "", "custom-properties", source=source)
    if name not in parts:
        return {}
    root = parse(parts[name], source=source, part=name)
    found = {}
    for node in root.iterchildren(qn("op:property")):
        if node.get("name", "").startswith(PREFIX):
            found[node.get("name", "").removeprefix(PREFIX)] = "".join(c.text or "" for c in node if local_name(c) == "lpwstr")
    return found


def edited_since_written(path: Path) -> bool | None:
    """Whether someone changed the file since drafter wrote it; also true of any file that drafter did not write.

    `None` where there is no such file.
    """
    if not path.exists():
        return None
    try:
        parts = read_package(path)
        provenance = read_provenance(parts)
    except InputError:
        return True
    name = related(parts, "", "custom-properties")
    return provenance is None or provenance.digest != digest(parts, without=name)
