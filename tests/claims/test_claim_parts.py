"""The parts that claims are made of: figures of a text, labels, ranges, slips, counts, totals of a table, spread lists."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.claims.claim_forms import load_forms
from drafter.claims.claim_settings import ClaimForm
from drafter.claims.labels import core, label_before
from drafter.claims.prose import COUNT, MONEY, MOST_FIGURES, NUMBER, PERCENT, is_figure
from drafter.claims.recogniser import recognise
from drafter.claims.slips import SLIPS
from drafter.core.errors import InputError
from drafter.core.quantity import Quantity
from drafter.core.ranges import Range, range_of, total
from drafter.rules.engine import check_document
from tests.support.claim_samples import check_settings, figures_of, found_in, judged, passage_of
from tests.support.text_cases import context_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("74.36%", "74.355", "74.365"),
        ("9万元", "8.5", "9.5"),
        ("100元", "0.00995", "0.01005"),
        ("1.5亿元", "14500", "15500"),
        ("１,２３４.５０万元", "1234.495", "1234.505"),
        ("300件", "300", "300"),
        ("1.8万件", "17500", "18500"),
        ("约100.00万元", "95", "105"),
        ("近100.00万元", "95", "100.005"),
        ("230余次", "230", "240"),
        ("3千元", "0.25", "0.35"),
        ("2.5百万元", "245", "255"),
        ("1.2亿次", "115000000", "125000000"),
        ("3.2万", "31500", "32500"),
        ("18.3万 册", "182500", "183500"),
        ("32.5 万 元", "32.45", "32.55"),
        ("20余万元", "19.5", "30"),
        ("20万余元", "19.5", "30"),
        ("5万余元", "4.5", "6"),
        ("1.2亿余元", "11500", "13000"),
        ("3万多人次", "25000", "40000"),
        ("1.25万余", "12450", "12600"),
        ("约3千元", "0.25", "0.35"),
        ("近100.00万余元", "99.995", "200"),
        ("近百万元", "50", "150"),
        ("超过百万元", "50", str(10**15)),
        ("千余元", "0.05", "0.2"),
        ("十余万元", "5", "20"),
        ("4300多件", "4300", "4400"),
        ("不超过50.00万元", "0", "50.005"),
        ("不足50.00万元", "0", "50.005"),
        ("50.00万元以内", "0", "50.005"),
        ("100.00万元左右", "95", "105"),
        ("结余-5.00万元", "-5.005", "-4.995"),
        ("结余－5.00万元", "-5.005", "-4.995"),
        ("结余约-100.00万元", "-105", "-95"),
    ],
)
def test_a_figure_stands_for_an_interval(text: str, low: str, high: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.range.low, figure.range.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["超过80%", "80%以上", "不低于80%", "不少于80件", "至少80件", "达到80%", "逾80万元", "高于80%"])
def test_an_open_hedge_has_no_upper_end(text: str) -> None:
    (figure,) = figures_of(text)
    assert figure.range.high > 10**9
    assert figure.range.low <= 80


@pytest.mark.parametrize("text", ["20-30万元", "A-5号楼5个", "3月-5月", "（1）-5页"])
def test_a_dash_between_things_is_no_sign(text: str) -> None:
    assert all(figure.quantity.value >= 0 for figure in figures_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "财预〔2020〕10号",
        "2024年12月31日",
        "2023-2024年度",
        "第3批",
        "3月至5月",
        "2021 年度",
        "（2）",
        "",
        "①",
        "㎡",
        "账号99999999999999999999999999999999999999999",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert figures_of(f"{text}。") == ()


def test_kinds_of_figures() -> None:
    kinds = [figure.kind for figure in figures_of("5元，5万元，5%，5个百分点，5件，5，5千元，5百万余元，5亿次，5万")]
    assert kinds == [MONEY, MONEY, PERCENT, PERCENT, COUNT, NUMBER, MONEY, MONEY, COUNT, NUMBER]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("支出20余万元。", "20万元"),
        ("支出1,234.50 万 元。", "1,234.50万元"),
        ("支出5百万余元。", "5百万元"),
        ("服务群众3.20万，", "3.20万"),
        ("近百万元", "百万元"),
    ],
)
def test_a_figure_keeps_its_digits_and_its_unit(text: str, words: str) -> None:
    (figure,) = figures_of(text)
    assert f"{figure.quantity.digits}{figure.quantity.unit}" == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("误差3千分之一", ["3"]),
        ("占3万分之一", ["3"]),
        ("单位：百万元", []),
        ("近百分之五", []),
        ("三百余万元", []),
        ("近千万人次", []),
        ("百万元以上", []),
        ("3万亿元", ["3万亿元"]),
        ("12万万元", ["12"]),
    ],
)
def test_what_a_multiplier_may_stand_with(text: str, numbers: list[str]) -> None:
    assert [
        passage_of(text).quote(place, place + 1) for place, c in enumerate(passage_of(text).masked) if is_figure(c)
    ] == numbers


def test_symbol_characters_of_word_are_no_figures() -> None:
    passage = passage_of("\uf06c\ue000\ue801支出\uf7005万元")
    assert [place for place, c in enumerate(passage.masked) if is_figure(c)] == [len(passage.masked) - 1]


def test_more_figures_than_characters_for_them() -> None:
    passage = passage_of("5元，" * (MOST_FIGURES + 50))
    assert len(passage.figures) == MOST_FIGURES
    assert all(passage.figure_at(4 - 1 + 2 * n - 3) is passage.figures[n] for n in range(3))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("2024年度财政拨款支出合计", "财政拨款支出"),
        ("一、本部门公用经费", "公用经费"),
        ("（一）基本支出决算数为", "基本支出"),
        ("其中：人员经费支出共计", "人员经费支出"),
        ("公务接待费约", "公务接待费"),
        ("一般公共服务（类）支出", "一般公共服务支出"),
        ("“三公”经费支出总额", "三公经费支出"),
        ("", ""),
        ("（（（（", "（（（（"),
        ("数" * 5000, ""),
    ],
)
def test_the_core_of_a_label(label: str, name: str) -> None:
    assert core(label) == name


@given(st.text(alphabet="一、（）本年度2024支出合计总数为其中：“”", max_size=30))
def test_a_core_has_no_core_of_its_own(label: str) -> None:
    once = core(label)
    assert core(once).replace("、", "") == core(core(once)).replace("、", "")


def test_a_label_ends_at_the_mark_before() -> None:
    passage = passage_of("收入5万元，其中：财政拨款收入3万元")
    places = [place for place, c in enumerate(passage.masked) if is_figure(c)]
    assert [label_before(passage, place) for place in places] == ["收入", "财政拨款收入"]


FRACTIONS = st.fractions(-1000, 1000, max_denominator=1000)
RANGES = st.tuples(FRACTIONS, FRACTIONS).map(lambda pair: Range(min(pair), max(pair)))
WEIGHTS = st.fractions(0, 1, max_denominator=50)


def inside(interval: Range, weight: Fraction) -> Fraction:
    return interval.low + (interval.high - interval.low) * weight


@given(RANGES, RANGES, WEIGHTS, WEIGHTS)
def test_arithmetic_on_ranges_holds_for_every_number_in_them(a: Range, b: Range, u: Fraction, v: Fraction) -> None:
    x, y = inside(a, u), inside(b, v)
    for result, number in (((a + b), x + y), ((a - b), x - y), ((a * b), x * y)):
        assert result.low <= number <= result.high
    quotient = a.over(b)
    if quotient is None:
        assert b.low <= 0 <= b.high
    else:
        assert quotient.low <= x / y <= quotient.high


@given(RANGES, RANGES, st.fractions(0, 10))
def test_widening_only_makes_more_ranges_meet(a: Range, b: Range, by: Fraction) -> None:
    assert a.meets(b) == b.meets(a)
    assert not a.meets(b) or a.widened(by).meets(b)
    assert a.meets(a)
    assert a.low <= a.middle <= a.high


@given(st.lists(RANGES, max_size=5))
def test_a_total_does_not_depend_on_order(parts: list[Range]) -> None:
    assert total(parts) == total(reversed(parts))
    assert total(parts).middle == sum((part.middle for part in parts), Fraction(0))


@given(
    st.decimals(0, 10**6, places=2),
    st.sampled_from(["", "约", "近", "余", "超过", "不低于", "不超过", "达到", "左右", "以上", "以内"]),
)
def test_a_hedged_quantity_can_still_be_what_is_written(value: Decimal, hedge: str) -> None:
    interval = range_of(Quantity(value, "万元"), hedge)
    assert interval.low <= Fraction(value) <= interval.high


RATE = "本年支出{this}万元，比上年增加{delta}万元，增长{rate}%。"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (RATE.format(this="34.00", delta="18.00", rate="212.50"), "ratio-as-growth"),
        (RATE.format(this="120.00", delta="20.00", rate="16.67"), "wrong-base"),
        (RATE.format(this="104.00", delta="4.00", rate="2500.00"), "inverted"),
        (RATE.format(this="112.65", delta="12.65", rate="12.56"), "transposed"),
        (RATE.format(this="223.45", delta="123.45", rate="12.45"), "digit-dropped"),
        (RATE.format(this="112.65", delta="12.65", rate="122.65"), "digit-dropped"),
        (RATE.format(this="120.00", delta="20.00", rate="2.00"), "shifted"),
        (RATE.format(this="120.00", delta="20.00", rate="0.20"), "shifted"),
        (RATE.format(this="20.00", delta="20.00", rate="100.00"), "rate-on-zero"),
        ("预算100.00万元，实际支出70.00万元，执行率30.00%。", "remainder"),
        ("预算100.00万元，实际支出70.00万元，执行率142.86%。", "inverted"),
        ("预算100.00万元，实际支出70.00万元，执行率66.00%。", ""),
    ],
)
def test_a_usual_slip_is_named(text: str, slip: str) -> None:
    (failing,) = [judgement for judgement in judged(text) if judgement.verdict == "fails"]
    assert failing.slip == slip
    assert not slip or SLIPS[slip]


def test_a_sole_total_wrong_makes_nothing_else_wrong() -> None:
    text = "支出合计80.00万元，其中：基本支出20.00万元，占28.57%；项目支出50.00万元，占71.43%。"
    assert [j.shape for j in judged(text) if j.verdict == "fails"] == ["sum"]


def test_a_part_wrong_makes_its_share_not_wrong_again() -> None:
    text = "支出合计80.00万元，其中：基本支出30.00万元，占25.00%；项目支出60.00万元，占75.00%。"
    assert found_in(text) == [("NU01", "error", "80.00万元", "90.00万元")]


TABLE = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["合计", "", "80.00", "20.00", "60.00"],
    ["201", "一般公共服务支出", "80.00", "20.00", "60.00"],
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年度支出合计88.00万元。", [("NU10", "88.00万元", "80.00万元")]),
        ("2024年度支出合计88.00万元，其中：基本支出20.00万元，项目支出60.00万元。", [("NU01", "88.00万元", "80.00万元")]),
        ("2024年度支出合计88.00万元，比上年增加16.00万元，增长25.00%。", [("NU10", "88.00万元", "80.00万元")]),
        ("2024年度支出合计80.00万元，比上年增加16.00万元，增长25.00%。", []),
        ("本年支出合计80万元，基本支出20万元。", []),
        ("涉及项目支出50.00万元。", []),
        ("上年支出合计90.00万元。", []),
        ("2024年度支出合计约82万元。", []),
    ],
)
def test_a_total_is_held_against_its_table(text: str, expected: list[tuple[str, str, str]]) -> None:
    document = context_of(["支出决算表", "单位：万元", TABLE, text]).document
    report = check_document(document, "表", check_settings())
    assert [(f.rule, f.stated, f.expected) for f in report.findings if f.rule in {"NU01", "NU03", "NU10"}] == expected


def test_a_broken_pattern_is_told_with_its_shape() -> None:
    with pytest.raises(InputError, match="growth"):
        load_forms([ClaimForm(形态="growth", 式="(未闭合")], {}, "某.yaml")


def test_a_pattern_gives_figures_by_role_and_words() -> None:
    form = ClaimForm(形态="completion", 式="预算{钱:base}，(?P<verb>支出){钱:part}，执行率{率:rate}")
    patterns = load_forms([form], {}, "某.yaml")
    (claim,) = recognise(passage_of("其中 预算 50万元，支出40万元，执行率80%。"), patterns)
    assert {role: figure.text for role, figure in claim.figures.items()} == {"base": "50万元", "part": "40万元", "rate": "80%"}
    assert claim.words == {"verb": "支出"}
    assert claim.quote == "预算 50万元，支出40万元，执行率80%"


def test_a_rate_of_any_size_is_judged() -> None:
    (judgement,) = judged("预算100万元，支出1000000000000000万元，执行率1000000000000000%。")
    assert judgement.verdict == "holds"
