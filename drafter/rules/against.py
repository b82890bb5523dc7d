"""A document held against a facts file: anchored figures one by one, all other prose by what it calls its amounts.

The anchors are those of a draft of ours, also after it went through Word or LibreOffice. What a fact says now is taken from a draft
composed anew from the facts, so that a fact that was changed since is found as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.figures import Numbers
from drafter.claims.judgement import Judgement
from drafter.claims.labels import LabelledFigure
from drafter.claims.prose import Figure, MaskedPassage, passages
from drafter.claims.totals import Totals
from drafter.core.document import Document, Location
from drafter.core.quantity import Quantity, parse_quantity
from drafter.tables.model import ReadTable

__all__ = ["AgainstFacts", "AnchoredFigure", "GivenFact"]

MOST_NAMED = 12
"""Facts of one part of the file that are named; of the rest only their number."""


@dataclass(frozen=True, slots=True)
class AnchoredFigure:
    """A figure of a drafted file with its way back, as it stands now."""

    text: str
    """As it stands in the document now; empty where it is lost."""
    path: str
    line: int
    formula: str
    location: Location | None
    due: str
    """As a draft from the facts would print it today."""

    @property
    def agrees(self) -> bool:
        """Whether the digits are those of the fact."""
        return _bare(self.text) == _bare(self.due)


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A figure that the facts file gives, and where."""

    name: str
    quantity: Quantity
    path: str
    line: int

    @property
    def value(self) -> Fraction:
        """The number, money in 万元."""
        return Figure(self.quantity, Location(-1, 0, 0)).value


def _bare(text: str) -> str:
    return "".join(text.split()).replace(",", "").replace("，", "")


@dataclass(frozen=True, slots=True)
class AgainstFacts:
    """The facts that documents are held against."""

    source: str
    """The facts file's name."""
    facts: tuple[GivenFact, ...]
    claims: ClaimSettings
    """Which names in the prose mean which fact."""
    anchored: tuple[AnchoredFigure, ...] = ()

    def judge(self, document: Document, numbers: Numbers, tables: Sequence[ReadTable]) -> Iterator[Judgement]:
        """The verdicts: changed figures, amounts that differ from their fact, facts that stand nowhere."""
        yield from map(self._anchored, (figure for figure in self.anchored if figure.location is not None))
        found = list(passages(document, numbers))
        if not self.anchored:
            yield from self._named(found)
        yield from self._unsaid(found, tables)

    def _anchored(self, figure: AnchoredFigure) -> Judgement:
        place = figure.location or Location(0, 0, 0)
        origin = f"{figure.path}（{self.source}:{figure.line}）" if figure.line else figure.path
        formula = f"{figure.due} = {figure.formula}" if figure.formula else ""
        quantity = parse_quantity(figure.text)
        figures = (Figure(quantity, place),) if quantity else ()
        if figure.agrees:
            return Judgement(
                "fact",
                "holds",
                figure.text,
                place,
                f"与事实一致：{origin}" + (f"，{formula}" if formula else ""),
                figures=figures,
            )
        message = f"文中是 {figure.text}，事实是 {figure.due}，出自 {origin}"
        return Judgement(
            "fact",
            "fails",
            "",
            place,
            derivation=formula,
            stated=figure.text,
            expected=figure.due,
            message=message,
            figures=figures,
            suspects=figures,
        )

    def _named(self, found: Sequence[MaskedPassage]) -> Iterator[Judgement]:
        """Without anchors: the amounts whose name in the prose means one fact."""
        entries = [
            LabelledFigure(
                fact.name,
                Figure(fact.quantity, Location(-1, 0, 0)),
                f"{self.source}:{fact.line} {fact.path}",
                (fact.name,),
                (),
                "事实",
            )
            for fact in self.facts
        ]
        totals = Totals(self.claims.facts, entries, sentences=self.claims.other_years)
        for passage in found:
            yield from (replace(judgement, shape="fact") for judgement in totals.judge(passage))

    def _unsaid(self, found: Sequence[MaskedPassage], tables: Sequence[ReadTable]) -> Iterator[Judgement]:
        """Facts whose value stands nowhere in the document, as one judgement; 0 is not looked for."""
        said = {figure.value for passage in found for figure in passage.figures}
        said |= {Figure(cell.quantity, cell.location).value for table in tables for cell in table.figures}
        left = [fact for fact in self.facts if fact.value and fact.value not in said]
        if left:
            message = f"{self.source} 给出的数，有 {len(left)} 个全文没有写到。{_listed(left)}"
            expected = "、".join(fact.quantity.text for fact in left)
            yield Judgement("unsaid", "fails", "", Location(0, 0, 0), expected=expected, severity="note", message=message)


def _listed(facts: Sequence[GivenFact]) -> str:
    """The facts by the part of the file that they stand in, of each part the first ones."""
    groups: dict[str, list[GivenFact]] = {}
    for fact in facts:
        groups.setdefault(fact.path.rpartition(" → ")[0], []).append(fact)
    return "；".join(f"{part}：{_named(group)}" for part, group in groups.items())


def _named(facts: Sequence[GivenFact]) -> str:
    names = [f"{fact.name} {fact.quantity.text}（第{fact.line}行）" for fact in facts[:MOST_NAMED]]
    return "、".join(names) + (f" 等 {len(facts)} 个" if len(facts) > len(names) else "")
