"""Several files of one unit and year held against each other: the prose of a report against the tables of a workbook.

The report's blocks and those of the tables make one document, in which the rules on figures and tables run; what they find goes
back to the file it stands in. A table that the report has itself is not looked up in the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drafter.core.document import Block, Document, Note, Paragraph, Table
from drafter.core.findings import Finding, Place, Report
from drafter.formats.read import ReadDocument
from drafter.rules.engine import CheckSettings, check_document, lent_title
from drafter.system.boundary import Failures
from drafter.tables.model import ReadTable
from drafter.tables.read import read_tables

__all__ = ["Member", "check_together", "tables_of", "tells_figures"]

ENDS_CAPTIONS = Paragraph("。")
"""A sentence between two files, so that the words above are no title of the table below."""
JOINT = ("NU", "TB")
OF_FACTS = frozenset({"NU20", "NU21"})
FEWEST = 2
"""Paragraphs with amounts that make a file a report."""
NOWHERE = (0, -1)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the files, with what came of checking it by itself."""

    source: ReadDocument
    report: Report

    @property
    def document(self) -> Document:
        """What was read."""
        return self.source.document

    @property
    def name(self) -> str:
        """The file's name."""
        return self.report.document


def tables_of(document: Document, settings: CheckSettings) -> tuple[ReadTable, ...]:
    """The known tables of a file."""
    return tuple(table for table in read_tables(document, settings.words) if table.kind)


def tells_figures(document: Document) -> bool:
    """Whether a file has prose to hold against tables."""
    told = (block.text for block in document.blocks if isinstance(block, Paragraph))
    return sum("元" in text and ("。" in text or "，" in text) for text in told) >= FEWEST


def check_together(report: Member, others: Sequence[Member], settings: CheckSettings) -> list[Report]:
    """The reports of the files, the prose's first, with what they say of each other."""
    mine = {table.kind for table in tables_of(report.document, settings)}
    lent = [[t.block for t in tables_of(other.document, settings) if t.kind not in mine] for other in others]
    if not any(lent):
        return [report.report, *(other.report for other in others)]
    joint = _Joint((report, *others), lent)
    rules = tuple(rule for rule in settings.rules if rule.code.startswith(JOINT) and rule.code not in OF_FACTS)
    found = check_document(
        joint.document, report.name, replace(settings, rules=rules), failures=Failures(), lenders=joint.lenders()
    )
    first = _with_joint(report.report, found, joint)
    return [first, *(_with_new(other.report, found, joint, number) for number, other in enumerate(others, 1))]


class _Joint:
    """The report, then the lent tables of the others with the words above each, then the report's notes."""

    def __init__(self, members: Sequence[Member], lent: Sequence[Sequence[int]]) -> None:
        self.members = members
        document = members[0].document
        end = document.notes[0].start if document.notes else len(document.blocks)
        self._origins: list[tuple[int, int]] = [(0, block) for block in range(end)]
        for number, blocks in enumerate(lent, 1):
            for table in blocks:
                first = _caption_start(members[number].document.blocks, table)
                self._origins += [NOWHERE, *((number, block) for block in range(first, table + 1))]
        shift = len(self._origins) - end
        self._origins += [(0, block) for block in range(end, len(document.blocks))]
        notes = tuple(_shifted(note, shift) for note in document.notes)
        self.document = replace(document, blocks=tuple(map(self._block, self._origins)), notes=notes)

    def _block(self, origin: tuple[int, int]) -> Block:
        number, block = origin
        return ENDS_CAPTIONS if origin == NOWHERE else self.members[number].document.blocks[block]

    def lenders(self) -> dict[int, str]:
        """The file of each block that is not the report's own."""
        return {place: self.members[number].name for place, (number, _) in enumerate(self._origins) if number}

    def file_of(self, place: Place) -> int:
        """Number of the file that a place stands in."""
        return self._origins[place.location.block][0]

    def own(self, place: Place, number: int) -> Place:
        """A place as file `number` tells it: in its own blocks, or with the other file's name."""
        file, block = self._origins[place.location.block]
        member = self.members[file]
        location = replace(place.location, block=max(block, 0))
        return replace(
            place, location=location, section=member.document.section_of(location.block),
            table=place.table.removeprefix(lent_title(member.name, "")), document="" if file == number else member.name,
            line=member.source.line_of(location), page=member.source.page_of(location),
        )  # fmt: skip

    def as_told_in(self, one: Finding, number: int) -> Finding:
        """A finding in a lender's own words: its tables by their titles alone, the other side with the report's file."""
        mine = lent_title(self.members[number].name, "")
        message = f"{one.message.replace(mine, '')}（另一边在 {self.members[0].name}）"
        return replace(one, message=message, derivation=one.derivation.replace(mine, ""))

    def findings(self, found: Report, number: int) -> list[Finding]:
        """What was found in file `number`."""
        return [
            replace(
                one, place=self.own(one.place, number), others=tuple(self.own(other, number) for other in one.others), cause=None
            )
            for one in found.findings
            if self.file_of(one.place) == number
        ]


def _caption_start(blocks: Sequence[Block], table: int) -> int:
    first = table
    while first > 0 and not isinstance(blocks[first - 1], Table):
        first -= 1
    return first


def _shifted(note: Note, by: int) -> Note:
    return replace(note, start=note.start + by, end=note.end + by)


def _with_joint(report: Report, found: Report, joint: _Joint) -> Report:
    """The report of the prose: the rules on figures as they came out beside the tables, all else as before."""
    kept = [one for one in report.findings if not one.rule.startswith(JOINT) or one.rule in OF_FACTS]
    claims = tuple(replace(claim, place=joint.own(claim.place, 0)) for claim in found.claims)
    findings = _in_order([*kept, *joint.findings(found, 0)])
    return replace(report, findings=findings, coverage=found.coverage, claims=claims, broken=(*report.broken, *found.broken))


def _with_new(report: Report, found: Report, joint: _Joint, number: int) -> Report:
    """The report of a workbook, with what is wrong in it only beside the prose and its tables."""
    known = {(one.rule, one.quote, one.stated) for one in report.findings}
    new = [
        joint.as_told_in(one, number) for one in joint.findings(found, number) if (one.rule, one.quote, one.stated) not in known
    ]
    return replace(report, findings=_in_order([*report.findings, *new]))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.place.location.block, one.place.location.start, one.rule)))
