"""The earlier reports that a report is held against: found, read, and what a reader must know of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from drafter.core.errors import DrafterError, InputError
from drafter.core.presentation import place_key
from drafter.formats.read import ReadDocument, read_document
from drafter.resources import Packs
from drafter.reuse.compare import compare
from drafter.reuse.passages import Given, given
from drafter.reuse.records import PriorDocument, ReuseReport
from drafter.reuse.reuse_settings import ReuseTools, load_tools
from drafter.reuse.terms import same_report_year
from drafter.system.boundary import boundary
from drafter.verbs.folders import find_documents

__all__ = ["ComparedReport", "Earlier", "EarlierFile", "Units", "load_earlier"]

Units = Literal["全部", "本单位", "其他单位"]
"""Whose earlier reports are compared with."""


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """An earlier report that was read from a file."""

    path: Path
    explicit: bool
    """Whether the file itself was named, not a folder that holds it."""
    given: Given
    source: ReadDocument


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """What a report took over, with the files that both sides were read from, for lines and pages."""

    report: ReuseReport
    source: ReadDocument
    sources: tuple[ReadDocument | None, ...]
    """In the order of `ReuseReport.priors`; `None` for a report out of the archive."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier reports, ready to be compared with."""

    files: tuple[EarlierFile, ...]
    tools: ReuseTools
    skipped: tuple[str, ...] = ()
    """In Chinese: files that could not be read, and why."""
    archive: Path | None = None
    units: Units = "全部"

    def compare(self, path: Path, source: ReadDocument) -> ComparedReport:
        """One document against them; `InputError` where it or all of them hold nothing to compare."""
        current = given(source.document, path.name, self.tools.settings)
        if not current.passages:
            raise InputError.of(path.name, "没有可以比较的段落：文件是空的，或只有标题和很短的文字")
        files, own = self._other_than(path)
        files = [file for file in files if file.given.passages]
        notices = [*own, *(f"{name}里没有可以比较的段落，没有比较" for name in self._empty())]
        sources = [(replace(file.given, name=_told_apart(file, path)), file.source) for file in files]
        kept = (known for known in self._archived(current) if not any(_holds(file.given, known) for file in files))
        found: list[tuple[Given, ReadDocument | None]] = [*sources, *((known, None) for known in kept)]
        chosen = [pair for pair in found if self._wanted(current, pair[0])]
        if len(chosen) < len(found):
            notices.append(f"按 --units {self.units} 有{len(found) - len(chosen)}份以前的报告没有比较")
        if not chosen and self.archive is not None:
            notices.append("档案里没有与本报告有相同段落的报告")
        elif not chosen:
            raise InputError.of(path.name, "没有可以比较的以前的报告" + "".join(f"；{notice}" for notice in notices))
        report = compare(current, [one for one, _ in chosen], self.tools)
        notices += _notices(report)
        stale = tuple(sorted(report.stale, key=lambda fact: place_key(fact.passage.at(fact.start, fact.end))))
        return ComparedReport(replace(report, stale=stale, notices=tuple(notices)), source, tuple(read for _, read in chosen))

    def _other_than(self, path: Path) -> tuple[list[EarlierFile], list[str]]:
        """The files that are not the document itself, and what is to be said of one that is."""
        own = [file for file in self.files if _same_file(file.path, path)]
        if any(file.explicit for file in own):
            raise InputError.of(path.name, "要比较的上年报告就是这份报告自己；请在 --prior 后面给出上年的文件")
        told = [f"文件夹里的{file.path.name}就是这份报告自己，没有比较" for file in own]
        return [file for file in self.files if file not in own], told

    def _empty(self) -> list[str]:
        return [file.given.name for file in self.files if not file.given.passages]

    def _archived(self, current: Given) -> Sequence[Given]:
        """The reports of the archive that share passages with this one."""
        if self.archive is None:
            return ()
        from drafter.reuse.archive import find_sources  # type: ignore[import-untyped,unused-ignore]

        found: Sequence[Given] = find_sources(self.archive, current, self.tools, units=self.units)
        return found

    def _wanted(self, current: Given, prior: Given) -> bool:
        """Whether a report is of the units that were asked for; one that names no unit counts as the same unit's."""
        if self.units == "全部":
            return True
        return current.profile.is_other_unit(prior.profile) == (self.units == "其他单位")


def _told_apart(file: EarlierFile, current: Path) -> str:
    """The report's name, with its folder where the document has the same name."""
    name = file.given.name
    return f"{file.path.absolute().parent.name}/{name}" if name == current.name else name


def _holds(whole: Given, part: Given) -> bool:
    """Whether a report has every passage of another: the archive gives only some of the same report."""
    return {passage.text for passage in part.passages} <= {passage.text for passage in whole.passages}


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def load_earlier(paths: Sequence[Path], packs: Packs, *, archive: Path | None = None, units: Units = "全部") -> Earlier:
    """The earlier reports among files and folders; one that can't be read is reported and left out."""
    tools = load_tools(packs)
    explicit = {path for path in paths if not path.is_dir()}
    found = find_documents(paths) if paths else []
    read: list[EarlierFile] = []
    skipped: list[str] = []
    for path, name in zip(found, _names(found), strict=True):
        try:
            with boundary(path.name):
                source = read_document(path)
                read.append(EarlierFile(path, path in explicit, given(source.document, name, tools.settings), source))
        except DrafterError as error:
            skipped.append(str(error))
    if skipped and not read and archive is None:
        raise InputError.of("--prior", "以前的报告一份也读不了：\n" + "\n".join(skipped))
    return Earlier(tuple(read), tools, tuple(skipped), archive, units)


def _names(paths: Sequence[Path]) -> list[str]:
    """The file names; with their folder where two files are of the same name."""
    names = [path.name for path in paths]
    return [name if names.count(name) == 1 else f"{path.parent.name}/{name}" for path, name in zip(paths, names, strict=True)]


def _notices(report: ReuseReport) -> Iterator[str]:
    """What a reader must know of each earlier report."""
    for document, prior in enumerate(report.priors):
        yield from _of_prior(report, document, prior)
    if report.profile.year is None:
        yield "看不出本报告是哪一年的，没有查年份是不是上年的"


def _of_prior(report: ReuseReport, document: int, prior: PriorDocument) -> Iterator[str]:
    """Another unit's report from which nothing was taken needs no word: a folder may hold those of all units."""
    year, then = report.profile.year, prior.profile.year
    taken = any(match.document == document for match in report.matches)
    if prior.identical and year != then:
        yield f"{prior.name}比较的段落与本报告一字不差，只有标题、表头等处的年度不同"
    elif prior.identical:
        yield f"{prior.name}的文字与本报告完全相同，可能是同一份文件的副本"
    if prior.other_unit and taken:
        yield f"{prior.name}：这是另一单位（{prior.profile.unit}）的报告；数字相同就是抄来的"
    if year is not None and then is not None and then > year and (taken or not prior.other_unit):
        yield f"{prior.name}是{then}年的，上年文件的年度比本报告（{year}年）晚；照样比较了，请看是不是给反了"
    elif same_report_year(report, document):
        yield f"{prior.name}与本报告同是{year}年的；数字本来就该相同，“数字没有变”的不说明是照抄"
    if then is None:
        yield f"看不出{prior.name}是哪一年的，没有查年份是不是上年的"
