"""How many wrong figures the checker finds: one figure at a time is changed in reports that are right.

usage: python -m benchmarks.bench_mutation [--sample N] [--only NAME] [--kind KIND] [--seed N] [--rounds N] [--show]

Reports: the drafts of examples/*/facts.yaml, composed in memory, and the verified claims of the seeds (../shared, left out where it
is not there). Changed is every figure that stands twice or enters an equation, that is, which took part in a claim that holds;
how many figures are outside is told. Found is a change if the checker says something new about numbers (NU, TB; any severity).
A change that leaves every one of these claims true (the same value, or inside the intervals of the digits) is no error and is
counted apart. Deterministic for a seed.

Before that every report is checked unchanged, by all rules: a draft must have no finding of any severity but the marks that wait for
the clerk (【待补】, 【待确认】), a seed no error on a verified claim. What is found there all the same is told by severity and
fails the benchmark; it never counts as the discovery of a change.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from drafter.claims.judgement import Judgement
from drafter.claims.prose import COUNT, PERCENT, passages
from drafter.core.document import Document, Location, Table
from drafter.core.findings import Finding
from drafter.formats.read import read_document
from drafter.rules.engine import check_document, understood
from drafter.tables.judgement import TableJudgement
from drafter.verbs.check import CheckJob, load_settings
from drafter.verbs.draft import _compose

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WANTED = 0.95
GROUPS = ("NU", "TB")
SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}
WAITING = re.compile(r"【待(?:补|确认)")
"""What a draft leaves to the clerk on purpose."""
OPERATIONS = ("数字改一位", "前后颠倒", "漏一位", "扩大十倍")
KINDS = (*OPERATIONS, "万元写成元", "方向词改反", "占比", "比率", "个数", "表内数字", "合计数")
FLIPS = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "降低": "提高", "上升": "下降", "提高": "降低",
    "大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于",
}  # fmt: skip
FLIP = re.compile("|".join(FLIPS))
DIGITS = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
TOTALS = frozenset({"sum", "code-tree", "economic-tree", "row-sum", "balance", "score"})

Spot = tuple[int, int | None, int | None, int]
"""Block, row, column and start: what a figure is known by while the digits after it change."""


def spot(place: Location) -> Spot:
    """The key of a figure."""
    return place.block, place.row, place.column, place.start


@dataclass(frozen=True)
class Examined:
    """A document as the checker sees it."""

    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]
    tables: tuple[TableJudgement, ...]
    prose: dict[Spot, Any]
    cells: dict[Spot, Any]

    def told(self) -> Counter[tuple[Any, ...]]:
        """The findings about numbers, without the words around them."""
        return Counter(
            (f.rule, f.severity, f.place.location.block, f.place.location.row, f.place.location.column, f.stated, f.expected)
            for f in self.findings
        )


def examine(document: Document, settings: Any) -> Examined:
    """What the rules about numbers say, and the claims behind it."""
    context, _ = understood(document, settings)
    rules = [rule for rule in settings.rules if rule.code.startswith(GROUPS)]
    found = tuple(finding for rule in rules for finding in rule.check(context))
    prose = {spot(f.location): f for passage in passages(document, settings.numbers) for f in passage.figures}
    cells = {spot(f.location): f for table in context.tables for f in table.figures}
    return Examined(found, context.judgements, context.checks, prose, cells)


@dataclass(frozen=True)
class Relation:
    """A claim that holds, so that it can be found again in the changed document."""

    name: str
    places: frozenset[Spot]


def relations(examined: Examined, verdict: str = "holds") -> Iterator[tuple[Relation, Any]]:
    """The claims of a verdict with the figures that took part."""
    for judged in examined.judgements:
        if judged.verdict == verdict and judged.figures:
            yield Relation(judged.shape, frozenset(spot(f.location) for f in judged.figures)), judged
    for told in examined.tables:
        if told.verdict == verdict:
            yield Relation(told.kind, frozenset(spot(ref.location) for ref in (told.cell, *told.parts))), told


@dataclass(frozen=True)
class Change:
    """One figure or word, changed."""

    kind: str
    place: Location
    old: str
    new: str
    behind: tuple[Relation, ...]
    nought: bool = False
    """Whether the word is about a change of nought, which goes neither up nor down."""


@dataclass
class Subject:
    """A report to change, and where."""

    name: str
    document: Document
    changes: list[Change] = field(default_factory=list)
    figures: int = 0
    inside: int = 0
    """Figures that stand twice or enter an equation."""
    alarms: list[Finding] = field(default_factory=list)
    only: list[Location] | None = None
    """Spans that were verified by hand; `None` for all."""


def digit_changes(text: str, rng: random.Random) -> dict[str, str]:
    """A figure's digits with one mistake of each kind, where it can be made."""
    match = DIGITS.search(text)
    if match is None:
        return {}
    digits, found = match[0], {}
    at = [i for i, c in enumerate(digits) if c.isdigit()]
    place = rng.choice(at)
    others = [c for c in "0123456789" if c != digits[place] and not (c == "0" and place == at[0])]
    found["数字改一位"] = digits[:place] + rng.choice(others) + digits[place + 1 :]
    pairs = [(a, b) for a, b in itertools.pairwise(at) if digits[a] != digits[b]]
    pairs = [(a, b) for a, b in pairs if not (a == at[0] and digits[b] == "0" and b == a + 1)]
    if pairs:
        a, b = rng.choice(pairs)
        swapped = list(digits)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        found["前后颠倒"] = "".join(swapped)
    dropped = [digits[:i] + digits[i + 1 :] for i in at]
    dropped = [d for d in dropped if re.fullmatch(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?", d) and d != digits]
    if len(at) > 1 and dropped:
        found["漏一位"] = rng.choice(dropped)
    whole, dot, rest = digits.replace(",", "").replace("．", ".").partition(".")
    times = (whole + rest[:1] + ("." + rest[1:] if rest[1:] else "")) if dot else whole + "0"
    found["扩大十倍"] = (times.lstrip("0") or "0") if not times.lstrip("0").startswith(".") else "0" + times.lstrip("0")
    return {kind: text[: match.start()] + new + text[match.end() :] for kind, new in found.items() if new != digits}


def plan(subject: Subject, settings: Any, rng: random.Random, rounds: int) -> None:
    """Fills in the changes to be tried."""
    seen = examine(subject.document, settings)
    unchanged = check_document(subject.document, subject.name, settings).findings
    subject.alarms = [f for f in unchanged if is_alarm(f, subject)]
    doubted = {place for verdict in ("fails",) for relation, _ in relations(seen, verdict) for place in relation.places}
    behind: dict[Spot, list[Relation]] = defaultdict(list)
    shapes: dict[Spot, set[str]] = defaultdict(set)
    for relation, judged in relations(seen):
        for place in relation.places - doubted:
            behind[place].append(relation)
        stated = spot(judged.cell.location if isinstance(judged, TableJudgement) else judged.location)
        shapes[stated].add(relation.name)
    everything = {**seen.cells, **seen.prose}
    mine = {place: figure for place, figure in everything.items() if verified(figure.location, subject.only)}
    subject.figures = len(mine)
    held = sorted((place for place in mine if place in behind), key=lambda place: tuple(-1 if p is None else p for p in place))
    subject.inside = len(held)
    for place in held:
        figure = mine[place]
        text = subject.document.text_at(figure.location)
        kinds = kinds_of(figure, place in seen.prose, shapes[place])
        for _ in range(rounds):
            changes = digit_changes(text, rng)
            chosen = changes if kinds == OPERATIONS else {kinds[0]: changes[rng.choice(sorted(changes))]} if changes else {}
            for kind, new in chosen.items():
                subject.changes.append(Change(kind, figure.location, text, new, tuple(behind[place])))
        if place in seen.prose and "万元" in text:
            subject.changes.append(Change("万元写成元", figure.location, text, text.replace("万元", "元"), tuple(behind[place])))
    subject.changes += directions(subject, seen, rng)
    subject.changes = list(dict.fromkeys(subject.changes))


def kinds_of(figure: Any, in_prose: bool, shapes: set[str]) -> tuple[str, ...]:  # noqa: FBT001
    """What a figure is, for the table of results; amounts of the prose are told by the kind of mistake."""
    if not in_prose:
        return ("合计数",) if shapes & TOTALS else ("比率",) if figure.quantity.unit == "%" else ("表内数字",)
    if figure.kind == PERCENT:
        return ("占比",) if "share" in shapes else ("比率",)
    if "sum" in shapes:
        return ("合计数",)
    return ("个数",) if figure.kind >= COUNT else OPERATIONS


def directions(subject: Subject, seen: Examined, rng: random.Random) -> Iterator[Change]:
    """One direction word of each growth or comparison that holds."""
    for judged in seen.judgements:
        if judged.verdict != "holds" or not (
            judged.shape.startswith("growth") or judged.shape in {"direction", "reduction-rate"}
        ):
            continue
        if not verified(judged.location, subject.only):
            continue
        text = subject.document.container_text(judged.location)
        start = max(text.rfind(judged.quote, 0, judged.location.end + 1), 0) if judged.quote in text else -1
        found = list(FLIP.finditer(text, start, start + len(judged.quote))) if start >= 0 else []
        if found:
            match = found[-1] if judged.shape == "direction" else rng.choice(found)
            place = replace(judged.location, start=match.start(), end=match.end())
            relation = Relation(judged.shape, frozenset(spot(f.location) for f in judged.figures))
            nought = judged.shape.startswith("growth") and any(not f.quantity.value for f in judged.figures)
            yield Change("方向词改反", place, match[0], FLIPS[match[0]], (relation,), nought)


def verified(place: Location, only: list[Location] | None) -> bool:
    """Whether a figure lies in a span that a person verified."""
    if only is None:
        return True
    return any(
        (o.block, o.row, o.column) == (place.block, place.row, place.column) and o.start <= place.start and place.end <= o.end
        for o in only
    )


def is_alarm(finding: Finding, subject: Subject) -> bool:
    """Whether what is said of an unchanged report is a false alarm: a draft is right, and so are verified claims."""
    if subject.only is None:
        return not WAITING.search(finding.quote)
    return finding.severity == "error" and bool(finding.stated) and verified(finding.place.location, subject.only)


def changed(document: Document, change: Change) -> Document:
    """The document with one span of text replaced."""
    place = change.place
    block = document.blocks[place.block]

    def edited(text: str) -> str:
        return text[: place.start] + change.new + text[place.end :]

    if isinstance(block, Table):
        cells = tuple(
            replace(cell, text=edited(cell.text)) if (cell.row, cell.column) == (place.row, place.column) else cell
            for cell in block.cells
        )
        new: Any = replace(block, cells=cells)
    else:
        new = replace(block, text=edited(block.text))  # type: ignore[union-attr,type-var]
    return replace(document, blocks=(*document.blocks[: place.block], new, *document.blocks[place.block + 1 :]))


def outcome(subject: Subject, change: Change, settings: Any, before: Counter[tuple[Any, ...]]) -> str:
    """``found``, ``inside`` (every claim still true), or ``missed``."""
    seen = examine(changed(subject.document, change), settings)
    if seen.told() - before:
        return "found"
    shift = len(change.new) - len(change.old)
    place = change.place

    def moved(key: Spot) -> Spot:
        block, row, column, start = key
        same = (block, row, column) == (place.block, place.row, place.column)
        return block, row, column, start + shift if same and start > place.start else start

    held = {relation for relation, _ in relations(seen)}
    still = all(Relation(r.name, frozenset(map(moved, r.places))) in held for r in change.behind)
    return "inside" if still and (change.nought or change.kind != "方向词改反") else "missed"


def drafts(only: str) -> Iterator[Subject]:
    """The drafts of the examples."""
    for facts in sorted((ROOT / "examples").glob("*/facts.yaml")):
        if only in facts.parent.name:
            reports, _ = _compose(facts, (), None, (), (), ())
            for number, report in enumerate(reports):
                yield Subject(facts.parent.name + (f"#{number + 1}" if number else ""), report.draft.document)


def seeds(only: str) -> Iterator[Subject]:
    """The seeds, with the spans of the claims that were verified by hand."""
    for gold in sorted((SHARED / "gold").glob("*_claims.yaml")):
        name = gold.name[:3]
        source = next((SHARED / "seeds").glob(f"{name}_*.docx"), None)
        if source is None or only not in f"seed-{name}":
            continue
        document = read_document(source).document
        quotes = [str(claim["quote"]) for claim in yaml.safe_load(gold.read_text(encoding="utf-8"))["claims"]]
        yield Subject(f"seed-{name}", document, only=[place for quote in quotes for place in spans(document, quote)])


def spans(document: Document, quote: str) -> Iterator[Location]:
    """Where the words of a quote stand: in a paragraph or cell, or as neighbouring cells."""
    wanted = ["".join(piece.split()) for piece in quote.split("\n") if piece.split()]
    for place, text in document.texts():
        for start, end in _spans(text, "".join(wanted)):
            yield replace(place, start=start, end=end)
    if len(wanted) < 2:
        return
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            cells = [(cell, "".join(cell.text.split())) for cell in block.cells if cell.text.strip()]
            for first in range(len(cells) - len(wanted) + 1):
                row = cells[first : first + len(wanted)]
                if all(text == want for (_, text), want in zip(row, wanted, strict=True)):
                    yield from (Location(index, 0, len(cell.text), cell.row, cell.column) for cell, _ in row)


def _spans(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """The spans of a text that are the wanted words but for white space."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    plain = "".join(text[i] for i in places).replace(",", "，")
    wanted = wanted.replace(",", "，")
    start = plain.find(wanted)
    while start >= 0:
        yield places[start], places[start + len(wanted) - 1] + 1
        start = plain.find(wanted, start + 1)


_settings: Any = None


def _begin() -> None:
    global _settings  # noqa: PLW0603 - one job in each process
    _settings = load_settings(CheckJob())


def _work(job: tuple[Subject, list[Change]]) -> list[tuple[Change, str]]:
    subject, changes = job
    before = examine(subject.document, _settings).told()
    return [(change, outcome(subject, change, _settings, before)) for change in changes]


def sampled(changes: list[Change], count: int, rng: random.Random) -> list[Change]:
    """At most so many changes of each kind."""
    chosen: list[Change] = []
    for kind in KINDS:
        mine = [change for change in changes if change.kind == kind]
        chosen += mine if len(mine) <= count else rng.sample(mine, count)
    return chosen


def run(subjects: list[Subject], jobs: int) -> dict[str, list[tuple[Change, str]]]:
    """Tries all changes, shared among processes."""
    pieces = [(s.name, (s, s.changes[i : i + 25])) for s in subjects for i in range(0, len(s.changes), 25)]
    results: dict[str, list[tuple[Change, str]]] = defaultdict(list)
    with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
        for (name, _), done in zip(pieces, pool.map(_work, [piece for _, piece in pieces]), strict=True):
            results[name] += done
    return results


def unasked(subject: Subject) -> str:
    """What is said of the unchanged report, by severity."""
    count = Counter(finding.severity for finding in subject.alarms)
    return "、".join(f"{word} {count[severity]}" for severity, word in SEVERITIES.items() if count[severity]) or "0"


def portion(results: list[tuple[Change, str]]) -> float:
    """The share of the changes that should be found and were; 1 where there were none."""
    count = Counter(result for _, result in results)
    return count["found"] / (count["found"] + count["missed"]) if count["found"] + count["missed"] else 1.0


def line(name: str, results: list[tuple[Change, str]]) -> str:
    """A row of the table."""
    count = Counter(result for _, result in results)
    tried = len(results) - count["inside"]
    share = f"{portion(results):7.1%}" if tried else "      —"
    return f"| {name} | {len(results)} | {count['inside']} | {tried} | {count['found']} | {share} |"


def report(subjects: list[Subject], results: dict[str, list[tuple[Change, str]]], *, show: bool) -> bool:
    """Prints the tables; whether the requirements are met."""
    everything = [pair for done in results.values() for pair in done]
    print("| 改法 | 试改 | 仍在区间内 | 应发现 | 发现 | 比例 |\n|---|---|---|---|---|---|")
    for kind in KINDS:
        mine = [pair for pair in everything if pair[0].kind == kind]
        if mine:
            print(line(kind, mine))
    print(line("合计", everything))
    print("\n| 报告 | 试改 | 仍在区间内 | 应发现 | 发现 | 比例 |\n|---|---|---|---|---|---|")
    for subject in subjects:
        print(line(subject.name, results[subject.name]))
    print("\n| 报告 | 数字 | 出现两处以上或参与等式 | 其余（不在考核范围） | 未改动时的发现 |\n|---|---|---|---|---|")
    for subject in subjects:
        outside = subject.figures - subject.inside
        print(f"| {subject.name} | {subject.figures} | {subject.inside} | {outside} | {unasked(subject)} |")
    alarms = sum(len(subject.alarms) for subject in subjects)
    for subject in subjects:
        for finding in subject.alarms:
            print(f"unchanged {subject.name} {finding.rule} {finding.severity} {finding.quote!r} {finding.message}")
    if show:
        for subject in subjects:
            for change, result in results[subject.name]:
                if result == "missed":
                    print(f"missed {subject.name} {change.kind}: {_around(subject.document, change)}  [{_names(change)}]")
    low = [kind for kind in KINDS if (mine := [pair for pair in everything if pair[0].kind == kind]) and portion(mine) < WANTED]
    worst = f"；不到的改法：{'、'.join(low)}" if low else ""
    print(f"\n发现 {portion(everything):.1%}（要求总数和每种改法不低于 {WANTED:.0%}）{worst}；未改动时的发现 {alarms}（要求 0）")
    return portion(everything) >= WANTED and not low and not alarms


def _around(document: Document, change: Change) -> str:
    text = document.container_text(change.place)
    start, end = change.place.start, change.place.end
    cell = f"({change.place.row},{change.place.column}) " if change.place.row is not None else ""
    return f"block {change.place.block} {cell}…{text[max(0, start - 24) : start]}【{change.old}→{change.new}】{text[end : end + 12]}…".replace(
        "\n", "⏎"
    )


def _names(change: Change) -> str:
    return "、".join(sorted({relation.name for relation in change.behind}))


def main() -> int:
    """Prints the tables; exit code 1 where a requirement is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="at most N changes of each kind in each report (0: all)")
    parser.add_argument("--rounds", type=int, default=1, help="changes of each figure")
    parser.add_argument("--seed", type=int, default=20240601)
    parser.add_argument("--only", default="", help="reports whose name contains this")
    parser.add_argument("--kind", default="", help="changes of this kind only")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--show", action="store_true", help="list the changes that were missed")
    given = parser.parse_args()
    started = time.perf_counter()
    settings = load_settings(CheckJob())
    subjects = [*drafts(given.only), *seeds(given.only)]
    for subject in subjects:
        rng = random.Random(f"{given.seed} {subject.name}")  # noqa: S311
        plan(subject, settings, rng, given.rounds)
        if given.kind:
            subject.changes = [change for change in subject.changes if change.kind == given.kind]
        if given.sample:
            subject.changes = sampled(subject.changes, given.sample, rng)
    met = report(subjects, run(subjects, given.jobs), show=given.show)
    print(f"{time.perf_counter() - started:.0f} s, seed {given.seed}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
