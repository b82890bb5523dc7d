"""What holds for any text, and for any sentence whose figures agree."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from drafter.claims.engine import judge_document
from drafter.core.document import Cell, Document, Paragraph, Table
from drafter.core.presentation import SEVERITIES
from drafter.rules.base import LONGEST_QUOTE
from drafter.rules.engine import check_document
from tests.support.claim_samples import Sentence, check_settings, found_in, judged, passage_of, sentences
from tests.support.laws import examples

PIECES = st.sampled_from(
    [
        "年初预算", "支出决算", "为", "数", "本年", "上年", "增加", "减少", "增长", "下降", "占", "其中：", "其中", "分别为", "包括", "合计",
        "预算", "到位", "结余", "结转", "执行率", "满意度", "完成", "同比", "比上年", "与2023年度相比", "（", "）", "，", "。", "；", "：", "、",
        "“甲”", "“乙”", "等", "约", "近", "余", "超过", "以上", "-", "−", "0", "0.00", "5", "12.5", "1,234.50", "９９", "100", "万元", "元",
        "亿元", "%", "％", "个百分点", "个", "件", "批次", "第一批", "三批次", "〔2020〕10号", "2024年", "3月5日", "\u3000", "\xa0", "\n", "\uf06c", "\ue000",
        "\ue801", "①", "㎡", "ﷺ", "99999999999999999999", "由", "降为", "无法计算", "大于年初预算", "基本支出", "项目支出", "四舍五入",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=30).map("".join))
ROWS = st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3)


def table_of(rows: list[list[str]]) -> Table:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(cells, len(rows), 2)


BLOCKS = st.lists(st.one_of(TEXTS.map(Paragraph), ROWS.map(table_of)), max_size=6)


@examples(100)
@given(BLOCKS)
def test_any_document_is_survived_and_quotes_are_its_own_words(blocks: list[Any]) -> None:
    document = Document(tuple(blocks))
    report = check_document(document, "任意", check_settings())
    for finding in report.findings:
        assert finding.severity in SEVERITIES
        assert len(finding.quote) <= LONGEST_QUOTE
    for claim in report.claims:
        assert claim.verdict in {"holds", "fails", "undecided"}
    chosen = judge_document(document, (), check_settings().numbers, check_settings().claims)
    for judgement in chosen.judgements:
        place = judgement.location
        assert judgement.quote[:LONGEST_QUOTE] in document.container_text(place)
        assert 0 <= place.start <= place.end <= len(document.container_text(place))


@given(TEXTS)
def test_a_masked_text_leads_back_to_the_words(text: str) -> None:
    passage = passage_of(text)
    assert len(passage.offsets) == len(passage.masked) + 1
    assert list(passage.offsets) == sorted(passage.offsets)
    for place in range(len(passage.masked)):
        assert passage.quote(place, place + 1) in text
    for figure in passage.figures:
        assert text[figure.location.start : figure.location.end].strip()
        assert figure.range.low <= figure.range.high


@examples(200)
@given(sentences)
def test_figures_that_agree_are_never_reported(sentence: Sentence) -> None:
    assert found_in(sentence.text()) == []
    assert [j.verdict for j in judged(sentence.text())].count("holds") >= 1


@examples(200)
@given(sentences, st.integers(2, 3000), st.booleans())
def test_a_rate_that_is_two_units_off_is_always_reported(sentence: Sentence, off: int, rising: bool) -> None:
    wrong = off if rising or sentence.rate * 100 <= off else -off
    told = found_in(sentence.text(off=wrong))
    assume(_exact_enough(sentence))
    assert len(told) == 1, told
    rule, severity, stated, _ = told[0]
    assert severity == "error"
    assert stated in sentence.text(off=wrong).replace(",", "")
    assert rule in {"NU02", "NU03", "NU04", "NU07", "NU11"}


def _exact_enough(sentence: Sentence) -> bool:
    """Whether the amounts are told finely enough for the second place of the rate to be certain."""
    passage = passage_of(sentence.text())
    amounts = [figure.range for figure in passage.figures if figure.quantity.unit != "%"]
    spread = sum((amount.high - amount.low) / 2 / amount.middle for amount in amounts if amount.middle)
    units = float(spread * (sentence.rate + 100) * 100)
    return units < 0.3 and abs(float(sentence.rate * 100 % 1) - 0.5) > 2 * units


HEDGES = ["约", "近", "超过", "不低于", "不超过", "逾"]
DIGITS = re.compile(r"(?<![\d.,])(\d+)\.(\d\d)(?=万元|%)")


@examples(100)
@given(sentences, st.data())
def test_a_hedge_or_fewer_digits_never_make_a_claim_fail(sentence: Sentence, data: st.DataObject) -> None:
    text = sentence.text()
    found = list(DIGITS.finditer(text))
    assume(found)
    chosen = data.draw(st.sampled_from(found))
    rounded = f"{float(chosen[0]):.1f}"
    wider = data.draw(st.sampled_from([f"{hedge}{chosen[0]}" for hedge in HEDGES] + [rounded] * 3))
    wide = text[: chosen.start()] + wider + text[chosen.end() :]
    assert [told for told in found_in(wide) if told[1] != "note"] == []


@examples(25)
@given(st.lists(sentences, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_unrelated_paragraphs_changes_nothing(chosen: list[Sentence], random: Any) -> None:
    texts = [sentence.text(off=7 * (n % 2)) for n, sentence in enumerate(chosen)]
    mixed = list(texts)
    random.shuffle(mixed)
    assert sorted(found_in(*texts)) == sorted(found_in(*mixed))


@example("数")
@example("（")
@example("甲、")
@example("其中")
@example("1元其中5%")
@example("支出情况为1元，")
@example("预算1万元，支出1万元，")
@example("占基本支出的5%，1元")
@examples(8)
@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_time_grows_with_the_length_of_a_paragraph(piece: str) -> None:
    long = piece * (3000 // len(piece))
    start = time.process_time()
    judged(long)
    assert time.process_time() - start < 10  # seconds where time runs away, minutes where it does


@pytest.mark.parametrize("blank", ["\u3000", "\xa0", " ", "\t"])
def test_blanks_around_figures_change_nothing(blank: str) -> None:
    text = f"预算{blank}1,250.00{blank}万元，实际支出{blank}1,000.00{blank}万元，执行率{blank}90.00{blank}％。"
    assert found_in(text) == [("NU04", "error", "90.00%", "80.00%")]
