"""The fact map inside the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafter.core.document import Cell, Document, Location
from drafter.core.provenance import Anchor, Draft, Origin
from drafter.formats.docx.ooxml import NAMESPACES
from drafter.formats.docx.opening import open_docx
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.write import write_docx
from drafter.formats.trace.anchors import AnchorPlan, CellKey, StoredAnchor
from drafter.formats.trace.fact_map import LIMIT, decode, edited_since_written, encode, read_provenance
from tests.support.docx_edits import edited, replace_anywhere
from tests.support.docx_samples import DraftBuilder, form_table, funds_table, sample
from tests.support.word_package import read_package

SHORT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=8)
KEYS = st.builds(
    CellKey,
    st.from_regex(r"_T\d{2}", fullmatch=True),
    SHORT,
    st.integers(0, 999),
    st.lists(SHORT.filter(bool), max_size=3).map(tuple),
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(0, 9),
)
ANCHORS = st.builds(
    StoredAnchor,
    name=st.just("F0001"),
    text=SHORT,
    kind=st.sampled_from(["fact", "formula", "text"]),
    path=SHORT,
    line=st.integers(0, 9999),
    formula=SHORT,
    before=SHORT,
    after=SHORT,
    cell=st.none() | KEYS,
)


@given(ANCHORS)
def test_decoding_gives_back_what_was_encoded(anchor: StoredAnchor) -> None:
    assert decode("F0001", encode(anchor)) == anchor


@given(
    ANCHORS.filter(lambda anchor: anchor.cell is None),
    st.text("长句，|/\\", min_size=90, max_size=300),
    st.text("后文。|\U00020000", max_size=300),
)
def test_a_long_sentence_gives_way_and_all_else_stays(anchor: StoredAnchor, before: str, after: str) -> None:
    long = StoredAnchor(anchor.name, anchor.text, anchor.kind, anchor.path, anchor.line, anchor.formula, before, after)
    line = encode(long)
    found = decode("F0001", line)
    assert len(line.encode("utf-16-le")) // 2 <= LIMIT
    assert found is not None
    assert (found.text, found.path, found.line, found.formula) == (anchor.text, anchor.path, anchor.line, anchor.formula)
    assert before.endswith(found.before)
    assert after.startswith(found.after)


def test_a_formula_of_a_hundred_terms_is_cut_before_the_path_is() -> None:
    anchor = StoredAnchor("F0001", "94.44万元", "formula", "项目 → 1 → 支出", 7, " + ".join(["1.00"] * 100), "全年支出", "，")
    found = decode("F0001", encode(anchor))
    assert found is not None
    assert (found.text, found.path, found.before, found.after) == ("94.44万元", "项目 → 1 → 支出", "全年支出", "，")
    assert anchor.formula.startswith(found.formula)
    assert len(found.formula) > 100


@pytest.mark.parametrize("line", ["", "x", "a|b|c|d|e|f|g", "a|b|c|1|e", "a|b|c|1|e|f|g|_T01|l|h|x|0|0|0"])
def test_a_line_of_another_kind_is_no_anchor(line: str) -> None:
    assert decode("F0001", line) is None


def test_the_properties_are_what_word_expects(sheet: StyleSheet) -> None:
    parts = read_package(write_docx(sample(), styles=sheet))
    root = etree.fromstring(parts["docProps/custom.xml"])
    assert [int(node.get("pid", "")) for node in root] == list(range(2, len(root) + 2))
    assert {node.get("fmtid") for node in root} == {"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"}
    assert all(len(text) <= LIMIT for text in root.xpath("//vt:lpwstr/text()", namespaces=NAMESPACES))
    assert b"custom-properties+xml" in parts["[Content_Types].xml"]
    assert b"relationships/custom-properties" in parts["_rels/.rels"]


def test_everything_that_a_draft_knows_comes_back(sheet: StyleSheet) -> None:
    draft = sample()
    found = read_provenance(open_docx(write_docx(draft, styles=sheet)))
    assert found is not None
    assert found.facts_source == "facts.yaml"
    assert found.anchors == AnchorPlan(draft).stored


def keys_of(cells: list[Cell]) -> dict[str, CellKey]:
    """Text of each braced cell → its key."""
    draft = DraftBuilder().table(cells).draft()
    return {stored.text: stored.cell for stored in AnchorPlan(draft).stored if stored.cell}


def test_a_cell_is_known_by_the_label_of_its_row_and_the_headers_over_it() -> None:
    key = keys_of(funds_table())["69.44"]
    assert (key.label, key.header, key.row, key.column, key.below) == ("区县财政", ("支出情况", "金额"), 3, 3, 2)


def test_in_a_form_a_cell_is_known_by_the_label_beside_it() -> None:
    keys = keys_of(form_table())
    assert (keys["127.00万元"].label, keys["94.44万元"].label) == ("年初预算", "全年支出")
    assert keys["94.44万元"].header == ()


def test_under_a_merged_label_a_cell_is_known_by_its_distance_from_the_top() -> None:
    cells = [Cell("项目资金", 0, 0, 2, 1, "标签"), Cell("年初预算数", 0, 1, look="标签"), Cell("{24.00}", 1, 1, look="数值")]
    key = keys_of(cells)["24.00"]
    assert (key.label, key.header, key.below, key.within) == ("项目资金", ("年初预算数",), 1, 1)


def test_an_edit_anywhere_is_noticed(sheet: StyleSheet, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    assert edited_since_written(path) is None
    path.write_bytes(write_docx(sample(), styles=sheet))
    assert edited_since_written(path) is False
    path.write_bytes(edited(path, lambda root: replace_anywhere(root, "二、存在的问题", "二、问题")))
    assert edited_since_written(path) is True


def test_a_file_that_drafter_did_not_write_counts_as_edited(tmp_path: Path) -> None:
    path = tmp_path / "别人的.docx"
    path.write_bytes(b"not even a document")
    assert edited_since_written(path) is True


def test_office_properties_of_a_base_stay_and_old_anchors_go(sheet: StyleSheet) -> None:
    base = write_docx(sample(), styles=sheet)
    anchor = Anchor("F0001", Location(3, 11, 19), "127.00万元", Origin("fact"))
    small = Draft(Document(sample().document.blocks[:4]), (anchor,), ())
    found = read_provenance(open_docx(write_docx(small, styles=sheet, base=base)))
    assert found is not None
    assert [anchor.name for anchor in found.anchors] == ["F0001"]
