"""A recurring sentence as a wording of the phrasebank: its figures as slots, where their words say which fact they are."""

from __future__ import annotations

from drafter.claims.figures import Numbers
from drafter.reuse.learning.groups import Group
from drafter.reuse.learning.learn_settings import LearnSettings
from drafter.reuse.learning.sentences import Piece, ReportedSentence
from drafter.reuse.normalise import CITED, FIGURE, NAME, YEAR
from drafter.reuse.records import Profile

__all__ = ["stock_of", "wording_of"]

REACH = 16
OPEN = "…"
"""What a report fills in, in ``configs/reuse.yaml``."""


def wording_of(group: Group, profile: Profile, settings: LearnSettings, numbers: Numbers) -> str | None:
    """The wording, or `None` where a figure, a year or a document can't be shown to be a fact.

    What is no quantity and the same in every report (每月5日前) stays as it is.
    """
    pieces = group.first.pieces
    quantities = [(span.start, span.end) for span in numbers.find(group.first.text)]
    parts: list[str] = []
    place = 0
    for index, piece in enumerate(pieces):
        after = "".join(one.text for one in pieces[index + 1 :])[:REACH]
        part = _part(piece, group.first.text[:place][-REACH:], after, profile, settings)
        counted = any(start < place + len(piece.text) and place < end for start, end in quantities)
        if part is None and not counted and index not in group.varying:
            part = piece.text
        if part is None:
            return None
        parts.append(part)
        place += len(piece.text)
    return "".join(parts)


def _part(piece: Piece, before: str, after: str, profile: Profile, settings: LearnSettings) -> str | None:
    if piece.mark == FIGURE:
        slot = next((rule.slot for rule in settings.slots if rule.fits(before, piece.text, after)), None)
        return f"{{{{ {slot} }}}}" if slot else None
    if piece.mark == YEAR:
        rest = piece.text.strip().removeprefix(str(profile.year))
        return f"{{{{ {settings.year} }}}}{rest}" if rest != piece.text.strip() else None
    if piece.mark == NAME:
        own = profile.unit and (piece.text in profile.unit or profile.unit in piece.text)
        return f"{{{{ {settings.unit if own else settings.project} }}}}"
    return None if piece.mark == CITED else piece.text


def stock_of(told: ReportedSentence) -> str:
    """The sentence as ``configs/reuse.yaml`` takes it: … for what is filled in."""
    text = "".join(OPEN if piece.mark else piece.text for piece in told.pieces)
    return text.rstrip("。；;！!？? ")
