"""What a comparison with earlier reports says: passages that were carried over, how, and what of last year still stands.

Shares and scores are between 0 and 1. Nothing here is a verdict: whether a passage may stay is for a person to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from drafter.core.document import Location

__all__ = [
    "KINDS",
    "Kind",
    "Passage",
    "PriorDocument",
    "Profile",
    "ReuseMatch",
    "ReuseReport",
    "SectionShare",
    "Sort",
    "StaleFact",
    "StaleKind",
]

Kind = Literal["verbatim", "year-only", "figures-only", "reordered", "partial", "edited", "reworded"]
KINDS: tuple[Kind, ...] = ("verbatim", "year-only", "reordered", "partial", "edited", "reworded", "figures-only")
"""Word for word; only years differ; only figures differ (years may); same sentences in another order; a part of it; changed
here and there; the same in other words. From the most to the least telling."""
Sort = Literal["成效", "问题", "措施", "沿用", "其他"]
"""What a section is about: results, problems, measures, what may stay from year to year (职能, 机构 …), all else."""
StaleKind = Literal["year", "figure", "document-number", "name", "problem"]
"""What of last year still stands: its year, an amount among changed ones, a 文号, a name, a problem that was reported as solved."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a cell that holds words; a very long one is cut at sentence ends."""

    text: str
    location: Location
    """Of `text` in its document."""
    section: str = ""
    """The nearest heading, or the label of the form's row."""
    sort: Sort = "其他"

    def at(self, start: int, end: int) -> Location:
        """The place in the document of a half-open span of `text`."""
        place = self.location
        return Location(place.block, place.start + start, place.start + end, place.row, place.column)


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose report it is, and of which year."""

    unit: str = ""
    """The unit's full name, or empty where none is named."""
    year: int | None = None
    names: tuple[str, ...] = ()
    """The unit's own names, projects included, the longest first; they say nothing about copying."""

    def is_other_unit(self, other: Profile) -> bool:
        """Whether two reports name different units; a name with the place before it left out is the same, so is none at all.

        >>> Profile("清溪县图书馆").is_other_unit(Profile("图书馆")), Profile("甲局").is_other_unit(Profile("乙局"))
        (False, True)
        """
        one, two = self.unit, other.unit
        return bool(one and two) and not (one.endswith(two) or two.endswith(one))


@dataclass(frozen=True, slots=True)
class PriorDocument:
    """An earlier report that was compared with."""

    name: str
    profile: Profile = field(default_factory=Profile)
    other_unit: bool = False
    """Whether it is another unit's; unknown counts as the same."""
    identical: bool = False
    """Whether its text is the very text of the current report."""


@dataclass(frozen=True, slots=True)
class ReuseMatch:
    """A passage that was carried over, with the passage it came from."""

    kind: Kind
    current: Passage
    prior: Passage
    document: int
    """Which of `ReuseReport.priors`."""
    score: float
    """The greater of `containment` and `ratio`."""
    containment: float
    """Share of the passage's own character grams, conventions taken out, that stand in the earlier passage."""
    ratio: float
    """Likeness of the two passages as sequences, conventions taken out."""
    convention: float
    """Share of the passage that is convention."""
    spans: tuple[tuple[int, int], ...]
    """Half-open spans of `current.text` that were carried over, in order."""
    prior_spans: tuple[tuple[int, int], ...]
    """Where each of them stands in `prior.text`, in the same order as `spans`."""
    figures_unchanged: bool | None = None
    """Whether the figures of what was carried over, years, targets and 文号 apart, are last year's; `None` where it has none."""
    year_bumped: bool = False
    """Whether a year in it was moved on."""
    figures: tuple[tuple[str, str], ...] = ()
    """Figures that stand at the same place of both: as written now, as written then."""


@dataclass(frozen=True, slots=True)
class StaleFact:
    """Something of last year that still stands in text that was otherwise changed."""

    kind: StaleKind
    words: str
    passage: Passage
    start: int
    end: int
    """Half-open span of `passage.text`."""
    reason: str
    """In Chinese: why it looks like last year's."""
    prior: Passage | None = None
    document: int = 0
    """Which of `ReuseReport.priors`."""


@dataclass(frozen=True, slots=True)
class SectionShare:
    """How much of a section was carried over; counted in characters of words, figures as one, without marks."""

    section: str
    sort: Sort
    characters: int
    convention: int
    """Characters that are convention."""
    reused: Mapping[Kind, int] = field(default_factory=dict)
    """Characters carried over, by kind; what is convention is not among them."""
    allowed: int = 0
    """Characters carried over in a section that may stay."""

    @property
    def share(self) -> float:
        """The part of the section's own words that was carried over."""
        own = self.characters - self.convention
        return sum(self.reused.values()) / own if own > 0 else 0.0


@dataclass(frozen=True, slots=True)
class ReuseReport:
    """What one report took over from earlier ones."""

    document: str
    profile: Profile
    priors: tuple[PriorDocument, ...]
    matches: tuple[ReuseMatch, ...] = ()
    """In reading order; at one passage the closest first."""
    stale: tuple[StaleFact, ...] = ()
    sections: tuple[SectionShare, ...] = ()
    notices: tuple[str, ...] = ()
    """In Chinese: what a reader must know of the comparison (another unit's report, the same file …)."""
