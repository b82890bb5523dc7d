"""What a cell holds: numbers in any width, codes, labels with their numbering."""

from __future__ import annotations

import pytest

from drafter.tables.cells import NumberReader, code_of, key_of, label_of

READER = NumberReader(("万元", "%", "人次", "人"))

NUMBERS = [
    ("4.16", "4.16", ""),
    ("　4.16", "4.16", ""),
    ("153\u00a0", "153", ""),
    ("１，２３４．５０", "1,234.50", ""),
    ("1,234.56 万元", "1,234.56", "万元"),
    ("100 ％", "100", "%"),
    ("-3.2", "-3.2", ""),
    ("−3.2", "-3.2", ""),
    ("56人次", "56", "人次"),
    ("5.00", "5.00", ""),
    ("0", "0", ""),
]
NO_NUMBERS = ["", "　", "-", "7.8\n5", "2021年1月7日", "约5", "≥95%", "12345热线", "3、4", "1 2", "第3季度", "10²", "5" * 60]


@pytest.mark.parametrize(("text", "digits", "unit"), NUMBERS)
def test_a_number_keeps_its_digits_and_its_place(text: str, digits: str, unit: str) -> None:
    number = READER.read(text)
    assert number is not None
    assert (number.quantity.digits, number.quantity.unit) == (digits, unit)
    assert text[number.start : number.end].strip() == text[number.start : number.end]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_alone_is_none(text: str) -> None:
    assert READER.read(text) is None


LABELS = [
    ("一、一般公共服务支出", "一般公共服务支出", "一、", "一", False),
    ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出", "一、", "二十六", False),
    ("（二） 资金落实", "资金落实", "（一）", "二", False),
    ("其中：1.财政拨款", "财政拨款", "1.", "1", True),
    ("其中:事业收入", "事业收入", "", "", True),
    ("1、资金到位率", "资金到位率", "1.", "1", False),
    ("2.自有资金", "自有资金", "1.", "2", False),
    ("合　 计", "合计", "", "", False),
    ("30201", "30201", "", "", False),
    ("1.5倍", "1.5倍", "", "", False),
]


@pytest.mark.parametrize(("text", "label", "style", "number", "of_which"), LABELS)
def test_a_label_is_taken_apart(text: str, label: str, style: str, number: str, of_which: bool) -> None:
    found = label_of(text)
    assert (found.text, found.style, found.number, found.of_which) == (label, style, number, of_which)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("201", "201"),
        (" 20103 ", "20103"),
        ("2010301", "2010301"),
        ("2010302一般行政管理事务", "2010302"),
        ("2024", ""),
        ("12.5", ""),
        ("合计", ""),
        ("301.5", ""),
    ],
)
def test_a_code_has_three_five_or_seven_digits(text: str, code: str) -> None:
    assert code_of(text) == code


def test_labels_are_compared_without_brackets_quotes_and_spaces() -> None:
    assert key_of("财政拨款“三公” 经费（决算）") == "财政拨款三公经费"
