"""What the checker read of a document's prose: the part of each figure, each claim with its operands and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.claims.judgement import Judgement
from drafter.claims.prose import Figure, MaskedPassage, passages
from drafter.claims.roles import Cues, RoleFigure
from drafter.core.document import Document
from drafter.rules.engine import understood
from tests.support.claim_samples import check_settings

MARKS = {"holds": "=", "fails": "≠", "undecided": "?"}
GRAVITY = {"error": "", "warning": "存疑", "note": "提示"}
SEPARATOR = " · "


def claims_read(document: Document) -> list[str]:
    """A line for the figures of each paragraph, a line for each claim, in reading order."""
    settings = check_settings()
    return [*_figures(document, Cues.of(settings.claims.roles)), *judged_read(document)]


def judged_read(document: Document) -> list[str]:
    """The claims alone."""
    return [_claim(judged) for judged in understood(document, check_settings())[0].judgements]


def _figures(document: Document, cues: Cues) -> Iterator[str]:
    for passage in passages(document, check_settings().numbers):
        if passage.figures:
            yield f"{_paragraph(passage)}: {'  '.join(map(_role, cues.told(passage)))}"


def _paragraph(passage: MaskedPassage) -> str:
    cell = "" if passage.row is None else f"/{passage.row}/{passage.column}"
    return f"{passage.block}{cell}{'题' * passage.is_heading}"


def _role(told: RoleFigure) -> str:
    """``4.00万元 决算/年初 教育``, with the number of its item and what else is known of it."""
    role = f"{told.role}/{told.scope}" if told.scope else str(told.role)
    of = f"（{told.subject}）" if told.subject != told.name else ""
    year = str(told.year or "")
    return " ".join(filter(None, (_written(told.figure), role, told.name + of, year, told.word, f"#{told.item}")))


def _written(figure: Figure) -> str:
    return f"{figure.hedge}{figure.text}"


def _claim(judged: Judgement) -> str:
    place = judged.location
    cause = judged.cause
    told = (
        f"{MARKS[judged.verdict]} {judged.shape}@{place.block}:{place.start}-{place.end}",
        _all("", judged.figures),
        _all("比", judged.looked_up),
        judged.derivation,
        f"{judged.stated}→{judged.expected}" if judged.stated or judged.expected else "",
        GRAVITY[judged.severity] if judged.verdict == "fails" or judged.slip else "",
        judged.slip,
        _all("疑", judged.suspects) if judged.verdict == "fails" else "",
        f"因 {cause.stated}→{cause.meant}" if cause else "",
        judged.message,
    )
    return SEPARATOR.join(filter(None, told))


def _all(word: str, figures: Iterable[Figure]) -> str:
    return " ".join((word, *map(_written, figures))).strip() if figures else ""
