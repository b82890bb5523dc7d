"""Drafts built by hand: texts with their figures in braces, ``{94.44万元}``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from drafter.core.document import Block, Cell, Document, Heading, Location, PageBreak, Paragraph, SectionStart, Table
from drafter.core.provenance import Anchor, Draft, Mark, Origin
from drafter.formats.docx.styles import StyleSheet, load_styles

ROOT = Path(__file__).resolve().parents[2]
_FIGURE = re.compile(r"\{([^{}]*)\}")
_MARK = re.compile(r"【(待补|待确认)：[^】]*】")


def styles() -> StyleSheet:
    """The project's own style sheet."""
    return load_styles(ROOT / "configs" / "styles.yaml")


class DraftBuilder:
    """Collects blocks; every braced figure becomes an anchor, every 【待补：…】 a mark."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self.marks: list[Mark] = []

    def text(self, written: str, row: int | None = None, column: int | None = None) -> str:
        """The text without braces; its figures are noted at the place where the next block will stand."""
        plain = ""
        end = 0
        for match in _FIGURE.finditer(written):
            plain += written[end : match.start()]
            location = Location(len(self.blocks), len(plain), len(plain) + len(match[1]), row, column)
            number = len(self.anchors) + 1
            origin = Origin("fact", f"项目 → 1 → 数{number}", 10 + number, "94.44 ÷ 127" if "%" in match[1] else "")
            self.anchors.append(Anchor(f"F{number:04d}", location, match[1], origin))
            plain, end = plain + match[1], match.end()
        plain += written[end:]
        for match in _MARK.finditer(plain):
            kind = "gap" if match[1] == "待补" else "proposal"
            location = Location(len(self.blocks), match.start(), match.end(), row, column)
            self.marks.append(Mark(location, Origin(kind, "项目 → 1"), match[0]))
        return plain

    def heading(self, written: str, level: int) -> DraftBuilder:
        self.blocks.append(Heading(self.text(written), level))
        return self

    def paragraph(self, written: str, kind: str = "正文") -> DraftBuilder:
        self.blocks.append(Paragraph(self.text(written), kind))  # type: ignore[arg-type]
        return self

    def table(self, cells: Iterable[Cell], header_rows: int = 0, widths: tuple[int, ...] = ()) -> DraftBuilder:
        made = tuple(Cell(self.text(c.text, c.row, c.column), c.row, c.column, c.rows, c.columns, c.look) for c in cells)
        rows, columns = max(c.row + c.rows for c in made), max(c.column + c.columns for c in made)
        self.blocks.append(Table(made, rows, columns, header_rows, widths))
        return self

    def block(self, block: Block) -> DraftBuilder:
        self.blocks.append(block)
        return self

    def draft(self, title: str = "项目支出绩效自评报告") -> Draft:
        return Draft(Document(tuple(self.blocks), title), tuple(self.anchors), tuple(self.marks), facts_source="facts.yaml")


def funds_table() -> list[Cell]:
    """A header of two rows with merged cells, and three rows of figures; 合计 twice."""
    cells = [Cell("资金来源", 0, 0, 2, 1, "表头"), Cell("到位情况", 0, 1, 1, 2, "表头"), Cell("支出情况", 0, 3, 1, 2, "表头")]
    cells += [Cell(text, 1, column, look="表头") for column, text in enumerate(("金额", "比率", "金额", "比率"), 1)]
    rows = [
        ("市级财政", "{30.00}", "{60.00%}", "{25.00}", "{50.00%}"),
        ("区县财政", "{97.00}", "{97.00%}", "{69.44}", "{71.59%}"),
        ("合计", "{127.00}", "{100%}", "{94.44}", "{74.36%}"),
    ]
    for row, texts in enumerate(rows, 2):
        cells += [Cell(text, row, column, look="数值" if column else "标签") for column, text in enumerate(texts)]
    return cells


def form_table() -> list[Cell]:
    """Rows of label and value, two pairs beside each other, and a merged label."""
    return [
        Cell("项目名称", 0, 0, look="标签"),
        Cell("政务大厅运转经费", 0, 1),
        Cell("项目编号", 0, 2, look="标签"),
        Cell("【待补：项目编号】", 0, 3),
        Cell("年初预算", 1, 0, look="标签"),
        Cell("{127.00万元}", 1, 1, look="数值"),
        Cell("全年支出", 1, 2, look="标签"),
        Cell("{94.44万元}", 1, 3, look="数值"),
        Cell("项目\n产出", 2, 0, 2, 1, look="标签"),
        Cell("办理事项{946}件，群众满意度{98.5%}。\n其中跨域通办{53件}", 2, 1, 1, 3),
        Cell("完成率{100%}", 3, 1, 1, 3),
    ]


def sample() -> Draft:
    """Everything at once: figures at the edges of a paragraph and side by side, two tables, a landscape section."""
    builder = DraftBuilder().heading("二〇二一年度项目支出绩效自评报告", 0)
    builder.heading("一、项目概况", 1).heading("（一）资金情况", 2)
    builder.paragraph("2021年年初预算{127.00万元}，全年支出{94.44万元}，执行率{74.36%}，“三公”经费{0.00万元}。")
    builder.paragraph("{12}个股室参与，其中编制{3个}{5人}，共办理{946件}")
    builder.paragraph("【待补：项目立项依据】【待确认：建议加快进度】余下{32.56万元}结转。")
    builder.paragraph("表1 项目基本情况", "表题").table(form_table(), widths=(2, 3, 2, 3))
    builder.block(SectionStart(landscape=True)).paragraph("表2 资金到位与支出情况", "表题").paragraph("单位：万元", "单位")
    builder.table(funds_table(), header_rows=2, widths=(4, 3, 2, 3, 2)).paragraph("注：比率保留两位小数。", "表注")
    builder.block(SectionStart()).heading("二、存在的问题", 1).paragraph("支出进度偏慢，结转{32.56万元}，占年初预算的{25.64%}。")
    builder.block(PageBreak()).paragraph("附件1", "附件")
    builder.paragraph("某某区行政审批服务局", "署名").paragraph("2022年3月1日", "落款")
    return builder.draft()
