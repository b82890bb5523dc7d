"""Rule empty-box: boxes of the known forms that are empty or half filled; manual page: pages/TX04.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.core.document import Location, Paragraph
from drafter.core.findings import Finding, Severity
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.rules.base import CheckContext
from drafter.rules.boxes import Box, boxes, is_blank, label_of
from drafter.rules.known_forms import BoxSpec
from drafter.rules.page import computed
from drafter.rules.texts import has_gap

__all__ = ["RULE"]

_SEVERITIES: dict[str, Severity] = {"必填": "error", "应填": "warning"}
_YES = lazy_re(r"[☑√✓✔■☒●◉]\s*是")
_CODE = lazy_re(r"\d{3,}")
_WORD = lazy_re(r"[一-鿿]{2,}")
_YEAR = lazy_re(r"20\d\d年度?")
"""A year is part of a name: 某县2022年农田建设项目."""
LONGEST_NAME, LONGEST_LINE = 40, 120
_PART = lazy_re(r"\S+(?:[ \u3000\xa0]\S+)*")
"""Words of a line up to a tab or a wide gap."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Empty and half-filled boxes; labels of one row that are all empty are one finding."""
    empty: list[Box] = []
    for box in boxes(context):
        if empty and (box.spec.level == "可空" or not _is_empty(box) or not _same_row(empty[-1], box)):
            yield _empty(context, empty)
            empty = []
        if box.spec.level != "可空" and _is_empty(box):
            empty.append(box)
        else:
            yield from _half_filled(context, box)
    if empty:
        yield _empty(context, empty)
    yield from _lines(context)


def _is_empty(box: Box) -> bool:
    return all(is_blank(text) for _, text in box.content)


def _same_row(one: Box, other: Box) -> bool:
    """Column labels of one head row with nothing below; a label with its own box to the right stands alone."""
    below = all(place.row != box.label.row for box in (one, other) for place, _ in box.content)
    return below and (one.label.block, one.label.row) == (other.label.block, other.label.row)


def _empty(context: CheckContext, found: list[Box]) -> Finding:
    quote = "\t".join(box.words.strip() for box in found)
    names = "、".join(f"“{label_of(box.words)}”" for box in found)
    severity = "error" if any(box.spec.level == "必填" for box in found) else "warning"
    message = f"{names}没有填写；没有的写“无”"
    return RULE.finding(context, found[0].label, message, quote=quote, severity=severity, row=label_of(found[0].words))


def _half_filled(context: CheckContext, box: Box) -> Iterator[Finding]:
    """A code without its name; 是 without the amount that is asked for."""
    text = fold_width(box.text)
    missing, severity = "", _SEVERITIES.get(box.spec.level, "warning")
    if has_gap(text):
        return  # TX01 reports what drafting left open
    if box.spec.needs == "编码和名称" and _CODE.search(text) and not _WORD.search(text):
        missing = "只填了编码，没有填名称"
    elif box.spec.needs == "金额" and _YES.search(text) and not re.search(r"\d", text):
        missing = "选了“是”，没有填金额"
    if missing:
        quote = f"{box.words.strip()}\t{box.text.strip()}"
        yield RULE.finding(context, box.content[0][0], f"“{label_of(box.words)}”{missing}", quote=quote, severity=severity)


def _lines(context: CheckContext) -> Iterator[Finding]:
    """Labels on lines outside tables with nothing after them; a line may hold several, with wide gaps between them."""
    specs = {label_of(name): spec for spec in context.settings.forms.lines for name in (spec.name, *spec.aliases)}
    for index, block in enumerate(context.document.blocks):
        if isinstance(block, Paragraph) and len(block.text) <= LONGEST_LINE:
            parts = [(match.start(), match.group()) for match in _PART.finditer(block.text)]
            for place, (start, words) in enumerate(parts):
                spec = specs.get(label_of(words))
                after = parts[place + 1][1] if place + 1 < len(parts) else ""
                if spec is not None and not _is_answer(after or _next_line(context, index)):
                    yield _line(context, Location(index, start, start + len(words)), words.strip(), spec)


def _is_answer(words: str) -> bool:
    """Whether what follows a label can be its content: a name, no label of its own, no table, no sentence."""
    return 0 < len(words.strip()) <= LONGEST_NAME and not re.search(r"[：:]|\d", _YEAR.sub("", words))


def _next_line(context: CheckContext, index: int) -> str:
    """The next line with words; nothing where a table comes first."""
    below = context.document.blocks[index + 1 :]
    after = next((block for block in below if not isinstance(block, Paragraph) or block.text.strip()), None)
    return after.text if isinstance(after, Paragraph) else ""


def _line(context: CheckContext, location: Location, words: str, spec: BoxSpec) -> Finding:
    severity = _SEVERITIES.get(spec.level, "warning")
    return RULE.finding(context, location, f"“{label_of(words)}”后面没有填写", quote=words, severity=severity)


RULE = computed("TX04", check)
