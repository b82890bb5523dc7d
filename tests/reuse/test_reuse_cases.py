"""What is read of a report before it is compared, and what of last year still stands in it: cases as data."""

from __future__ import annotations

from itertools import count, islice
from typing import Any

from drafter.core.document import Document, Heading
from drafter.reuse.passages import LONGEST, given
from drafter.reuse.records import Passage
from tests.support.cases import parametrised
from tests.support.documents import document_of
from tests.support.reuse_samples import compared, report, tools


@parametrised("reuse_stale.yaml")
def test_what_of_last_year_still_stands(case: dict[str, Any]) -> None:
    current = report(*document_of(case["文"]).blocks, year=int(case.get("年度", 2024)))
    prior = report(*document_of(case["上年"]).blocks, year=int(case.get("上年年度", 2023)))
    found = compared(current, prior).stale
    assert [f"{fact.kind} {fact.words}" for fact in found] == case["残留"]
    assert [fact.passage.text[fact.start : fact.end] for fact in found if not fact.words.endswith("……")] == [
        fact.words for fact in found if not fact.words.endswith("……")
    ]


@parametrised("reuse_passages.yaml")
def test_the_passages_of_a_report_and_whose_it_is(case: dict[str, Any]) -> None:
    document = document_of(case["文"])
    title = next((block.text for block in document.blocks if isinstance(block, Heading)), "")
    read = given(Document(document.blocks, title), "例", tools().settings)
    assert [f"{passage.section} {passage.sort} {passage.text}" for passage in read.passages] == case["段落"]
    assert (read.profile.unit, str(read.profile.year)) == (case["单位"], case["年度"])
    assert list(read.profile.names) == case["名称集"]


def _long(sentences: int) -> tuple[str, tuple[Passage, ...]]:
    text = "".join(f"第{number}个分馆已经登记完毕。" for number in islice(count(1), sentences))
    return text, report(text).passages


def test_a_long_paragraph_is_cut_at_sentence_ends_and_nothing_is_lost() -> None:
    text, passages = _long(400)
    assert [passage.text for passage in passages[1:]] != [text]
    assert "".join(passage.text for passage in passages if passage.text in text) == text
    for passage in passages:
        assert len(passage.text) <= LONGEST
        assert passage.text.endswith(("。", "报告"))
    places = [(passage.location.start, passage.location.end) for passage in passages if passage.text in text]
    assert [text[start:end] for start, end in places] == [passage.text for passage in passages if passage.text in text]


def test_a_long_sentence_without_end_is_cut_where_it_must_be() -> None:
    text = "分馆登记完毕" * 500
    assert [len(passage.text) for passage in report(text).passages if passage.text in text] == [1500, 1500]
