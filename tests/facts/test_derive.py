"""What follows from a project's funds: printed figure, formula, exact value."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.facts.project import derive_project
from drafter.facts.values import Fact, FactNode, Missing
from tests.support.cases import parametrised
from tests.support.derived import at, shown
from tests.support.drafting import composer, facts_of, load_data, plans


def derived_funds(funds: dict[str, Any], last: dict[str, Any] | None = None) -> FactNode:
    project: dict[str, Any] = {"资金": funds}
    if last is not None:
        project["上年项目"] = {"资金": last}
    sheet = load_data(facts_of(project))
    scheme = next(iter(plans().values())).scheme()
    found = derive_project(sheet.projects[0], sheet, scheme, composer().thresholds, composer().notes)["资金"]
    assert isinstance(found, FactNode)
    return found


@parametrised("derive.yaml")
def test_funds_give_these_figures(case: dict[str, Any]) -> None:
    funds = derived_funds(case["资金"], case.get("上年资金"))
    assert {path: shown(at(funds, path)) for path in case["应得"]} == case["应得"]


def test_a_derived_figure_knows_its_path_and_line() -> None:
    funds = derived_funds({"来源": [{"来源": "甲", "年初预算": "2", "到位": "无", "支出": "1"}]})
    assert funds["执行率"].origin.kind == "formula"
    assert funds["执行率"].origin.path == "项目 → 1 → 资金 → 执行率"
    assert funds["执行率"].origin.line == funds["来源"][0]["支出"].origin.line
    assert funds["支出"].origin.kind == "fact"


def test_a_sum_of_one_is_the_fact_itself() -> None:
    funds = derived_funds({"来源": [{"来源": "甲", "年初预算": "2", "到位": "无", "支出": "1"}]})
    assert funds["全年预算"].origin.path == "项目 → 1 → 资金 → 来源 → 1 → 年初预算"


def test_an_unknown_name_is_an_error_and_a_known_one_without_value_is_missing() -> None:
    funds = derived_funds({"来源": "无"})
    assert isinstance(funds["执行率"], Missing)
    with pytest.raises(KeyError):
        funds["执行绿"]


amounts = st.decimals(min_value=0, max_value=100_000, places=2, allow_nan=False)
signed = st.decimals(min_value=-10_000, max_value=10_000, places=2, allow_nan=False)
maybe = st.one_of(st.none(), amounts)


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    """A source of funds whose figures don't contradict each other."""
    due = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    days = draw(st.lists(st.integers(-60, 60), max_size=3))
    spent = draw(signed)
    given: dict[str, Any] = {
        "来源": draw(st.sampled_from(["省级财政", "市级财政", "区县财政"])),
        "上年结转": draw(maybe),
        "年初预算": draw(amounts),
        "调整": draw(st.one_of(st.none(), signed)),
        "应到位日期": due.isoformat(),
        "到位": [{"日期": (due + timedelta(days=late)).isoformat(), "金额": draw(amounts)} for late in days] or None,
        "支出": spent,
    }
    return {**{name: value for name, value in given.items() if value is not None}, **({"支出说明": "冲回"} if spent < 0 else {})}


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_text(inner) for name, inner in value.items()}
    return [as_text(inner) for inner in value] if isinstance(value, list) else str(value)


def recomputed(given: list[dict[str, Any]]) -> dict[str, Fraction | None]:
    """The figures by the definitions of the field, with nothing of drafter's own arithmetic; `None` on base 0."""

    def column(name: str) -> Fraction:
        return sum((Fraction(source.get(name) or 0) for source in given), Fraction(0))

    received = sum((Fraction(r["金额"]) for source in given for r in source.get("到位") or ()), Fraction(0))
    carried, spent = column("上年结转"), column("支出")
    due = column("年初预算") + column("调整")
    budget = carried + due
    left = carried + received - spent
    return {
        "全年预算": budget,
        "应到位": due,
        "到位金额": received,
        "支出": spent,
        "结余": left,
        "到位率": received / due * 100 if due else None,
        "执行率": spent / budget * 100 if budget else None,
        "支出率": spent / (received + carried) * 100 if received + carried else None,
        "结余率": left / budget * 100 if budget else None,
    }


def check_against(funds: FactNode, given: list[dict[str, Any]]) -> None:
    for name, exact in recomputed(given).items():
        figure = funds[name]
        assert isinstance(figure, Fact), name
        assert figure.exact == exact, name
        if exact is None:
            assert figure.text == "无法计算"
        else:
            assert figure.quantity is not None
            assert exact in figure.quantity.interval(), name


@given(st.lists(sources(), min_size=1, max_size=3))
def test_every_figure_is_the_exact_one_within_its_digits(given: list[dict[str, Any]]) -> None:
    written = [{"到位": "无", **as_text(source)} for source in given]
    funds = derived_funds({"来源": written})
    check_against(funds, given)
    for node, source in zip(funds["来源"], given, strict=True):
        check_against(node, [source])


@given(st.lists(sources(), min_size=2, max_size=3), st.randoms())
def test_the_order_of_sources_changes_no_total(given: list[dict[str, Any]], random: Any) -> None:
    written = [{"到位": "无", **as_text(source)} for source in given]
    turned = random.sample(written, len(written))
    one, other = derived_funds({"来源": written}), derived_funds({"来源": turned})
    assert {name: one[name].text for name in recomputed(given)} == {name: other[name].text for name in recomputed(given)}


@given(amounts, amounts)
def test_growth_is_over_last_year_and_never_this_over_last(this: Decimal, last: Decimal) -> None:
    def funds_of(spent: Decimal) -> dict[str, Any]:
        return {"来源": [{"来源": "甲", "年初预算": "1", "到位": "无", "支出": str(spent)}]}

    found = derived_funds(funds_of(this), funds_of(last))
    assert found["支出较上年"].exact == Fraction(this) - Fraction(last)
    assert found["支出增长率"].exact == ((Fraction(this) - Fraction(last)) / Fraction(last) * 100 if last else None)
