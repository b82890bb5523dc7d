"""Word's ``styles.xml`` and ``fontTable.xml`` for a `StyleSheet`.

A style is looked up by its name, never by its id: Chinese Word calls the heading styles ``1``, ``2``, WPS ``a3``, and only the
names are the same everywhere. A document's own styles stay as they are; only the missing ones are added.
"""

from __future__ import annotations

from collections.abc import Mapping

from drafter.formats.docx.ooxml import Element, children, element, qn, sub
from drafter.formats.docx.styles import ParagraphStyle, StyleSheet, TableStyle

__all__ = ["TABLE", "blank_styles", "ensure_styles", "font_table"]

TABLE = "表格"
"""The key of the table style among the ids that `ensure_styles` answers with."""

_IDS = {
    "标题": "Title",
    "一级标题": "Heading1",
    "二级标题": "Heading2",
    "三级标题": "Heading3",
    "四级标题": "Heading4",
    "封面": "OfficialCover",
    "附件说明": "OfficialAnnexNote",
    "署名": "OfficialSigner",
    "正文": "OfficialBody",
    "附件": "OfficialAnnex",
    "落款": "OfficialSignature",
    "页码": "Footer",
    "分隔": "TableSpacer",
    "表题": "TableTitle",
    "单位": "TableUnit",
    "表注": "TableNote",
    "标签": "TableLabel",
    "数值": "TableNumber",
    "文字": "TableText",
    "表头": "TableHeader",
    TABLE: "OfficialTable",
}
_BUILT_IN = frozenset({"title", "heading 1", "heading 2", "heading 3", "heading 4", "footer", "caption"})
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def blank_styles(sheet: StyleSheet) -> Element:
    """The root of a new ``styles.xml``: defaults in the body's font, and the styles that Word takes for granted."""
    root = element("w:styles")
    defaults = sub(root, "w:docDefaults")
    body = sheet.paragraphs["正文"]
    _run_properties(sub(defaults, "w:rPrDefault"), body, spaced=False)
    sub(defaults[0][0], "w:lang", val="en-US", eastAsia="zh-CN")
    sub(sub(sub(defaults, "w:pPrDefault"), "w:pPr"), "w:widowControl", val=0)
    for kind, style_id, name in (
        ("paragraph", "Normal", "Normal"),
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("table", "TableNormal", "Normal Table"),
        ("numbering", "NoList", "No List"),
    ):
        style = sub(root, "w:style", type=kind, default=1, styleId=style_id)
        sub(style, "w:name", val=name)
        if kind == "paragraph":
            sub(style, "w:qFormat")
        if kind == "table":
            _cell_margins(sub(style, "w:tblPr"), 108, 0)
    return root


def ensure_styles(root: Element, sheet: StyleSheet) -> dict[str, str]:
    """Role → id of the style to use; what is missing in `root` is added, what is there wins."""
    known = _ids_by_name(root)
    taken = set(known.values())
    names = {role: _names(style) for role, style in sheet.paragraphs.items()} | {TABLE: [sheet.table.name.lower()]}
    found = {role: next((known[name] for name in names[role] if name in known), "") for role in names}
    ids = {role: found[role] or _free_id(_IDS[role], taken) for role in names}
    for role, style in sheet.paragraphs.items():
        if not found[role]:
            _add_paragraph_style(root, ids[role], style, known.get("normal", ""), ids["正文"])
    if not found[TABLE]:
        _add_table_style(root, ids[TABLE], sheet.table, known.get("normal table", ""))
    return ids


def _ids_by_name(root: Element) -> dict[str, str]:
    named: dict[str, str] = {}
    for style in children(root, "w:style"):
        name = style.find(qn("w:name"))
        if name is not None:
            named.setdefault(name.get(qn("w:val"), "").lower(), style.get(qn("w:styleId"), ""))
    return named


def _names(style: ParagraphStyle) -> list[str]:
    return [name.lower() for name in (style.name, *style.aliases)]


def _free_id(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        wanted += "0"
    taken.add(wanted)
    return wanted


def _add_paragraph_style(root: Element, style_id: str, style: ParagraphStyle, based_on: str, body: str) -> None:
    node = sub(root, "w:style", type="paragraph", styleId=style_id)
    if style.name.lower() not in _BUILT_IN:
        node.set(qn("w:customStyle"), "1")
    sub(node, "w:name", val=style.name)
    if based_on:
        sub(node, "w:basedOn", val=based_on)
    if style.keep_next:
        sub(node, "w:next", val=body)
    sub(node, "w:qFormat")
    _paragraph_properties(node, style)
    _run_properties(node, style)


def _paragraph_properties(node: Element, style: ParagraphStyle) -> None:
    properties = sub(node, "w:pPr")
    sub(properties, "w:keepNext", val=int(style.keep_next))
    sub(properties, "w:widowControl", val=0)
    sub(properties, "w:spacing", before=style.before, after=style.after, line=style.line, lineRule="exact")
    indents = {"left": style.left, "right": style.right, "firstLine": style.first_line}
    in_characters = {f"{side}Chars": hundredths for side, hundredths in indents.items()}
    sub(properties, "w:ind", **in_characters, **{side: style.twips(value) for side, value in indents.items()})
    if style.after:
        sub(properties, "w:contextualSpacing")
    sub(properties, "w:jc", val=style.alignment)
    if style.outline:
        sub(properties, "w:outlineLvl", val=style.outline - 1)


def _run_properties(node: Element, style: ParagraphStyle, *, spaced: bool = True) -> None:
    properties = sub(node, "w:rPr")
    sub(properties, "w:rFonts", ascii=style.latin, hAnsi=style.latin, eastAsia=style.east_asian, cs=style.latin)
    sub(properties, "w:b", val=int(style.bold))
    sub(properties, "w:i", val=0)
    sub(properties, "w:color", val="000000")
    sub(properties, "w:spacing", val=style.character_spacing if spaced else 0)
    sub(properties, "w:kern", val=0)
    sub(properties, "w:sz", val=style.size)
    sub(properties, "w:szCs", val=style.size)


def _add_table_style(root: Element, style_id: str, table: TableStyle, based_on: str) -> None:
    node = sub(root, "w:style", type="table", styleId=style_id)
    node.set(qn("w:customStyle"), "1")
    sub(node, "w:name", val=table.name)
    if based_on:
        sub(node, "w:basedOn", val=based_on)
    properties = sub(node, "w:tblPr")
    borders = sub(properties, "w:tblBorders")
    for side in _BORDERS:
        sub(borders, f"w:{side}", val="single", sz=table.border, space=0, color="000000")
    _cell_margins(properties, table.side_margin, table.end_margin)


def _cell_margins(properties: Element, sides: int, ends: int) -> None:
    margins = sub(properties, "w:tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        sub(margins, f"w:{side}", w=width, type="dxa")


def font_table(substitutes: Mapping[str, str]) -> Element:
    """The root of a ``fontTable.xml`` that names for each font the one to take where it is not installed."""
    root = element("w:fonts")
    for name, other in substitutes.items():
        sub(sub(root, "w:font", name=name), "w:altName", val=other)
    return root
