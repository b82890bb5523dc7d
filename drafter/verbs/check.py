"""Checking many files: each is read, judged and reported on its own; one bad file does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.core.errors import DrafterError, InputError
from drafter.core.text import nearest
from drafter.resources import Packs
from drafter.system.boundary import Failures, boundary, failure_message
from drafter.verbs.folders import find_documents

if TYPE_CHECKING:
    from drafter.core.document import Document
    from drafter.core.findings import Report
    from drafter.formats.read import ReadDocument
    from drafter.reuse.records import ReuseReport
    from drafter.rules.base import Rule
    from drafter.rules.engine import CheckSettings
    from drafter.verbs.earlier import Earlier
    from drafter.verbs.facts_side import FactsSide

__all__ = ["CheckJob", "Checked", "check", "find_documents"]

FEW = 6
"""So many files are checked in this process; more are shared among the cores."""


@dataclass(frozen=True, slots=True)
class CheckJob:
    """How to check: which rules, whose settings."""

    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    facts: Path | None = None
    """Facts file to hold the documents against."""
    priors: tuple[Path, ...] = ()
    """Earlier reports, or folders of them, to look for in the documents."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: its report and text, or why it could not be checked."""

    path: Path
    report: Report | None = None
    document: Document | None = field(default=None, repr=False)
    error: str = ""
    notices: tuple[str, ...] = ()
    """In Chinese: what could not be read, or how the file was converted; what to know of the earlier reports."""
    uncompared: tuple[str, ...] = ()
    """In Chinese: why it was not compared with an earlier report that was asked for."""
    source: ReadDocument | None = field(default=None, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked for was done."""
        return not (self.error or self.uncompared or (self.report and self.report.broken))


def chosen_rules(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules whose code begins with a selected one and with no ignored one; an unknown code is answered with a known one."""
    from drafter.rules.registry import RULES

    known = sorted({rule.code for rule in RULES} | {rule.code[:2] for rule in RULES})
    for code in (*select, *ignore):
        if not any(name.startswith(code.upper()) for name in known):
            guess = nearest(code.upper(), known)
            raise InputError.of(code, "没有这条规则" + (f"，是不是 {guess}？" if guess else "；用 drafter rule 可以列出全部规则"))
    wanted = [rule for rule in RULES if not select or any(rule.code.startswith(code.upper()) for code in select)]
    return tuple(rule for rule in wanted if not any(rule.code.startswith(code.upper()) for code in ignore))


def load_settings(job: CheckJob) -> CheckSettings:
    """Everything that checking needs beside the documents."""
    from drafter.rules.check_settings import check_settings

    return check_settings(Packs.find(job.packs), chosen_rules(job.select, job.ignore))


def load_facts_side(job: CheckJob) -> FactsSide | None:
    """What the facts file gives and what a draft from it would print; `InputError` for a faulty one."""
    if job.facts is None:
        return None
    from drafter.verbs.facts_side import facts_side

    return facts_side(job.facts, Packs.find(job.packs))


def load_earlier_side(job: CheckJob) -> Earlier | None:
    """The earlier reports, read; `InputError` where none of them can be."""
    if not job.priors:
        return None
    from drafter.verbs.earlier import load_earlier

    return load_earlier(job.priors, Packs.find(job.packs))


def check_one(path: Path, settings: CheckSettings, facts: FactsSide | None = None, earlier: Earlier | None = None) -> Checked:
    """One file, checked; what is wrong with it as a file stands in `Checked.error`."""
    from drafter.formats.read import read_document
    from drafter.rules.engine import check_document

    try:
        with boundary(path.name):
            source = read_document(path)
            against = facts.against(path, source) if facts else None
            reuse, uncompared = _compared(path, source, earlier)
            report = check_document(
                source.document, path.name, settings, source=source, against=against, reuse=reuse, failures=Failures()
            )
    except DrafterError as error:
        return Checked(path, error=str(error))
    notices = (*source.notices, *(reuse.notices if reuse else ()))
    return Checked(path, report, source.document, notices=notices, uncompared=uncompared, source=source)


def _compared(path: Path, source: ReadDocument, earlier: Earlier | None) -> tuple[ReuseReport | None, tuple[str, ...]]:
    """What the file took over from the earlier reports, and what could not be compared."""
    if earlier is None:
        return None, ()
    try:
        with boundary(path.name):
            return earlier.compare(path, source).report, earlier.skipped
    except DrafterError as error:
        return None, (*earlier.skipped, str(error))


_loaded: Any = None


def _begin(job: CheckJob) -> None:
    """Loads settings, facts and earlier reports once in each worker process."""
    global _loaded  # noqa: PLW0603 - a worker process has one job
    _loaded = (load_settings(job), load_facts_side(job), load_earlier_side(job))


def _work(path: Path) -> Checked:
    return check_one(path, *_loaded)


def _lost(path: Path, error: Exception) -> Checked:
    return Checked(path, error=str(InputError.of(path.name, failure_message(error))))


def check(paths: Sequence[Path], job: CheckJob, *, progress: Callable[[int, int], None] | None = None) -> Iterator[Checked]:
    """The files in their order, each by itself and beside those of its unit and year; many are shared among the cores."""
    loaded = (load_settings(job), load_facts_side(job), load_earlier_side(job))
    if len(paths) <= FEW:
        results: Any = (check_one(path, *loaded) for path in paths)
    else:
        from drafter.system.workers import Work, in_workers

        results = in_workers(Work(_work, _begin, (job,), _lost), paths)
    checked = list(_told(results, len(paths), progress))
    yield from _beside_each_other(checked, loaded[0], job) if len(checked) > 1 else checked


def _beside_each_other(checked: Sequence[Checked], settings: CheckSettings, job: CheckJob) -> list[Checked]:
    """The files held against those of their unit and year; one file alone spares what that takes to load."""
    from drafter.verbs.together import together

    return together(checked, settings, Packs.find(job.packs))


def _told(results: Any, total: int, progress: Callable[[int, int], None] | None) -> Iterator[Checked]:
    for number, checked in enumerate(results, 1):
        if progress:
            progress(number, total)
        yield checked
