"""Blocks in order, numbered by the plan; every number with an anchor, none of unknown origin."""

from __future__ import annotations

import pytest

from drafter.claims.figures import Numbers
from drafter.core.document import Cell, Heading, Location, PageBreak, Paragraph, SectionStart, Table
from drafter.core.errors import InputError
from drafter.core.provenance import Fragment, Origin, Segment
from drafter.drafting.builder import Builder, CellDraft
from drafter.drafting.draft_lines import parse_lines
from tests.support.drafting import shipped

NUMBERING = ("一、", "（一）", "1.", "（1）")
FACT = Origin("fact", "项目 → 1 → 资金 → 支出", 12)
FORMULA = Origin("formula", "项目 → 1 → 资金 → 执行率", 12, "94.44 ÷ 127")
PLAN = Origin("plan", "文种 某 → 满分")
TEXT = Origin("text", "项目 → 1 → 内容", 20)
GAP = Origin("gap", "项目 → 1 → 编号", 5)
PROPOSAL = Origin("proposal", "执行率偏低")
PHRASE = Origin("phrase", "某条")


def builder() -> Builder:
    return Builder(Numbers.load(shipped()), NUMBERING)


def template(words: str) -> Segment:
    return Segment(words)


def anchors(made: Builder) -> list[tuple[str, str, str]]:
    return [(anchor.name, anchor.text, anchor.origin.kind) for anchor in made.anchors]


# ---- Anchors ----


def test_a_figure_is_anchored_where_it_stands() -> None:
    made = builder()
    made.paragraph((template("支出"), Segment("94.44万元", FACT), template("，执行率"), Segment("74.36%", FORMULA)), "某处")
    assert anchors(made) == [("F0001", "94.44万元", "fact"), ("F0002", "74.36%", "formula")]
    assert [anchor.location for anchor in made.anchors] == [Location(0, 2, 9), Location(0, 13, 19)]
    document = made.draft("题", "facts.yaml").document
    assert [document.text_at(anchor.location) for anchor in made.anchors] == ["94.44万元", "74.36%"]


def test_a_figure_without_digits_is_not_anchored() -> None:
    made = builder()
    made.paragraph((Segment("无法计算", FORMULA),), "某处")
    assert made.anchors == []


def test_a_figure_in_a_cell_is_anchored_in_its_cell() -> None:
    made = builder()
    cells = [CellDraft(Cell("", 0, 0), (template("支出"),)), CellDraft(Cell("", 0, 1), (Segment("94.44", FACT),))]
    made.table(cells, Table((), 1, 2), "某表")
    assert [anchor.location for anchor in made.anchors] == [Location(0, 0, 5, 0, 1)]


WRITTEN = [
    ("共办理946件，满意度98.5%。", ["946件", "98.5%"]),
    ("2021年3月5日印发，财预〔2020〕10号。", []),
    ("第3批共12个项目", ["12个"]),
    ("1. 第一条；2. 第二条", []),
    ("１２３４人次", ["１２３４人次"]),
    ("1,234.50万元", ["1,234.50万元"]),
    ("增长-3.5%", ["3.5%"]),
    ("没有数字", []),
    ("二十三件", []),
    ("3", ["3"]),
    ("5G网络和12345热线", []),  # parts of names: no figures, see configs/numbers.yaml
]


@pytest.mark.parametrize(("words", "found"), WRITTEN, ids=[words for words, _ in WRITTEN])
def test_the_numbers_in_a_clerks_text_are_anchored_to_it(words: str, found: list[str]) -> None:
    made = builder()
    made.paragraph((template("情况："), Segment(words, TEXT)), "某处")
    assert [anchor.text for anchor in made.anchors] == found
    assert {anchor.origin for anchor in made.anchors} <= {TEXT}


def test_a_number_that_runs_on_into_the_templates_unit_is_one_anchor() -> None:
    made = builder()
    made.paragraph((Segment("共12", TEXT), template("件。")), "某处")
    assert anchors(made) == [("F0001", "12件", "text")]


def test_a_clerks_number_beside_a_figure_is_not_swallowed_by_it() -> None:
    made = builder()
    made.paragraph((Segment("共3件，其中", TEXT), Segment("2件", FACT), Segment("，余1件", TEXT)), "某处")
    assert [anchor.text for anchor in made.anchors] == ["3件", "2件", "1件"]


@pytest.mark.parametrize("origin", [Origin("template"), PHRASE], ids=["模板", "常用语"])
@pytest.mark.parametrize("words", ["共3件", "不低于95%", "１２万元", "2024"], ids=str)
def test_a_number_written_into_a_template_or_phrase_is_refused(words: str, origin: Origin) -> None:
    with pytest.raises(InputError, match="写死在模板或常用语里"):
        builder().paragraph((Segment(words, origin),), "templates/zh/某章.jinja")


def test_the_refusal_names_the_phrase_or_the_template() -> None:
    for origin, where in ((Origin("template"), "templates/zh/某章.jinja"), (PHRASE, "某条")):
        with pytest.raises(InputError) as caught:
            builder().paragraph((Segment("共3件", origin),), "templates/zh/某章.jinja")
        assert [problem.source for problem in caught.value.problems] == [where]


