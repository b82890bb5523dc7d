"""A document with one finding of each kind, and reports on the seed that real offices wrote."""

from __future__ import annotations

from pathlib import Path

from drafter.core.document import Cell, Document, Heading, Location, Paragraph, SectionStart, Table
from drafter.core.findings import Broken, Coverage, Finding, JudgedClaim, Place, Report, Severity, Share

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seeds" / "003_3b55ed07d25b6086.docx"

GROWTH = "机关运行经费支出34.00万元，比年初预算数增加16.00万元，增长212.50%。"


def document() -> Document:
    cells = (
        Cell("科目", 0, 0, look="表头"),
        Cell("决算数", 0, 1, 1, 2, look="表头"),
        Cell("工资福利支出", 1, 0, look="标签"),
        Cell("321.41", 1, 1, look="数值"),
        Cell("321.40", 1, 2, look="数值"),
        Cell("合计", 2, 0, look="标签"),
        Cell("", 2, 1),
        Cell("", 2, 2),
    )
    blocks = (
        Heading("2024年度部门决算", 0),
        Heading("九、机关运行经费支出说明", 1),
        Paragraph(GROWTH),
        SectionStart(landscape=True),
        Paragraph("公开06表", "表题"),
        Table(cells, 3, 3, 1),
        Heading("十、其他", 1),
        Paragraph("（此处填写说明）"),
    )
    return Document(blocks, "2024年度部门决算")


def finding(text: Document, words: str, severity: Severity = "error", *, rule: str = "NU07", **more: object) -> Finding:
    """A finding on the first occurrence of some words."""
    location, container = next((place, words_there) for place, words_there in text.texts() if words in words_there)
    start = container.index(words)
    place = Location(location.block, start, start + len(words), location.row, location.column)
    where = Place(place, text.section_of(place.block), **{key: more.pop(key) for key in list(more) if key in PLACE_KEYS})  # type: ignore[arg-type]
    values = {
        "name": "ratio-as-growth",
        "title": "把比率写成增长率",
        "quote": container[:120],
        "message": "应为另一个数。",
    } | more
    return Finding(rule=rule, severity=severity, place=where, **values)  # type: ignore[arg-type]


PLACE_KEYS = {"table", "row", "column", "page", "line"}


def growth() -> Finding:
    return finding(
        document(),
        "212.50%",
        message="增长率写成了比率：34.00万元是16.00万元的212.50%，增长率应为112.50%（区间 [112.43%, 112.57%]）。",
        stated="212.50%",
        expected="112.50%",
        derivation="18.00 ÷ (34.00 − 18.00) = 112.50%",
        others=(Place(Location(7, 0, 3), "十、其他"),),
    )


def tail() -> Finding:
    cell = {"table": "公开06表", "row": "工资福利支出", "column": "决算数"}
    about = {"name": "sum-mismatch", "title": "明细与合计不符", "stated": "321.41", "expected": "321.40"}
    return finding(document(), "321.41", "note", rule="TB01", message="尾差0.01。", **about, **cell)


def empty_cell() -> Finding:
    place = Place(Location(5, 0, 0, 2, 1), "九、机关运行经费支出说明", "公开06表", "合计", "决算数")
    return Finding("TB06", "empty-total", "合计未填", "error", "合计", "合计为空，应为321.41。", place, expected="321.41")


def leftover() -> Finding:
    return finding(
        document(), "（此处填写说明）", "warning", rule="TX01", name="template-hint", title="模板提示语未删", message="请删去。"
    )


def claims() -> tuple[JudgedClaim, ...]:
    place = Place(Location(2, 0, len(GROWTH)), "九、机关运行经费支出说明")
    return (JudgedClaim("growth", GROWTH, "fails", "18.00 ÷ 16.00", place),)


def covered(figures: int, holds: int = 0, fails: int = 0, undecided: int = 0) -> Coverage:
    """A document of which half the figures were worked out again."""
    told = Share(figures // 2, holds + fails, holds, fails)
    return Coverage(told, none=Share(figures - figures // 2, undecided, undecided=undecided))


def report(name: str = "决算.docx") -> Report:
    return Report(name, (leftover(), tail(), empty_cell(), growth()), covered(12, holds=1, fails=1, undecided=1), claims())


def half(name: str = "决算.docx") -> Report:
    """A report of which a rule and a claim form failed."""
    place = Place(Location(2, 0, 5), "九、机关运行经费支出说明")
    broken = (Broken("TB01", "这条规则没有查成（KeyError）"), Broken("某种说法", "没有算成", place))
    return Report(name, (growth(),), covered(12, holds=1, fails=1), broken=broken)


def clean(name: str = "另一份.docx") -> Report:
    return Report(name, (), covered(9, holds=4))
