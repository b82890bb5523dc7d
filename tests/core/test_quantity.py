"""A written figure keeps its digits and stands for an interval; nothing goes through float."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.quantity import Interval, Quantity, parse_quantity, quantize, round_half_up, split_comparison
from tests.support.drafting import ROOT

UNITS = ["", "万元", "%", "件", "人次", "元/册", "个百分点"]

exact_numbers = st.fractions(min_value=-(10**30), max_value=10**30, max_denominator=10**9)
places = st.integers(min_value=0, max_value=6)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**18), max_value=10**18)

READ = [
    ("127", "127", "127", ""),
    ("100.10", "100.10", "100.10", ""),
    ("0.00 %", "0.00", "0.00", "%"),
    ("1,234.56万元", "1234.56", "1234.56", "万元"),
    ("12,345,678", "12345678", "12345678", ""),
    ("１２７．５０％", "127.50", "127.50", "%"),
    ("１，２３４件", None, None, None),
    ("-3.5", "-3.5", "-3.5", ""),
    ("−3.5", "-3.5", "-3.5", ""),
    ("－３．５", "-3.5", "-3.5", ""),
    ("+5", "5", "5", ""),
    ("18.28万件", "18.28", "18.28", "万件"),
    ("32.69元/册", "32.69", "32.69", "元/册"),
    ("007", "7", "007", ""),
    ("230余次", "230", "230", "次"),
    ("5万余元", "5", "5", "万元"),
    ("20余万元", "20", "20", "万元"),
    ("1.20亿多次", "1.20", "1.20", "亿次"),
    ("3千余", "3", "3", "千"),
    ("约60场", "60", "60", "场"),
    ("1%以内", "1", "1", "%"),
    (" 946 件 ", "946", "946", "件"),
]

NOT_ONE_QUANTITY = [
    *("", " ", "十来个", "件", "1,2a4", "1,23", "1234,567", "1e3", "0x10", ".5", "1_000", "1-2天", "5/8", "1.2.3", "--5", "- 5"),
    *("10²", "①", "½", "٣", "NaN", "inf", "1 000"),
]


@pytest.mark.parametrize(("text", "value", "plain", "unit"), READ, ids=[row[0] for row in READ])
def test_a_quantity_is_read_with_its_digits(text: str, value: str | None, plain: str | None, unit: str | None) -> None:
    quantity = parse_quantity(text)
    if value is None:
        assert quantity is None
    else:
        assert quantity is not None
        assert (quantity.value, quantity.plain, quantity.unit) == (Decimal(value), plain, unit)


@pytest.mark.parametrize("text", NOT_ONE_QUANTITY)
def test_what_is_not_exactly_one_number_is_never_read_as_another(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or quantity.unit not in UNITS


def test_a_hedge_stays_in_what_is_printed() -> None:
    quantity = parse_quantity("1,230余次")
    assert quantity is not None
    assert quantity.text == "1230余次"
    assert [q.text for q in map(parse_quantity, ("5万余元", "20余万元", "约3千元")) if q] == ["5万余元", "20余万元", "约3千元"]


@given(decimals, st.sampled_from(UNITS))
def test_printed_digits_are_read_back(value: Decimal, unit: str) -> None:
    quantity = Quantity(value, unit)
    again = parse_quantity(quantity.text)
    assert again is not None
    assert (again.plain, again.value, again.unit) == (quantity.plain, value, unit)


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=99))
def test_thousands_separators_change_nothing(whole: int, cents: int) -> None:
    quantity = parse_quantity(f"{whole:,}.{cents:02d}")
    assert quantity is not None
    assert quantity.plain == f"{whole}.{cents:02d}"


@given(st.text(max_size=30))
def test_any_text_is_survived(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or isinstance(quantity.value, Decimal)
    split_comparison(text)


HALVES = [
    ("0.005", 2, "0.01"),
    ("-0.005", 2, "-0.01"),
    ("74.365", 2, "74.37"),
    ("74.3649999", 2, "74.36"),
    ("2.5", 0, "3"),
    ("-2.5", 0, "-3"),
    ("0.0049", 2, "0.00"),
    ("-0.0049", 2, "0.00"),
]


@pytest.mark.parametrize(("exact", "digits", "rounded"), HALVES)
def test_halves_round_away_from_zero(exact: str, digits: int, rounded: str) -> None:
    assert str(round_half_up(Fraction(exact), digits)) == rounded


def test_a_rate_is_rounded_once() -> None:
    """94.445 would become 94.45 and then 94.5; the field rounds the exact ratio."""
    assert round_half_up(Fraction(94445, 1000), 1) == Decimal("94.4")


@given(exact_numbers, places)
def test_rounding_is_off_by_at_most_half_a_unit(exact: Fraction, digits: int) -> None:
    rounded = round_half_up(exact, digits)
    assert abs(Fraction(rounded) - exact) <= Fraction(1, 2 * 10**digits)
    assert -int(rounded.as_tuple().exponent) == digits


@given(exact_numbers, places, st.booleans())
def test_the_interval_of_a_rounded_number_holds_the_exact_one(exact: Fraction, digits: int, tidy: bool) -> None:
    assert exact in quantize(exact, "%", places=digits, tidy=tidy).interval()


@given(decimals)
def test_an_interval_holds_its_figure_and_not_the_next_one(value: Decimal) -> None:
    interval = Quantity(value).interval()
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    assert value in interval
    assert value + step not in interval
    assert value - step not in interval


INTERVALS = [
    ("74.36", "[74.355, 74.365)"),
    ("-74.36", "(-74.365, -74.355]"),
    ("0.00", "(-0.005, 0.005)"),
    ("100", "[99.5, 100.5)"),
    ("100.0", "[99.95, 100.05)"),
]


@pytest.mark.parametrize(("digits", "shown"), INTERVALS)
def test_an_interval_is_half_open_away_from_zero(digits: str, shown: str) -> None:
    assert str(Quantity(Decimal(digits)).interval()) == shown


def test_an_interval_knows_its_ends() -> None:
    interval = Interval(Decimal("1.5"), Decimal("2.5"))
    assert Fraction(3, 2) in interval
    assert Fraction(5, 2) not in interval


TIDY = [
    ("100", "100%"),
    ("74.3", "74.3%"),
    ("74.36", "74.36%"),
    ("74.364", "74.36%"),
    ("0", "0%"),
    ("1000000", "1000000%"),
    ("-0.001", "0.00%"),
]


@pytest.mark.parametrize(("exact", "text"), TIDY)
def test_zeros_are_dropped_only_where_nothing_was_rounded_away(exact: str, text: str) -> None:
    assert quantize(Fraction(exact), "%").text == text


def test_a_long_number_loses_no_digit() -> None:
    long = "123456789012345678901234567890123456789"
    assert quantize(Fraction(f"{long}.25"), "").plain == f"{long}.25"
    assert Quantity(Decimal(f"{long}.25")).interval().low == Decimal(f"{long}.245")


COMPARISONS = [
    ("≥95%", "≥", "95%"),
    ("≧95%", "≥", "95%"),
    (">=95%", "≥", "95%"),
    ("≤3天", "≤", "3天"),
    ("＞95％", ">", "95%"),
    ("< 5 次", "<", "5 次"),
    ("=100%", "=", "100%"),
    ("不低于90分", "≥", "90分"),
    ("不超过35元/册", "≤", "35元/册"),
    ("大于等于3件", "≥", "3件"),
    ("小于等于3件", "≤", "3件"),
    ("大于95%", ">", "95%"),
    ("95%以上", "≥", "95%"),
    ("1%以内", "≤", "1%"),
    ("3天以下", "≤", "3天"),
    ("300件", "", "300件"),
    ("健全", "", "健全"),
]


@pytest.mark.parametrize(("text", "sign", "rest"), COMPARISONS)
def test_a_target_is_parted_into_comparison_and_value(text: str, sign: str, rest: str) -> None:
    assert split_comparison(text) == (sign, rest)


MODULES = sorted(path for folder in ("core", "facts") for path in (ROOT / "drafter" / folder).glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=[f"{path.parent.name}.{path.stem}" for path in MODULES])
def test_no_figure_can_meet_a_float(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id == "float")
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