@pytest.mark.parametrize("words", ["财预〔2020〕10号", "2024年度", "第一批"])
def test_a_date_or_document_number_may_stand_in_a_template(words: str) -> None:
    made = builder()
    made.paragraph((template(words),), "某处")
    assert made.anchors == []


def test_gaps_and_proposals_are_marked() -> None:
    made = builder()
    made.paragraph((Segment("【待确认】", PROPOSAL), template("编号"), Segment("【待补：项目编号】", GAP)), "某处")
    assert [(mark.text, mark.origin.kind, mark.location) for mark in made.marks] == [
        ("【待确认】", "proposal", Location(0, 0, 5)),
        ("【待补：项目编号】", "gap", Location(0, 7, 16)),
    ]


def test_digits_in_a_gap_are_no_figure() -> None:
    made = builder()
    made.paragraph((Segment("【待补：2021年支出12】", GAP),), "某处")
    assert made.anchors == []


def test_a_plans_points_are_anchored() -> None:
    made = builder()
    made.paragraph((template("满分"), Segment("100分", PLAN)), "某处")
    assert anchors(made) == [("F0001", "100分", "plan")]


# ---- Numbering ----

NUMBERED = [
    ("各级从头数", "# 甲\n\n## 乙\n\n### 丙\n\n#### 丁", ["一、甲", "（一）乙", "1.丙", "（1）丁"]),
    ("同级接着数", "# 甲\n\n# 乙\n\n# 丙", ["一、甲", "二、乙", "三、丙"]),
    ("上级一变下级从头", "# 甲\n\n## 乙\n\n## 丙\n\n# 丁\n\n## 戊", ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"]),
    ("隔级也从头", "# 甲\n\n### 乙\n\n# 丙\n\n### 丁", ["一、甲", "1.乙", "二、丙", "1.丁"]),
    ("十以上", "\n\n".join(["# 甲"] * 11), [*[f"{n}、甲" for n in "一二三四五六七八九十"], "十一、甲"]),
    ("三级标题以数字开头", "# 甲\n\n### 2024年的工作", ["一、甲", "1. 2024年的工作"]),
]


@pytest.mark.parametrize(("source", "texts"), [case[1:] for case in NUMBERED], ids=[case[0] for case in NUMBERED])
def test_headings_are_numbered_as_the_plan_says(source: str, texts: list[str]) -> None:
    made = builder()
    made.lines(parse_lines(Fragment.of(source)), "某处")
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == texts


ITEMS = [
    ("条从一数起", "+ 甲\n\n+ 乙", ["1.甲", "2.乙"]),
    ("隔了正文从头数", "+ 甲\n\n正文\n\n+ 乙", ["1.甲", "正文", "1.乙"]),
    ("隔了标题从头数", "+ 甲\n\n# 题\n\n+ 乙", ["1.甲", "一、题", "1.乙"]),
]


@pytest.mark.parametrize(("source", "texts"), [case[1:] for case in ITEMS], ids=[case[0] for case in ITEMS])
def test_items_are_numbered(source: str, texts: list[str]) -> None:
    made = builder()
    made.lines(parse_lines(Fragment.of(source)), "某处")
    assert [block.text for block in made.blocks if isinstance(block, Heading | Paragraph)] == texts


def test_an_item_that_begins_with_a_number_keeps_it_apart_from_its_own() -> None:
    made = builder()
    made.lines(parse_lines(Fragment((template("+ "), Segment("5件已办结", TEXT)))), "某处")
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == ["1. 5件已办结"]
    assert [anchor.text for anchor in made.anchors] == ["5件"]


def test_a_list_may_have_more_than_a_hundred_items() -> None:
    made = builder()
    made.lines(parse_lines(Fragment.of("\n\n".join(["+ 甲"] * 120))), "某处")
    assert made.anchors == []
    assert isinstance(made.blocks[-1], Paragraph)
    assert made.blocks[-1].text == "120.甲"


@pytest.mark.parametrize("number", ["1、", "120、", "（3）", "1. ", "\n2. "])
def test_a_number_of_a_row_may_stand_before_a_name_that_begins_with_a_digit(number: str) -> None:
    made = builder()
    made.paragraph((template(number), Segment("3个平台租赁", TEXT)), "某处")
    assert [anchor.origin for anchor in made.anchors] == [TEXT]


def test_other_numberings_are_followed() -> None:
    made = Builder(Numbers.load(shipped()), ("（一）", "1."))
    made.lines(parse_lines(Fragment.of("# 甲\n\n## 乙\n\n#### 丙")), "某处")
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == ["（一）甲", "1.乙", "2.丙"]
    assert [block.level for block in made.blocks if isinstance(block, Heading)] == [1, 2, 2]


# ---- Blocks ----


def test_blocks_stand_in_the_order_in_which_they_came() -> None:
    made = builder()
    assert made.title((template("报告"),)) == "报告"
    made.paragraph((template("落款"),), "某处", "落款")
    made.section(landscape=True)
    made.page_break()
    draft = made.draft("报告", "facts.yaml")
    assert draft.document.blocks == (Heading("报告", 0), Paragraph("落款", "落款"), SectionStart(landscape=True), PageBreak())
    assert (draft.document.title, draft.facts_source) == ("报告", "facts.yaml")
