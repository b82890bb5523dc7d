"""What drafting makes of facts: the situations that they show with their evidence, how each is put, and a whole draft with its origins."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from drafter.config.plans import load_plan
from drafter.core.document import Block, Heading, Paragraph, Table
from drafter.core.provenance import Draft, Fragment, Segment
from drafter.drafting.composer import load_composer
from drafter.drafting.diagnosis.doubts import doubts
from drafter.drafting.diagnosis.situations import Situation, item_name
from drafter.drafting.issues import Issue
from drafter.drafting.phrases import PriorText
from drafter.facts.loader import load_facts
from drafter.facts.sheet import FactSheet
from drafter.facts.values import Fact
from drafter.resources import Packs
from tests.support.cases import CASES
from tests.support.drafting import ROOT, compose, composition, load_text

SEPARATOR = " · "
QUOTED = {"fact": "〔{}〕", "formula": "〈{}〉", "text": "「{}」"}


def diagnosis_read(sheet: FactSheet) -> list[str]:
    """A line for the kind of the balance, lines for each problem and its measures, a line for each question to the drafter."""
    made = composition(sheet)
    advice = (*doubts(made.values["项目"], sheet), *made.issues.advice)
    return [
        f"余因 {made.values['余因'].plain}",
        *(line for issue in made.issues.issues for line in _issue(issue)),
        *(f"{note.kind} {note.code}@{note.line} {note.text}" for note in advice),
    ]


def _issue(issue: Issue) -> Iterator[str]:
    yield SEPARATOR.join(filter(None, (f"题 {_text(issue.heading)}", f"待确认 {issue.proposal}" if issue.proposal else "")))
    if issue.situation:
        yield from _situation(issue.situation, "")
    for name, text in (("况", issue.text), ("因", issue.reason), ("策题", issue.measure_heading)):
        if text:
            yield f"  {name} {_text(text)}"
    yield from (f"  策 {_text(measure)}" for measure in issue.measures)


def _situation(situation: Situation, indent: str) -> Iterator[str]:
    yield SEPARATOR.join(
        (
            f"{indent}  情 {situation.kind} {situation.severity}",
            f"项 {' '.join(map(item_name, situation.items))}",
            f"据 {' '.join(map(_fact, situation.evidence))}",
            f"因 {' '.join(map(_text, situation.causes)) or '问 ' + '/'.join(situation.unknown.path)}",
        )
    )
    for other in situation.follows:
        yield from _situation(other, f"{indent}  随")


def _fact(fact: Fact) -> str:
    return f"{fact.text}（{fact.origin.formula}）" if fact.origin.formula else fact.text


def _text(fragment: Fragment) -> str:
    """The words, figures of the facts in 〔〕, derived ones in 〈〉, a clerk's words in 「」."""
    return "".join(map(_segment, fragment.segments)).replace("\n", "⏎")


def _segment(segment: Segment) -> str:
    return QUOTED.get(segment.origin.kind, "{}").format(segment.text)


@cache
def example(name: str) -> FactSheet:
    """The facts of an example."""
    path = Path("examples", name, "facts.yaml")
    return load_facts(ROOT / path, path.as_posix())


def draft_read(sheet: FactSheet, plan: str) -> list[str]:
    """The blocks of a draft, then its figures and open places with their origins."""
    return _draft(compose(sheet, plan))


def tried_read() -> list[str]:
    """A draft by an invented plan in which every way to write sections, annexes and forms occurs once."""
    packs = Packs.find([CASES / "pack"])
    sheet = load_text((CASES / "pack_facts.yaml").read_text(encoding="utf-8"))
    return _draft(load_composer(packs).compose(sheet, sheet.projects[0], load_plan("试写", packs), PriorText("")))


def _draft(draft: Draft) -> list[str]:
    return [*(line for block in draft.document.blocks for line in _block(block)), *_origins(draft)]


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)}题 {block.text}"
        case Paragraph():
            yield f"{block.kind} {block.text}"
        case Table():
            yield f"表 {block.rows}×{block.columns} 表头{block.header_rows} 列宽{block.widths}"
            for cell in block.cells:
                span = f"+{cell.rows}×{cell.columns}" if (cell.rows, cell.columns) != (1, 1) else ""
                text = cell.text.replace("\n", "⏎")
                yield f"  {cell.row}/{cell.column}{span} {cell.look} {text}"
        case _:
            yield type(block).__name__


def _origins(draft: Draft) -> Iterator[str]:
    for anchor in draft.anchors:
        origin = anchor.origin
        place = anchor.location
        cell = "" if place.row is None else f"/{place.row}/{place.column}"
        formula = f"= {origin.formula}" if origin.formula else ""
        path = "/".join(origin.path.split(" → "))
        yield f"数 {place.block}{cell}:{place.start}-{place.end} {anchor.text} {origin.kind} {path} {formula}".rstrip()
    for mark in draft.marks:
        yield f"标 {mark.location.block}:{mark.location.start}-{mark.location.end} {mark.text} {mark.origin.kind} {mark.origin.path}"
