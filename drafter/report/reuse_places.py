"""Where passages of a comparison stand in their files: section, cell, line, page."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.core.findings import Place
from drafter.formats.read import ReadDocument
from drafter.reuse.records import Passage

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """The files of both sides, as they were read."""

    current: ReadDocument | None = None
    priors: tuple[ReadDocument | None, ...] = ()
    """In the order of `ReuseReport.priors`; `None` for one out of the archive, which keeps no lines."""

    def of_current(self, passage: Passage, start: int = 0, end: int | None = None) -> Place:
        """The place of a half-open span of a passage of the current report."""
        return _place(self.current, passage, start, end)

    def of_prior(self, document: int, passage: Passage) -> Place:
        """The place of a passage of an earlier report."""
        source = self.priors[document] if document < len(self.priors) else None
        return _place(source, passage, 0, None)


def _place(source: ReadDocument | None, passage: Passage, start: int, end: int | None) -> Place:
    location = passage.at(start, len(passage.text) if end is None else end)
    if source is None:
        return Place(location, passage.section)
    return Place(location, passage.section, page=source.page_of(location), line=source.line_of(location))
