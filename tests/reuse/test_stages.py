"""The stages by themselves: codes and their places, grams, the join, runs."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.text import fold_width
from drafter.reuse import join
from drafter.reuse.alignment import merged, runs
from drafter.reuse.grams import gram_hashes, postings
from drafter.reuse.join import WHOLE, closest, shared_grams, weights
from drafter.reuse.kinds import IN_OTHER_WORDS
from drafter.reuse.normalise import CITED, FIGURE, NAME, YEAR, encode, words_of
from drafter.reuse.vocabulary import word_for_word
from drafter.wording.segmentation import is_word, words
from tests.support.cases import parametrised
from tests.support.reuse_samples import tools

MARKS = str.maketrans({FIGURE: "0", YEAR: "Y", NAME: "U", CITED: "T"})


def shown(text: str, **more: object) -> str:
    row = encode([text], **more)  # type: ignore[arg-type]
    return words_of(row.of(0)).translate(MARKS)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("支出９４．５万元，ＡBc。", "支出0万元abc"),
        ("2024年度、20 21 年度和2023—2025年", "Y年度Y年度和YY年"),
        ("（一）第3批、12345热线", "第0批0热线"),
        ("一是加强；二是完善", "加强完善"),
        ("1、购书。2．修屋面", "购书修屋面"),
        ("〔2024〕5号", "Y0号"),
        ("1,022.30万元", "0万元"),
        ("3.5万元", "0万元"),
    ],
)
def test_words_stay_and_figures_become_marks(text: str, codes: str) -> None:
    assert shown(text) == codes


def test_names_and_citations_are_marks() -> None:
    cited = re.compile("《[^》]*》（[^）]*号）")
    assert shown("丙馆按《通知》（清财〔2024〕5号）办理", names=("丙馆",), cited=cited) == "U按T办理"


def test_a_figure_takes_its_unit_with_it() -> None:
    assert shown("支出94.5万元，结余", figures=[(2, 8)]) == "支出0结余"


@given(st.lists(st.text(st.characters(exclude_characters="\n")), max_size=6))
def test_places_lead_back_to_the_text(texts: list[str]) -> None:
    row, joined = encode(texts), "\n".join(texts)
    assert len(row) == len(texts)
    for place, end in zip(row.places.tolist(), row.ends.tolist(), strict=True):
        assert 0 <= place <= end <= len(joined)
    assert (np.diff(row.places) >= 0).all()


def test_no_gram_spans_two_texts() -> None:
    _, whole = gram_hashes(encode(["甲乙丙", "丁戊己庚"]), 3)
    assert int(whole.sum()) == 1 + 2


@given(st.lists(st.text("甲乙丙丁", min_size=3, max_size=12), min_size=1, max_size=5), st.integers(2, 4))
def test_postings_are_the_grams_of_each_text(texts: list[str], size: int) -> None:
    found = postings(encode(texts), size)
    for number, text in enumerate(texts):
        assert found.sizes[number] == len({text[i : i + size] for i in range(len(text) - size + 1)})


@given(
    st.lists(st.text("甲乙丙", min_size=3, max_size=9), min_size=1, max_size=4),
    st.lists(st.text("甲乙丙", min_size=3, max_size=9), min_size=1, max_size=4),
)
def test_the_join_counts_shared_grams(now: list[str], then: list[str]) -> None:
    def grams(text: str) -> set[str]:
        return {text[i : i + 3] for i in range(len(text) - 2)}

    current, prior = postings(encode(now), 3), postings(encode(then), 3)
    pairs = shared_grams(current, prior, np.ones(len(current.words), np.int64))
    counted = {(a, b): n for a, b, n in zip(pairs.current.tolist(), pairs.prior.tolist(), pairs.shared.tolist(), strict=True)}
    expected = {(a, b): len(grams(x) & grams(y)) for a, x in enumerate(now) for b, y in enumerate(then)}
    assert counted == {pair: count for pair, count in expected.items() if count}


def test_a_gram_that_many_hold_weighs_little() -> None:
    one, three = postings(encode(["甲乙丙"]), 3), postings(encode(["甲乙丙"] * 3), 3)
    assert weights(one, one).tolist() == [WHOLE]
    assert weights(one, three).tolist() == weights(three, one).tolist()[:1] == [WHOLE // 3]
    many = postings(encode(["甲乙丙"] * (WHOLE + 1)), 3)
    assert len(shared_grams(one, many, weights(one, many)).shared) == 0


def test_pairs_are_counted_in_portions_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    row = postings(encode(["甲乙丙丁", "乙丙丁戊", "丙丁戊己", "甲乙丙戊"]), 2)
    weight = weights(row, row)
    whole = shared_grams(row, row, weight)
    monkeypatch.setattr(join, "AT_ONCE", 3)
    parts = shared_grams(row, row, weight)
    assert parts.current.tolist() == whole.current.tolist()
    assert parts.prior.tolist() == whole.prior.tolist()
    assert parts.shared.tolist() == whole.shared.tolist()


def test_the_closest_are_kept_for_each() -> None:
    current, prior = postings(encode(["甲乙丙丁戊"]), 2), postings(encode(["甲乙", "甲乙丙", "甲乙丙丁"]), 2)
    kept = closest(shared_grams(current, prior, np.ones(len(current.words), np.int64)), 2)
    assert kept.prior.tolist() == [1, 2]


TEXTS = st.text("甲乙丙丁戊己", max_size=60)


@given(TEXTS, TEXTS)
def test_runs_agree_and_do_not_overlap(now: str, then: str) -> None:
    found = runs(encode([now]).of(0), encode([then]).of(0))
    for run in found:
        assert now[run.current : run.current + run.length] == then[run.prior : run.prior + run.prior_length]
    for side in ("current", "prior"):
        edges = sorted((getattr(run, side), getattr(run, side) + run.length) for run in found)
        assert all(end <= start for (_, end), (start, _) in pairwise(edges))


def test_runs_are_found_in_another_order_and_joined_over_small_gaps() -> None:
    found = runs(encode(["甲乙丙丁戊己庚辛"]).of(0), encode(["戊己庚辛甲乙丙丁"]).of(0))
    assert [(run.current, run.prior, run.length) for run in found] == [(0, 4, 4), (4, 0, 4)]
    near = runs(encode(["甲乙丙丁一戊己庚辛"]).of(0), encode(["甲乙丙丁二戊己庚辛"]).of(0))
    assert [(run.current, run.length) for run in merged(near)] == [(0, 9)]


def test_words_are_those_of_the_dictionary() -> None:
    assert words("加强预算管理，按时验收") == ["加强", "预算", "管理", "，", "按时", "验收"]
    assert is_word("提升")
    assert not is_word("升提")
    assert not is_word("提")
    assert not is_word("ab")
    assert word_for_word("加强预算管理提高效益", "强化预算管理提升效益", 1.0)
    assert not word_for_word("加强预算管理", "加强预算管埋", 0.1)
    assert not word_for_word("甲", "甲", 0.0)


@parametrised("reworded.yaml")
def test_rewording_is_told_from_words(case: dict[str, str]) -> None:
    assert word_for_word(case["本年"], case["上年"], IN_OTHER_WORDS) == (case["换词"] == "是")


@pytest.mark.parametrize(
    ("heading", "sort"),
    [
        ("（二）机构设置", "沿用"),
        ("1、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。", "其他"),
        ("2080109 公共就业服务和职业技能鉴定机构（项）", "其他"),
        ("三、存在的问题", "问题"),
    ],
)
def test_a_section_is_told_by_its_heading(heading: str, sort: str) -> None:
    assert tools().settings.sort_of(fold_width(heading)) == sort
