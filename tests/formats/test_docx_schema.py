"""What Word refuses a file for: children in another order than the schema's, parts without a type, relationships that lead nowhere.

The orders are those of ECMA-376, of the elements that drafter or python-docx writes.
"""

from __future__ import annotations

import io
import posixpath

import docx
import pytest
from lxml import etree

from drafter.core.document import Heading, Location, PageBreak, SectionStart
from drafter.core.findings import Finding, Place
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.write import write_docx
from drafter.formats.zip_file import Parts, unpack
from tests.support.docx_samples import DraftBuilder, funds_table, sample, styles
from tests.support.word_package import MAIN_PART

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "zoom evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
}
OPEN = frozenset({"settings"})
"""An office's document has more of these."""
CONTENT_TYPES = "[Content_Types].xml"


def based() -> bytes:
    """A draft in an office's own look."""
    document = docx.Document()
    document.add_heading("去年", 1)
    document.sections[-1].header.paragraphs[0].text = "某某局"
    buffer = io.BytesIO()
    document.save(buffer)
    return write_docx(sample(), styles=styles(), base=buffer.getvalue())


def sections() -> bytes:
    """Sections of both kinds, breaks, and tables that touch."""
    builder = DraftBuilder().block(SectionStart(landscape=True)).table(funds_table()).table(funds_table())
    builder = builder.block(SectionStart(landscape=False)).block(Heading("二", 1)).block(PageBreak()).table(funds_table())
    return write_docx(builder.draft(), styles=styles())


def annotated() -> bytes:
    places = [Location(0, 0, 2), Location(3, 1, 4)]
    return annotate_docx(
        write_docx(sample(), styles=styles()), [Finding("NU07", "x", "题", "error", "", "话", Place(p)) for p in places]
    )


FILES = {
    "a draft": write_docx(sample(), styles=styles()),
    "in an office's look": based(),
    "sections": sections(),
    "with comments": annotated(),
}


@pytest.fixture(params=FILES)
def parts(request: pytest.FixtureRequest) -> Parts:
    return unpack(FILES[request.param], "")


def test_children_stand_in_the_order_of_the_schema(parts: Parts) -> None:
    seen = set()
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml") and "theme" not in name]:
        for node in etree.fromstring(parts[name]).iter(*(qn(f"w:{kind}") for kind in ORDER)):
            kind = etree.QName(node).localname
            order = ORDER[kind].split()
            names = [etree.QName(child).localname for child in node]
            places = [order.index(name) for name in names if kind not in OPEN or name in order]
            if kind == "sectPr":
                places = [max(place, 1) for place in places]
            assert places == sorted(places), f"{name}: {etree.tostring(node)[:300]!r}"
            seen.add(kind)
    assert {"pPr", "rPr", "tblPr", "tcPr", "sectPr", "style"} <= seen


def test_a_cell_and_a_body_end_as_word_wants_them(parts: Parts) -> None:
    root = etree.fromstring(parts[MAIN_PART])
    assert root[0][-1].tag == qn("w:sectPr")
    assert all(cell[-1].tag == qn("w:p") for cell in root.iter(qn("w:tc")))
    starts, ends = ([node.get(qn("w:id")) for node in root.iter(qn(f"w:bookmark{side}"))] for side in ("Start", "End"))
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts)


def test_every_part_has_a_type_and_every_type_a_part(parts: Parts) -> None:
    types = etree.fromstring(parts[CONTENT_TYPES])
    endings = {node.get("Extension") for node in types if "Extension" in node.attrib}
    named = [node.get("PartName", "") for node in types if "PartName" in node.attrib]
    assert len(set(named)) == len(named)
    assert {name.lstrip("/") for name in named} <= set(parts)
    untyped = [name for name in parts if f"/{name}" not in named and name.rpartition(".")[2] not in endings]
    assert untyped == []
    assert all(f"/{name}" in named for name in parts if name.startswith("word/") and name.endswith(".xml"))


def test_every_relationship_leads_to_a_part_and_every_reference_to_a_relationship(parts: Parts) -> None:
    reached = set()
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, owner = name.rpartition("_rels/")
        relations = {node.get("Id", ""): node for node in etree.fromstring(parts[name])}
        assert len(relations) == len(etree.fromstring(parts[name]))
        for node in relations.values():
            target = node.get("Target", "")
            reached.add(target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target)))
        if owner != ".rels":
            root = etree.fromstring(parts[folder + owner.removesuffix(".rels")])
            assert set(root.xpath("//@*[namespace-uri()=$r]", r=_RELATIONS)) <= set(relations)
    assert reached == {name for name in parts if not name.endswith(".rels") and name != CONTENT_TYPES}


def test_every_style_that_is_used_is_there(parts: Parts) -> None:
    known = {node.get(qn("w:styleId")) for node in etree.fromstring(parts["word/styles.xml"]).iter(qn("w:style"))}
    root = etree.fromstring(parts[MAIN_PART])
    used = {node.get(qn("w:val")) for node in root.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:basedOn"), qn("w:next"))}
    assert used
    assert used <= known


def test_python_docx_opens_it_and_saves_the_same_text(parts: Parts) -> None:
    from drafter.formats.docx.read import read_docx
    from drafter.formats.zip_file import pack

    again = io.BytesIO()
    docx.Document(io.BytesIO(pack(parts))).save(again)
    assert read_docx(again.getvalue()).document == read_docx(pack(parts)).document


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
