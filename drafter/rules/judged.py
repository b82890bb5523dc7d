"""What was judged, as a report lists it and counts it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import JudgedClaim
from drafter.rules.base import CheckContext

__all__ = ["judged_claims", "table_claims"]

NO_CLAIM = "unsaid"
"""Facts that the document does not state are findings, and no claims of the document's."""
_NO_CLAIMS = frozenset({"repeated-item", "code-name"})


def judged_claims(context: CheckContext) -> Iterator[JudgedClaim]:
    """The claims of the prose, then the relations of the tables."""
    for judged in context.judgements:
        if judged.shape != NO_CLAIM:
            place = context.place(judged.location)
            yield JudgedClaim(judged.shape, judged.quote, judged.verdict, judged.derivation, place, judged.basis)
    yield from table_claims(context)


def table_claims(context: CheckContext) -> Iterator[JudgedClaim]:
    """The judged relations as claims; what differs by rounding only holds."""
    for judged in context.checks:
        if judged.kind not in _NO_CLAIMS:
            place = context.cell_place(judged.cell)
            shape = f"table-{judged.kind}"
            yield JudgedClaim(shape, judged.cell.quote, judged.verdict, judged.derivation, place, judged.basis)
