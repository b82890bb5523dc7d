"""Filters and tests of the templates, by Chinese name; each keeps the origin of what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from drafter.core.numerals import to_chinese
from drafter.core.provenance import Fragment, Segment, UnprintableError
from drafter.facts.arithmetic import count
from drafter.facts.values import Fact, FactNode, Missing, text_of
from drafter.wording.sentence_filters import bare_bound, ending_in, read_aloud, sentence, without_ending

__all__ = ["FILTERS", "TESTS"]


def number(value: Any) -> Fragment:
    """|数: a figure without its unit, for a table whose heading names it; nothing for what is absent."""
    if isinstance(value, Fact):
        return Fragment((value.segment(value.number),))
    return text_of(value) if value or not isinstance(value, Missing) else Fragment()


def optional(value: Any) -> Fragment:
    """|可空: as it is printed, and nothing where it is absent (待补 stays)."""
    return Fragment() if isinstance(value, Missing) and not value else text_of(value)


def size(values: Any, unit: str = "个") -> Any:
    """|个数: how many items a list has, as a figure with a unit of its own."""
    if isinstance(values, Missing):
        return values
    items = list(values)
    first = items[0] if items else None
    path = first.path[:-1] if isinstance(first, FactNode) else ("列表",)
    line = first.line if isinstance(first, FactNode) else _line(first)
    return count(len(items), unit, (*path, "个数"), "按列表计数", line)


def _line(value: Any) -> int:
    return value.segments[0].origin.line if isinstance(value, Fragment) and value.segments else 0


def listing(values: Any, separator: str = "、", name: str = "") -> Any:
    """|列举: the items joined with 、 (none between 《》《》); of records, the value of that name. An empty list is 无."""
    if isinstance(values, Missing):
        return values
    items = [_item(value, name) for value in values]
    if not items:
        return Fragment.of("无")
    parts: list[Fragment] = []
    for item in items:
        if not item:
            continue
        parted = bool(parts) and not (separator == "、" and _closed_and_opened(parts[-1], item))
        parts += [Fragment.of(separator), item] if parted else [item]
    return Fragment.join(parts)


def _closed_and_opened(left: Fragment, right: Fragment) -> bool:
    """Whether 《》 or “” meet, between which no 、 stands (GB/T 15834—2011)."""
    return f"{left.plain[-1:]}{right.plain[:1]}" in {"》《", "”“"}


def _item(value: Any, name: str) -> Fragment:
    if isinstance(value, FactNode):
        value = value[name]
    return sentence(value)


def chinese(value: Any) -> Fragment:
    """|汉字: a loop's number in Chinese numerals."""
    if not isinstance(value, int):
        raise UnprintableError("|汉字 只用于序号")
    return Fragment.of(to_chinese(value))


def _directed(words: tuple[str, str, str]) -> Callable[[Any], Any]:
    rise, fall, same = words

    def show(value: Any) -> Any:
        if not isinstance(value, Fact) or value.quantity is None or value.exact is None:
            return value
        if value.exact == 0:
            return Fragment.of(same)
        size_ = replace(value.quantity, value=abs(value.quantity.value), digits=value.quantity.digits.lstrip("-"), written="")
        return Fragment((Segment(rise if value.exact > 0 else fall), Segment(size_.text, value.origin)))

    return show


def ticked(value: Any, *choices: str) -> Fragment:
    """|勾选("是", "否"): the choices with ☑ before the one that holds and □ before the others."""
    chosen = value.plain if isinstance(value, Fragment) else ""
    chosen = "无该项内容" if chosen == "无此项" and "无该项内容" in choices else chosen
    known = isinstance(value, Fragment)
    boxes = "　".join(f"{'☑' if choice == chosen else '□'}{choice}" for choice in choices)
    gap = () if known else (text_of(value).segments if isinstance(value, Missing) else ())
    return Fragment((Segment(boxes), *gap))


def ticked_many(values: Any, *choices: str) -> Fragment:
    """|多选("经常性", …): like 勾选, where several may hold."""
    if isinstance(values, Missing):
        return Fragment((Segment("　".join(f"□{choice}" for choice in choices)), *text_of(values).segments))
    chosen = {value.plain for value in values}
    return Fragment.of("　".join(f"{'☑' if choice in chosen else '□'}{choice}" for choice in choices))


