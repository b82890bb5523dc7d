"""人员经费…主要包括：甲、乙、丙 against the rows of the table of basic expenditure.

What is listed must have an amount; what is left out is a note, and none after 等. Lists of another account than the table's
(of last year, of the budget, of a definition) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MaskedPassage
from drafter.claims.relations.coded import CodedRow, plain_name
from drafter.core.findings import Severity
from drafter.core.patterns import lazy_re
from drafter.tables.prose_relations import ListedItems

__all__ = ["judge_listed"]

CODE_OF_ITEM = 5
_SPLIT = lazy_re(r"[、，]|以及|及其他")
_NAME = lazy_re(r"^(?:其中|包括|主要|有|：)*(?P<name>.*?)(?P<more>等[^、，]*)?$")


def judge_listed(found: Sequence[MaskedPassage], rows: Sequence[CodedRow], words: ListedItems) -> Iterator[Judgement]:
    """The lists of each group of 经济分类 that the one table of basic expenditure has rows for."""
    mine = [row for row in rows if row.kind == words.table]
    if not mine or len({row.location.block for row in mine}) != 1:
        return
    for passage in found:
        for group in words.groups if not passage.is_heading else ():
            for match in group.said.finditer(passage.masked):
                before = passage.masked[: match.start()].rpartition("。")[2] + match.group()
                if not words.without.search(before):
                    own = [row for row in mine if row.code.startswith(group.codes)]
                    yield from _judge(passage, match, own)


def _judge(passage: MaskedPassage, match: re.Match[str], rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    spans = list(_names(match["list"], match.start("list")))
    by_name = {plain_name(row.name): row for row in rows}
    listed = [(start, end, by_name.get(plain_name(passage.masked[start:end]))) for start, end in spans]
    known = [row for _, _, row in listed if row is not None]
    empty = [place for place, (_, _, row) in enumerate(listed) if row is not None and not _has_amount(row)]
    severity: Severity = "error" if len(known) - len(empty) >= max(len(empty), 1) else "warning"
    for place in empty:
        yield _without_amount(passage, listed, place, severity)
    if known and not empty:
        yield Judgement(
            "listed",
            "holds",
            passage.quote(*match.span()),
            passage.location(*match.span()),
            f"列出 {len(known)} 项，表里都有金额",
        )
    if len(known) == len(listed) > 1 and "等" not in match["list"][-8:] and all(len(row.code) == CODE_OF_ITEM for row in known):
        yield from _left_out(passage, match, [row for row in rows if len(row.code) == CODE_OF_ITEM and row not in known])


def _has_amount(row: CodedRow) -> bool:
    return any(value for _, value in row.amounts)


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The spans of the names of a list."""
    place = 0
    for part in [*_SPLIT.finditer(text), None]:
        stop = part.start() if part is not None else len(text)
        match = _NAME.match(text[place:stop])
        if match is not None and len(match["name"]) > 1:
            yield start + place + match.start("name"), start + place + match.end("name")
        place = part.end() if part is not None else stop


Listed = tuple[int, int, CodedRow | None]


def _without_amount(passage: MaskedPassage, listed: Sequence[Listed], place: int, severity: Severity) -> Judgement:
    start, end, row = listed[place]
    name = passage.masked[start:end]
    title = row.title if row is not None else ""
    quote = passage.quote(listed[max(place - 1, 0)][0], listed[min(place + 1, len(listed) - 1)][1])
    message = f"列出了“{name}”，《{title}》里这一项没有金额"
    return Judgement(
        "listed",
        "fails",
        quote,
        passage.location(start, end),
        derivation=f"《{title}》{row.code if row else ''} {name}：0",
        stated=name,
        expected="（不列）",
        severity=severity,
        message=message,
    )


def _left_out(passage: MaskedPassage, match: re.Match[str], rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    missing = [row.name for row in rows if _has_amount(row)]
    if missing:
        start = match.start("lead")
        message = f"表里有金额的“{'”“'.join(missing)}”没有列出；没有列全的，末尾加“等”"
        yield Judgement(
            "listed",
            "fails",
            passage.quote(start, match.end()),
            passage.location(start, match.end()),
            stated="（未列）",
            expected="、".join(missing),
            slip="omitted",
            severity="note",
            message=message,
        )
