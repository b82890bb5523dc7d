"""How many wrong figures the checker finds in reports with known relations: one figure of a listed relation is changed at a time.

usage: python -m benchmarks.bench_changed_figures FOLDER GOLD [--sample N] [--only NAME] [--seed N] [--show]

FOLDER holds reports (.docx, .pdf, .txt), GOLD for each a NAME_claims.yaml: a list `claims` of relations that a person found to hold, each
with a verbatim `quote` and, for one of a table, its title. A report is read by its name's beginning. Changed is every figure of a
quote: a digit, two transposed, one dropped, or the point moved, chosen by chance. Found is a change if the checker says something new
(NU, TB; any severity) on that spot: at the figure, or naming it. A change after which every claim that the checker had held with the
figure still holds is inside the intervals of the digits and counted apart. Deterministic for a seed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.bench_mutation import Change, Examined, Relation, Spot, changed, digit_changes, examine, relations, spot
from drafter.core.document import Document, Location, Table
from drafter.core.findings import Finding
from drafter.formats.read import read_document
from drafter.verbs.check import CheckJob, load_settings

WANTED = 0.90
SUFFIXES = {".docx", ".pdf", ".txt", ".md"}


@dataclass
class Subject:
    """A report with the relations that hold in it."""

    name: str
    document: Document
    claims: list[dict[str, Any]]
    changes: list[Change] = field(default_factory=list)
    kinds: dict[Spot, str] = field(default_factory=dict)
    lost: int = 0
    """Claims whose words were not found in the report as it is read."""


def plain(text: str) -> str:
    """A text without what differs between a report and a quote of it."""
    return re.sub(r"[\s|,，]+", "", text)


def subjects(folder: Path, gold: Path, only: str) -> Iterator[Subject]:
    """The reports that have claims."""
    for path in sorted(gold.glob("*_claims.yaml")):
        name = path.name.removesuffix("_claims.yaml")
        source = next((one for one in sorted(folder.glob(f"{name}*")) if one.suffix in SUFFIXES), None)
        if source is not None and only in name:
            claims = yaml.safe_load(path.read_text(encoding="utf-8"))["claims"]
            yield Subject(name, read_document(source).document, claims)


def stretches(document: Document) -> Iterator[list[tuple[Location, str]]]:
    """What a quote may lie in: a paragraph, a row of a table with its cells."""
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            text = getattr(block, "text", "")
            yield [(Location(index, 0, len(text)), text)] if text else []
            continue
        rows: dict[int, list[tuple[Location, str]]] = defaultdict(list)
        for cell in block.cells:
            if cell.text.strip():
                rows[cell.row].append((Location(index, 0, len(cell.text), cell.row, cell.column), cell.text))
        yield from rows.values()


def covered(stretch: list[tuple[Location, str]], quote: str) -> Iterator[Location]:
    """The spans of a stretch that the words of a quote cover."""
    places = [(at, n) for at, (_, text) in enumerate(stretch) for n, sign in enumerate(text) if plain(sign)]
    whole = "".join(stretch[at][1][n] for at, n in places)
    start = whole.find(quote)
    if start < 0:
        return
    for at in range(len(stretch)):
        mine = [n for where, n in places[start : start + len(quote)] if where == at]
        if mine:
            place = stretch[at][0]
            yield Location(place.block, mine[0], mine[-1] + 1, place.row, place.column)


def plan(subject: Subject, seen: Examined, rng: random.Random) -> None:
    """Fills in a change for every figure of a claim."""
    behind: dict[Spot, list[Relation]] = defaultdict(list)
    for relation, _ in relations(seen):
        for place in relation.places:
            behind[place].append(relation)
    doubted = {place for relation, _ in relations(seen, "fails") for place in relation.places}
    figures = {**seen.cells, **seen.prose}
    rows = list(stretches(subject.document))
    for claim in subject.claims:
        spans = [place for row in rows for place in covered(row, plain(claim["quote"]))]
        mine = [figure for key, figure in figures.items() if key not in doubted and within(figure.location, spans)]
        subject.lost += not spans
        for figure in mine:
            subject.kinds.setdefault(spot(figure.location), str(claim["kind"]))
    for key, kind in sorted(subject.kinds.items(), key=lambda item: tuple(-1 if part is None else part for part in item[0])):
        text = subject.document.text_at(figures[key].location)
        new = digit_changes(text, rng)
        if new:
            subject.changes.append(Change(kind, figures[key].location, text, new[rng.choice(sorted(new))], tuple(behind[key])))


def within(place: Location, spans: list[Location]) -> bool:
    """Whether a figure lies in one of the spans."""
    return any(
        (one.block, one.row, one.column) == (place.block, place.row, place.column)
        and one.start <= place.start
        and place.end <= one.end
        for one in spans
    )


def outcome(subject: Subject, change: Change, settings: Any, before: Counter[tuple[Any, ...]]) -> str:
    """The severity of what is newly said on the spot, ``inside`` or ``missed``."""
    seen = examine(changed(subject.document, change), settings)
    fresh = seen.told() - before
    said = [finding for finding in seen.findings if key_of(finding) in fresh and on_the_spot(finding, change)]
    if said:
        return min((finding.severity for finding in said), key=("error", "warning", "note").index)
    held = {relation for relation, _ in relations(seen)}
    still = bool(change.behind) and all(
        Relation(r.name, frozenset(moved(p, change) for p in r.places)) in held for r in change.behind
    )
    return "inside" if still else "missed"


def key_of(finding: Finding) -> tuple[Any, ...]:
    """A finding as `Examined.told` counts it."""
    place = finding.place.location
    return (finding.rule, finding.severity, place.block, place.row, place.column, finding.stated, finding.expected)


def on_the_spot(finding: Finding, change: Change) -> bool:
    """Whether a finding is at the changed figure, or names it."""
    places = [finding.place.location, *(other.location for other in finding.others)]
    if any(touches(place, change.place) for place in places):
        return True
    said = (finding.quote, finding.stated, finding.expected, finding.derivation, finding.message)
    new = re.sub(r"[^0-9.]", "", plain(change.new))
    return any(re.search(rf"(?<![0-9.]){re.escape(new)}(?![0-9.])", plain(text)) for text in said)


def touches(place: Location, figure: Location) -> bool:
    """Whether a finding's place is that of a figure."""
    same = (place.block, place.row, place.column) == (figure.block, figure.row, figure.column)
    return same and place.start <= figure.start < max(place.end, place.start + 1)


