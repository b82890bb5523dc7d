"""Scalar types of the facts file: text as written goes in, records come out, errors speak Chinese.

The YAML reader hands over every scalar as text, so that ``100.10`` keeps its digits. ``待补`` never gets here: the loader
takes it out before and remembers the place.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity, parse_quantity
from drafter.core.text import fold_width

__all__ = [
    "Adjustment",
    "Amount",
    "Count",
    "Day",
    "Earlier",
    "Name",
    "Percent",
    "Points",
    "Words",
    "WordsList",
    "Year",
    "YesNo",
]

_DOUBLED = lazy_re(r"[，。；、：]{2,}|（\s*）|“\s*”|《\s*》|[（“《][，。；、]")
_NO_WORDS = "PZC"
"""Classes of characters that say nothing: punctuation, spaces, what cannot be seen. Signs (√ × ℃) do."""
_DATE = lazy_re(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_NOT_FINITE = {"nan", "inf", "+inf", "-inf", ".nan", ".inf", "-.inf", "infinity"}
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_NUMBER = 20
"""Digits of a number; all the money of the country takes fewer."""


def _quantity(written: object, what: str, example: str) -> Quantity:
    text = _scalar(written)
    if fold_width(text).strip().lower() in _NOT_FINITE:
        raise ValueError(f"应为{what}，不能是 NaN 或无穷大")
    quantity = parse_quantity(text)
    if quantity is None:
        raise ValueError(f"应为{what}，例如 {example}（现值：'{text}'）")
    if sum(character.isdigit() for character in text) > LONGEST_NUMBER:
        raise ValueError(f"数字太长（超过 {LONGEST_NUMBER} 位），请检查")
    return quantity


def _scalar(written: object) -> str:
    if not isinstance(written, str):
        raise ValueError("应为一个值，不能是列表或分级内容")
    return written


def _amount(written: object) -> Quantity:
    if isinstance(written, Quantity):
        return written
    quantity = _quantity(written, "数字（单位：万元）", "1234.56")
    if quantity.unit not in {"", "万元", "万"}:
        raise ValueError(f"金额一律以万元为单位，请把“{written}”换算成万元再填（1万元 = 10000元，1亿元 = 10000万元）")
    if quantity.written:
        raise ValueError(f"金额应为准确数字，不能带“约”“余”等字样（现值：'{written}'）")
    return Quantity(quantity.value, "万元", quantity.digits)


def _not_negative(quantity: Quantity) -> Quantity:
    if quantity.value < 0:
        advice = "；调减请填在“调整”里" if quantity.unit == "万元" else ""
        raise ValueError(f"不能为负数（现值：'{quantity.plain}'）{advice}")
    return quantity


def _unit_value(what: str, unit: str, example: str) -> Any:
    def read(written: object) -> Quantity:
        if isinstance(written, Quantity):
            return written
        quantity = _quantity(written, what, example)
        if quantity.unit not in {"", unit} or quantity.written:
            raise ValueError(f"应为{what}，例如 {example}（现值：'{written}'）")
        return _not_negative(Quantity(quantity.value, unit, quantity.digits))

    return read


def _count(written: object) -> Quantity:
    if isinstance(written, Quantity):
        return written
    quantity = _quantity(written, "数量（数字加单位）", "946件")
    if not quantity.unit:
        raise ValueError(f"缺少单位，应写成“{written}件”“{written}项”这样的形式")
    return quantity


def _year(written: object) -> int:
    if isinstance(written, int):
        return written
    text = fold_width(_scalar(written)).strip().removesuffix("年度").removesuffix("年")
    if not re.fullmatch(r"\d{4}", text) or not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        raise ValueError(f"应为四位年份，例如 2024（现值：'{written}'）")
    return int(text)


def _day(written: object) -> date:
    if isinstance(written, date):
        return written
    match = _DATE.fullmatch(fold_width(_scalar(written)).strip())
    if not match:
        raise ValueError(f"应为日期，例如 2021年1月7日 或 2021-01-07（现值：'{written}'）")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"没有这一天：'{written}'") from None


def _words(written: object) -> str:
    text = _scalar(written).strip()
    if not text:
        raise ValueError("不能为空；暂时没有内容请填“待补”，确实没有请填“无”")
    if all(unicodedata.category(character)[0] in _NO_WORDS for character in text):
        raise ValueError(f"只有标点，没有内容（现值：'{text}'）；暂时没有内容请填“待补”，确实没有请填“无”")
    doubled = _DOUBLED.search(text)
    if doubled:
        raise ValueError(f"标点重复或括号为空：“{doubled[0]}”（在“{text[max(0, doubled.start() - 8) : doubled.end() + 4]}”中）")
    return text


def _name(written: object) -> str:
    text = _words(written)
    lines = text.splitlines()
    if len(lines) > 1:
        raise ValueError(f"应写成一行，里面有换行（在“{lines[0][-8:]}”和“{lines[1][:8]}”之间）")
    return text


def _earlier(written: object) -> object:
    return written if isinstance(written, dict) else _words(written)


def _words_list(written: object) -> object:
    """A single text stands for a list of one; 无 for an explicitly empty one."""
    if isinstance(written, str):
        return [] if written.strip() == "无" else [written]
    return written


def _empty_when_none(written: object) -> object:
    return [] if isinstance(written, str) and written.strip() == "无" else written


def _yes_no(written: object) -> object:
    if isinstance(written, str):
        return {"√": "是", "☑": "是", "true": "是", "有": "是", "×": "否", "false": "否", "没有": "否"}.get(
            written.lower(), written
        )
    return written


_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "[0-9０-９]"}]}


def _described(description: str) -> WithJsonSchema:
    return WithJsonSchema({**_NUMBER_SCHEMA, "description": description})


Adjustment = Annotated[Quantity, BeforeValidator(_amount), _described("金额，万元，可为负数")]
"""An amount in 万元 that may be negative."""
Amount = Annotated[Quantity, BeforeValidator(_amount), AfterValidator(_not_negative), _described("金额，万元，不能为负")]
"""An amount in 万元, not negative."""
Percent = Annotated[Quantity, BeforeValidator(_unit_value("百分数", "%", "95%")), _described("百分数，例如 95%")]
"""A percentage as written: 95 with unit %."""
Points = Annotated[Quantity, BeforeValidator(_unit_value("分数", "分", "10")), _described("分数")]
"""Points of a score (分)."""
Count = Annotated[Quantity, BeforeValidator(_count), _described("数量加单位，例如 946件")]
"""A count with its unit, possibly hedged: 946件, 230余次."""
Year = Annotated[
    int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR})
]
"""A four-digit year."""
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "description": "日期，例如 2021年1月7日"})]
"""A date."""
Words = Annotated[str, BeforeValidator(_words), WithJsonSchema({"type": "string"})]
"""Text, not empty, without doubled punctuation."""
Name = Annotated[str, BeforeValidator(_name), WithJsonSchema({"type": "string"})]
"""A name or a heading: text on one line."""
WordsList = Annotated[
    list[Words],
    BeforeValidator(_words_list),
    WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}),
]
"""Texts; a single one may stand without a dash, 无 stands for an explicitly empty list."""
Earlier = Annotated[Any, BeforeValidator(_earlier), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})]
"""Last year's facts: the path of their file, or themselves."""
YesNo = Annotated[Literal["是", "否", "无此项"], BeforeValidator(_yes_no)]
"""A tick box: 是, 否, or 无此项."""
ExplicitList = BeforeValidator(_empty_when_none)
"""Lets a list of records be given as 无."""
