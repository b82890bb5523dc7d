"""A document is blocks in order; a merged cell stands once and is found at each of its places."""

from __future__ import annotations

from drafter.core.document import Cell, Document, Heading, Location, PageBreak, Paragraph, SectionStart, Table

TABLE = Table(
    (
        Cell("资金", 0, 0, rows=2),
        Cell("预算\n数", 0, 1, columns=2),
        Cell("127", 1, 1),
        Cell("94.44", 1, 2),
        Cell("超出", 2, 2, rows=3, columns=3),
    ),
    rows=3,
    columns=3,
)
DOCUMENT = Document(
    (
        Heading("报告", 0),
        Paragraph("开头。"),
        Heading("一、资金", 1),
        Paragraph("支出94.44万元。"),
        SectionStart(),
        TABLE,
        PageBreak(),
    ),
    title="报告",
)


def shown(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.grid()]


def test_a_merged_cell_is_found_at_each_of_its_places() -> None:
    assert shown(TABLE) == [["资金", "预算\n数", "预算\n数"], ["资金", "127", "94.44"], [None, None, "超出"]]


def test_a_merged_cell_is_one_cell() -> None:
    grid = TABLE.grid()
    assert grid[0][1] is grid[0][2]


def test_every_text_is_found_at_its_location() -> None:
    for location, text in DOCUMENT.texts():
        assert DOCUMENT.text_at(location) == text
        assert DOCUMENT.container_text(location) == text


def test_texts_come_in_reading_order() -> None:
    words = [text for _, text in DOCUMENT.texts()]
    assert words == ["报告", "开头。", "一、资金", "支出94.44万元。", "资金", "预算\n数", "127", "94.44", "超出"]


def test_a_span_is_half_open() -> None:
    assert DOCUMENT.text_at(Location(3, 2, 9)) == "94.44万元"


def test_a_section_is_named_by_the_heading_above() -> None:
    assert [DOCUMENT.section_of(block) for block in range(7)] == [
        "报告",
        "报告",
        "一、资金",
        "一、资金",
        "一、资金",
        "一、资金",
        "一、资金",
    ]
    assert Document(()).section_of(3) == ""


def test_where_a_document_came_from_does_not_make_it_another() -> None:
    assert Document((), "报告", source="甲.docx") == Document((), "报告", source="乙.docx")
