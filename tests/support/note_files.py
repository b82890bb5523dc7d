"""Word files with footnotes and endnotes, from XML in shorthand: ``[词]`` is a run, ``¶…¶`` a paragraph, ``{1}`` the mark of footnote 1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from drafter.formats.docx.ooxml import NAMESPACES
from drafter.formats.docx.styles import load_styles
from drafter.formats.zip_file import Parts, pack
from tests.support.word_package import MAIN_PART, blank_package, with_part

__all__ = ["noted_file", "noted_parts", "shorthand"]

ROOT = Path(__file__).resolve().parents[2]
NS = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "mc"))
SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:t>续</w:t></w:r></w:p></w:{0}>'
)
_BLANK = blank_package(load_styles(ROOT / "configs" / "styles.yaml"))


def shorthand(text: str) -> str:
    """The XML of a text in shorthand."""
    text = re.sub(r"\{(\d+)\}", r'<w:r><w:footnoteReference w:id="\1"/></w:r>', text)
    text = re.sub(r"\{尾(\d+)\}", r'<w:r><w:endnoteReference w:id="\1"/></w:r>', text)
    for index, words in enumerate(text.split("¶")):
        text = words if index == 0 else text + ("<w:p>" if index % 2 else "</w:p>") + words
    return text.replace("[", '<w:r><w:t xml:space="preserve">').replace("]", "</w:t></w:r>")


def noted_parts(body: str, footnotes: Mapping[int, str] | None = None, endnotes: Mapping[int, str] | None = None) -> Parts:
    """The parts of a file with this body and these notes by id; `None` for no such part."""
    parts = dict(_BLANK)
    parts[MAIN_PART] = f"<w:document {NS}><w:body>{shorthand(body)}</w:body></w:document>".encode()
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes is not None:
            texts = "".join(f'<w:{kind} w:id="{number}">{shorthand(text)}</w:{kind}>' for number, text in notes.items())
            xml = f"<w:{kind}s {NS}>{SEPARATORS.format(kind)}{texts}</w:{kind}s>".encode()
            media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
            parts = with_part(parts, f"word/{kind}s.xml", f"{NAMESPACES['r']}/{kind}s", media, xml)
    return parts


def noted_file(body: str, footnotes: Mapping[int, str] | None = None, endnotes: Mapping[int, str] | None = None) -> bytes:
    """The .docx file of `noted_parts`."""
    return pack(noted_parts(body, footnotes, endnotes))
