"""The styles of a `StyleSheet` in a Word document, through python-docx; own elements for what it does not know.

A style is looked up by its name, never by its id: Chinese Word calls the heading styles ``1``, ``2``, WPS ``a3``, and only the
names are the same everywhere. A document's own styles stay as they are; only the missing ones are added.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import RGBColor, Twips

from drafter.formats.docx.ooxml import children, element, qn, sub
from drafter.formats.docx.styles import ParagraphStyle, StyleSheet, TableStyle
from drafter.formats.safe_xml import Element

if TYPE_CHECKING:
    from docx.oxml.styles import CT_Styles
    from docx.styles.style import ParagraphStyle as WordStyle
    from docx.styles.styles import Styles

__all__ = ["TABLE", "blank_styles", "ensure_styles"]

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
_ALIGNMENT = {side.xml_value: side for side in WD_ALIGN_PARAGRAPH}
_BLACK = RGBColor(0, 0, 0)


def blank_styles(styles: Styles, sheet: StyleSheet) -> None:
    """Instead of python-docx's own styles: defaults in the body's font, and the styles that Word takes for granted."""
    root: CT_Styles = styles.element
    root[:] = []
    for name, kind, style_id in (
        ("Normal", WD_STYLE_TYPE.PARAGRAPH, "Normal"),
        ("Default Paragraph Font", WD_STYLE_TYPE.CHARACTER, "DefaultParagraphFont"),
        ("Normal Table", WD_STYLE_TYPE.TABLE, "TableNormal"),
        ("No List", WD_STYLE_TYPE.LIST, "NoList"),
    ):
        style = styles.add_style(name, kind, builtin=True).element
        style.styleId, style.default = style_id, True
    styles["Normal"].quick_style = True
    _cell_margins(sub(styles["Normal Table"].element, "w:tblPr"), 108, 0)
    body = ensure_styles(styles, sheet)["正文"]
    defaults = element("w:docDefaults")
    look = sub(sub(defaults, "w:rPrDefault"), "w:rPr")
    look.extend(
        deepcopy(child) for child in next(style for style in styles.element.style_lst if style.styleId == body).get_or_add_rPr()
    )
    next(children(look, "w:spacing")).set(qn("w:val"), "0")
    sub(look, "w:lang", val="en-US", eastAsia="zh-CN")
    sub(sub(sub(defaults, "w:pPrDefault"), "w:pPr"), "w:widowControl", val=0)
    root.insert(0, defaults)


def ensure_styles(styles: Styles, sheet: StyleSheet) -> dict[str, str]:
    """Role → id of the style to use; what is missing is added, what is there wins."""
    known = {style.name_val.lower(): style.styleId for style in reversed(styles.element.style_lst) if style.name_val}
    taken = set(known.values())
    names = {role: [look.name, *look.aliases] for role, look in sheet.paragraphs.items()} | {TABLE: [sheet.table.name]}
    found = {role: next((known[name.lower()] for name in names[role] if name.lower() in known), "") for role in names}
    ids = {role: found[role] or _free_id(_IDS[role], taken) for role in names}
    for role in [role for role in names if not found[role]]:
        kind, normal = (WD_STYLE_TYPE.TABLE, "normal table") if role == TABLE else (WD_STYLE_TYPE.PARAGRAPH, "normal")
        style = styles.add_style(names[role][0], kind, builtin=names[role][0].lower() in _BUILT_IN)
        style.element.styleId, style.element.basedOn_val = ids[role], known.get(normal)
        if role == TABLE:
            _dress_table(style.element, sheet.table)
        else:
            _dress(style, sheet.paragraphs[role], ids["正文"])
    return ids


def _free_id(wanted: str, taken: set[str]) -> str:
    found = next(name for number in count() if (name := wanted + "0" * number) not in taken)
    taken.add(found)
    return found


def _dress(style: WordStyle, look: ParagraphStyle, body: str) -> None:
    """States every property, so that a base document's own defaults cannot leak in.

    What python-docx lacks goes in first: it puts its own elements before them, in the order of the schema.
    """
    properties = style.element.get_or_add_pPr()
    if look.after:
        sub(properties, "w:contextualSpacing")
    if look.outline:
        sub(properties, "w:outlineLvl", val=look.outline - 1)
    if look.keep_next:
        style.element.get_or_add_next().val = body
    style.quick_style = True
    layout, indents = style.paragraph_format, {"left": look.left, "right": look.right, "firstLine": look.first_line}
    layout.keep_with_next, layout.widow_control, layout.alignment = look.keep_next, False, _ALIGNMENT[look.alignment]
    layout.space_before, layout.space_after, layout.line_spacing = Twips(look.before), Twips(look.after), Twips(look.line)
    layout.left_indent, layout.right_indent = Twips(look.twips(look.left)), Twips(look.twips(look.right))
    layout.first_line_indent = Twips(look.twips(look.first_line))
    for side, hundredths in indents.items():
        properties.ind.set(qn(f"w:{side}Chars"), str(hundredths))
    _dress_runs(style, look)


def _dress_runs(style: WordStyle, look: ParagraphStyle) -> None:
    properties = style.element.get_or_add_rPr()
    sub(properties, "w:spacing", val=look.character_spacing)
    sub(properties, "w:kern", val=0)
    sub(properties, "w:szCs", val=look.size)
    font = style.font
    font.name, font.size, font.bold, font.italic = look.latin, Twips(look.size * 10), look.bold, False
    font.color.rgb = _BLACK
    properties.rFonts.set(qn("w:eastAsia"), look.east_asian)
    properties.rFonts.set(qn("w:cs"), look.latin)


def _dress_table(node: Element, table: TableStyle) -> None:
    properties = sub(node, "w:tblPr")
    borders = sub(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        sub(borders, f"w:{side}", val="single", sz=table.border, space=0, color="000000")
    _cell_margins(properties, table.side_margin, table.end_margin)


def _cell_margins(properties: Element, sides: int, ends: int) -> None:
    margins = sub(properties, "w:tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        sub(margins, f"w:{side}", w=width, type="dxa")
