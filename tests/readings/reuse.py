"""What a comparison with last year's report saw: the words of each passage, what was carried over and where, what still stands."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from drafter.reuse.archive import find_sources
from drafter.reuse.normalise import words_of
from drafter.reuse.passages import Given
from drafter.reuse.records import Passage, ReuseMatch, SectionShare, StaleFact
from drafter.reuse.sides import side
from drafter.verbs.learn import learn
from tests.support.archive_samples import A, B, archive, entry, kept, prose
from tests.support.learn_samples import write_reports
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
        *map(match_read, found.matches),
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


def match_read(match: ReuseMatch) -> str:
    """A passage that was carried over: how, from where, how much of it, what of its figures."""
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


def learned_read() -> list[str]:
    """The pack that is learned from ten reports of one unit."""
    with tempfile.TemporaryDirectory() as folder:
        learn(write_reports(Path(folder, "报告")), Path(folder, "包"))
        files = sorted(Path(folder, "包").rglob("*.yaml"))
        lines = (line for path in files for line in (path.name, *path.read_text(encoding="utf-8").splitlines()))
        return [f"  {line}" for line in lines if line.strip()]


def sources_read() -> list[str]:
    """What an archive of a few reports finds for reports that took over more and more of a passage, by whom and of which year."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        texts = {number: prose(number, 120) for number in range(1, 9)}
        archive(
            path,
            entry(texts[1], texts[2], unit=A, year=2022, name="前年"),
            entry(texts[2], texts[3], unit=A, year=2023, name="去年"),
            entry(texts[3], texts[4], unit=B, year=2023, name="别的单位"),
            entry(texts[5], unit=B, year=2024, name="别的单位今年"),
            entry(texts[6], unit="", year=None, name="不知道谁"),
            entry(texts[7], unit=A, year=2024, name="自己今年"),
        )
        lines = []
        for number in range(1, 9):
            for taken in (12, 14, 15, 16, 17, 18, 19, 20, 40):
                report = kept(texts[number][:taken] + prose(100 + taken, 120 - taken), prose(50), unit=A, year=2024)
                found = {scope: find_sources(path, report, tools(), units=scope) for scope in ("全部", "本单位", "其他单位")}
                told = [f"{scope} {_sources(given)}" for scope, given in found.items() if given]
                lines.append(f"第{number}段前{taken}字: {'；'.join(told) or '没有'}")
        return lines


def _sources(found: list[Given]) -> str:
    return "、".join(f"{given.name}（{'、'.join(str(p.location.block) for p in given.passages)}）" for given in found)
