"""Documents of paragraphs, their judged claims, and sentences whose figures agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from drafter.claims.engine import judge_document
from drafter.claims.judgement import Judgement
from drafter.claims.prose import Figure, MaskedPassage, passages
from drafter.core.document import Document, Paragraph
from drafter.core.quantity import round_half_up
from drafter.rules.engine import CheckSettings, check_document
from drafter.verbs.check import CheckJob, load_settings

__all__ = ["Sentence", "check_settings", "figures_of", "found_in", "judged", "passage_of", "sentences"]


@cache
def check_settings() -> CheckSettings:
    settings: CheckSettings = load_settings(CheckJob())
    return settings


def document_of(*texts: str) -> Document:
    return Document(tuple(map(Paragraph, texts)))


def passage_of(text: str) -> MaskedPassage:
    return next(passages(document_of(text), check_settings().numbers))


def figures_of(text: str) -> tuple[Figure, ...]:
    return passage_of(text).figures


def judged(*texts: str) -> tuple[Judgement, ...]:
    """The claims of the paragraphs, without those that only repeat an amount."""
    settings = check_settings()
    found = judge_document(document_of(*texts), (), settings.numbers, settings.claims).judgements
    return tuple(judgement for judgement in found if judgement.shape != "repeat")


def found_in(*texts: str) -> list[tuple[str, str, str, str]]:
    """Rule, severity, stated and expected of what the NU rules find; what two places have in common (NU13) left out."""
    report = check_document(document_of(*texts), "例", check_settings())
    return [(f.rule, f.severity, f.stated, f.expected) for f in report.findings if f.rule.startswith("NU") and f.rule != "NU13"]


@dataclass(frozen=True)
class Sentence:
    """Words with one rate that follows from the amounts in them."""

    words: str
    """With ``@`` in place of the rate's digits."""
    rate: Fraction
    others: tuple[Fraction, ...] = field(default=())
    """Rates of other readings that the checker has to allow."""

    def text(self, *, off: int = 0, places: int = 2) -> str:
        """The sentence with its rate rounded to so many places; `off` units of the last place beside it."""
        right = round_half_up(self.rate, places) + Decimal(off).scaleb(-places)
        return self.words.replace("@", str(right))


_NAMES = st.sampled_from(["一般公共服务支出", "办公费支出", "财政拨款支出", "机关运行经费支出", "“三公”经费支出", "卫生健康支出"])
_AGAINST = st.sampled_from(
    ["比上年", "较上年", "与上年相比", "较上年决算数", "与2022年度相比，", "比年初预算数", "较2022年", "同比"]
)
_UP = st.sampled_from(["增长", "增幅", "增长率为", "同比增长"])
_DOWN = st.sampled_from(["下降", "降低", "降幅", "减幅为"])


def _amount(low: int = 1000, high: int = 9_999_999) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda cents: Decimal(cents).scaleb(-2))


def _share(part: Decimal, whole: Decimal) -> Fraction:
    return Fraction(part) / Fraction(whole) * 100


def _written(amount: Decimal, unit: str) -> str:
    if unit == "元":
        return f"{amount * 10000:.0f}元"
    return f"{amount / 10000}亿元" if unit == "亿元" else f"{amount:,}{unit}" if unit == "万元 " else f"{amount}{unit}"


_UNITS = st.sampled_from(["万元", "万元", "元", "亿元", "万元 "])


@st.composite
def _growth(draw: st.DrawFn) -> Sentence:
    this, unit, name, against = draw(_amount()), draw(_UNITS), draw(_NAMES), draw(_AGAINST)
    rises = draw(st.booleans())
    delta = draw(_amount(100, max(100, int(this * 100) - 500))) if rises else draw(_amount(100, 9_999_999))
    base = this - delta if rises else this + delta
    verb, by = ("增加", draw(_UP)) if rises else ("减少", draw(_DOWN))
    words = f"{name}{_written(this, unit)}，{against}{verb}{_written(delta, unit)}，{by}@%。"
    return Sentence(words, _share(delta, base))


@st.composite
def _completion(draw: st.DrawFn) -> Sentence:
    base, part, unit, name = draw(_amount()), draw(_amount()), draw(_UNITS), draw(_NAMES)
    shape = draw(
        st.sampled_from(
            [
                "{n}年初预算为{b}，支出决算为{p}，完成年初预算的@%。",
                "{n}年初预算数{b}，决算数{p}，完成预算@%。",
                "{n}年初预算为{b}，支出决算为{p}，决算数为预算数的@%。",
                "{n}决算{p}，为年初预算数{b}的@%。",
                "项目预算{b}，实际支出{p}，预算执行率@%。",
                "年初安排{b}，资金到位{p}，到位率@%。",
                "资金到位{b}，实际支出{p}，支出实现率为@%。",
            ]
        )
    )
    return Sentence(shape.format(n=name, b=_written(base, unit), p=_written(part, unit)), _share(part, base))


@st.composite
def _listing(draw: st.DrawFn) -> Sentence:
    first, second, unit = draw(_amount()), draw(_amount()), draw(_UNITS)
    whole = first + second
    other = round_half_up(_share(second, whole), 2)
    told = draw(st.sampled_from(["，占{r}%", "（占{r}%）", "，占总支出的比重为{r}%", "，占比{r}%"]))
    words = (
        f"本年支出合计{_written(whole, unit)}，其中：基本支出{_written(first, unit)}{told.format(r='@')}；"
        f"项目支出{_written(second, unit)}{told.format(r=other)}。"
    )
    return Sentence(words, _share(first, whole))


@st.composite
def _bracketed(draw: st.DrawFn) -> Sentence:
    last, grown = draw(_amount()), draw(_amount(100))
    this = last + grown
    words = f"收入总计{this}万元，同比增长@%（2022年收入总计{last}万元）。"
    return Sentence(words, _share(grown, last))


@st.composite
def _counted(draw: st.DrawFn) -> Sentence:
    whole = draw(st.integers(20, 99_999))
    part = draw(st.integers(1, whole))
    name, unit = draw(st.sampled_from([("网上办理", "件"), ("主动评价", "条"), ("按时办结", "件")]))
    return Sentence(f"全年共受理{whole}{unit}，其中{name}{part}{unit}，{name}率@%。", Fraction(part, whole) * 100)


sentences = st.one_of(_growth(), _completion(), _listing(), _bracketed(), _counted())
"""Sentences of every shape that has a rate."""