def lines(values: Any) -> Any:
    """|分行: the items as paragraphs."""
    return listing(values, "\n") if not isinstance(values, Missing) else values


def rows_of(values: Any) -> Any:
    """|首项: the first item of a list."""
    return next(iter(values), Missing(("列表",)))


def joined(values: Any) -> Fragment:
    """|连写: sentences one after the other."""
    return Fragment.join(text_of(value) for value in values)


def enumerated(values: Any) -> Any:
    """|分条: the items as numbered paragraphs of a cell; a single one without a number."""
    items = [sentence(value) for value in values]
    if not items:
        return values if isinstance(values, Missing) else Fragment.of("无")
    numbered = len(items) > 1
    parts: list[Fragment] = []
    for number, item in enumerate(items, 1):
        head = ("\n" if parts else "") + (f"{number}. " if numbered else "")
        parts += [Fragment.of(head), item, Fragment.of("。")]
    return Fragment.join(parts)


def taken(values: Any, name: str) -> Any:
    """|取("原因"): the records' values of a name, missing ones among them; of a missing list, its own place."""
    if isinstance(values, Missing):
        return values.child(name)
    return tuple(value[name] for value in values)


def rate(value: Any) -> Fragment:
    """|率: a rate in a table cell; a dash where the base is zero."""
    if isinstance(value, Fact) and value.quantity is None:
        return Fragment.of("—")
    return text_of(value)


def grouped(values: Any, name: str) -> list[tuple[Any, tuple[Any, ...]]]:
    """|分组("二级"): the records by their value of that name, in order of first appearance."""
    groups: dict[str, tuple[Any, list[Any]]] = {}
    for value in values:
        key = value[name]
        groups.setdefault(key.plain if isinstance(key, Fragment) else "", (key, []))[1].append(value)
    return [(key, tuple(items)) for key, items in groups.values()]


def has_digits(value: Any) -> bool:
    """|含数: whether a text tells a number."""
    return isinstance(value, Fragment) and any(character.isdigit() for character in value.plain)


def contains(value: Any, other: Any) -> bool:
    """|含(别的文字): whether a text already says another."""
    return isinstance(value, Fragment) and isinstance(other, Fragment) and sentence(other).plain in value.plain


def filled(value: Any) -> Fragment:
    """|或无: 无 where there is nothing, 【待补】 where that is said."""
    return Fragment.of("无") if isinstance(value, Missing) and not value else text_of(value)


def is_none(value: Any) -> bool:
    """Is 无: explicitly empty."""
    return value == () or (isinstance(value, Fragment) and value == "无")


def is_pending(value: Any) -> bool:
    """Is 待补: marked as not known yet."""
    return isinstance(value, Missing) and value.asked


def is_given(value: Any) -> bool:
    """Is 有: there, and neither 待补 nor 无."""
    return not isinstance(value, Missing) and not is_none(value)


def where(values: Iterable[Any], name: str, wanted: str) -> tuple[Any, ...]:
    """|选("一级", "产出指标"): the records whose value of that name holds these words."""
    return tuple(v for v in values if isinstance(v, FactNode) and isinstance(v[name], Fragment) and wanted in v[name])


def length(values: Any) -> int:
    """|length: how many items; for conditions only, printing it is refused."""
    return len(values)


FILTERS: dict[str, Callable[..., Any]] = {
    "length": length,
    "数": number,
    "可空": optional,
    "个数": size,
    "列举": listing,
    "句": sentence,
    "汉字": chinese,
    "增减": _directed(("增加", "减少", "持平")),
    "升降": _directed(("增长", "下降", "持平")),
    "追减": _directed(("追加", "调减", "没有调整")),
    "勾选": ticked,
    "多选": ticked_many,
    "分行": lines,
    "首项": rows_of,
    "或无": filled,
    "选": where,
    "取": taken,
    "缀": ending_in,
    "去尾": without_ending,
    "连写": joined,
    "分条": enumerated,
    "率": rate,
    "分组": grouped,
    "读": read_aloud,
    "界": bare_bound,
    "含数": has_digits,
    "含": contains,
}
TESTS: dict[str, Callable[..., bool]] = {"无": is_none, "待补": is_pending, "有": is_given}
