"""What a comparison with last year's report saw: the words of each passage, what was carried over and where, what still stands."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.reuse.normalise import words_of
from drafter.reuse.passages import Given
from drafter.reuse.records import Passage, ReuseMatch, SectionShare, StaleFact
from drafter.reuse.sides import side
from tests.support.reuse_samples import compared, tools

SEPARATOR = " · "
SIZE = 4
CODES = str.maketrans({1: "|", 2: "▮", 3: "年", 4: "名", 5: "文"})
FIGURES = {True: "数没变", False: "数变了", None: ""}


def reuse_read(current: Given, *priors: Given) -> list[str]:
    """A line for each passage as it is compared, each that was carried over, each thing that still stands, each section."""
    found = compared(current, *priors)
    profiles = [p for p in (current.profile, *(prior.profile for prior in priors)) if p.names]
    names = [f"谁 {p.unit} {p.year}：{' '.join(p.names)}" for p in profiles]
    sides = (_words(given.passages, word) for given, word in ((current, "今"), *((prior, "上") for prior in priors)))
    documents = ("上年" + "另一单位" * p.other_unit + "同一份" * p.identical for p in found.priors if p.other_unit or p.identical)
    return [
        *names,
        *documents,
        *(line for lines in sides for line in lines),
        *map(_match, found.matches),
        *map(_stale, found.stale),
        *map(_section, found.sections),
    ]


def _words(passages: tuple[Passage, ...], word: str) -> Iterator[str]:
    """The passage as codes, what is convention in brackets."""
    made = side(passages, (), tools(), size=SIZE)
    for number, passage in enumerate(passages):
        shown, inside = "", False
        for letter, common in zip(words_of(made.codes(number)).translate(CODES), made.conventions(number), strict=True):
            shown += "〔" if common and not inside else "〕" if inside and not common else ""
            shown, inside = shown + letter, bool(common)
        place = passage.location
        named = f"{passage.sort} {passage.section}".strip()
        yield f"{word}{place.block}:{place.start}-{place.end} {named}: {shown}{'〕' * inside}"


def _match(match: ReuseMatch) -> str:
    spans = zip(match.spans, match.prior_spans, strict=True)
    return SEPARATOR.join(
        filter(
            None,
            (
                f"{match.kind} {match.current.location.block}←{match.document}/{match.prior.location.block}",
                f"{match.score:.3f} 含{match.containment:.3f} 像{match.ratio:.3f} 惯{match.convention:.3f}",
                " ".join(f"{a}-{b}←{c}-{d}" for (a, b), (c, d) in spans),
                FIGURES[match.figures_unchanged],
                "年份改了" * match.year_bumped,
                " ".join(f"{now}={then}" for now, then in match.figures),
            ),
        )
    )


def _stale(fact: StaleFact) -> str:
    prior = f"←{fact.document}/{fact.prior.location.block}" if fact.prior else ""
    return f"留 {fact.kind} {fact.words} {fact.passage.location.block}:{fact.start}-{fact.end}{prior} · {fact.reason}"


def _section(share: SectionShare) -> str:
    reused = " ".join(f"{kind} {count}" for kind, count in share.reused.items())
    allowed = f"可留 {share.allowed}" if share.allowed else ""
    return SEPARATOR.join(
        filter(None, (f"节 {share.section} {share.sort}", f"{share.characters}字", f"惯 {share.convention}", reused, allowed))
    )