def moved(key: Spot, change: Change) -> Spot:
    """Where a figure behind the changed one stands now."""
    block, row, column, start = key
    same = (block, row, column) == (change.place.block, change.place.row, change.place.column)
    return block, row, column, start + (len(change.new) - len(change.old) if same and start > change.place.start else 0)


def told(name: str, results: list[str]) -> str:
    """A row of the table."""
    count = Counter(results)
    tried = len(results) - count["inside"]
    found = tried - count["missed"]
    share = f"{found / tried:.1%}" if tried else "—"
    return f"| {name} | {len(results)} | {count['inside']} | {tried} | {count['error']} | {count['warning']} | {count['note']} | {share} |"


def main() -> int:
    """Prints the tables; exit code 1 where fewer were found than wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="at most N changes in each report (0: all)")
    parser.add_argument("--only", default="", help="reports whose name contains this")
    parser.add_argument("--seed", type=int, default=20240601)
    parser.add_argument("--show", action="store_true", help="list the changes that were missed")
    given = parser.parse_args()
    settings = load_settings(CheckJob())
    by_report: dict[str, list[str]] = {}
    by_kind: dict[str, list[str]] = defaultdict(list)
    lost = 0
    for subject in subjects(given.folder, given.gold, given.only):
        rng = random.Random(f"{given.seed} {subject.name}")  # noqa: S311
        seen = examine(subject.document, settings)
        plan(subject, seen, rng)
        chosen = rng.sample(subject.changes, given.sample) if 0 < given.sample < len(subject.changes) else subject.changes
        by_report[subject.name] = []
        lost += subject.lost
        for change in chosen:
            result = outcome(subject, change, settings, seen.told())
            by_report[subject.name].append(result)
            by_kind[change.kind].append(result)
            if given.show and result == "missed":
                print(f"missed {subject.name} {change.kind} {around(subject.document, change)}")
    return report(by_report, by_kind, lost)


def report(by_report: dict[str, list[str]], by_kind: dict[str, list[str]], lost: int) -> int:
    """Prints what was found by report and by kind of relation."""
    everything = [result for results in by_report.values() for result in results]
    for rows in (by_report, by_kind, {"合计": everything}):
        print("| | 试改 | 仍在区间内 | 应发现 | 错误 | 警告 | 提示 | 比例 |\n|---|---|---|---|---|---|---|---|")
        for name, results in rows.items():
            print(told(name, results))
        print()
    count = Counter(everything)
    tried = len(everything) - count["inside"]
    share = 1 - count["missed"] / tried if tried else 1.0
    print(f"发现 {share:.1%}（要求 {WANTED:.0%}）；读到的报告里找不到原话的说法 {lost}")
    return 0 if share >= WANTED else 1


def around(document: Document, change: Change) -> str:
    """The changed figure among its words."""
    text = document.container_text(change.place).replace("\n", "⏎")
    start, end = change.place.start, change.place.end
    cell = f"({change.place.row},{change.place.column}) " if change.place.row is not None else ""
    behind = "、".join(sorted({relation.name for relation in change.behind}))
    return f"{change.place.block} {cell}…{text[max(0, start - 30) : start]}【{change.old}→{change.new}】{text[end : end + 16]}…  [{behind}]"


if __name__ == "__main__":
    sys.exit(main())
