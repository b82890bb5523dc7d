"""Comparing one report with earlier ones: read, compared, and what was found as findings for Word comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.core.errors import InputError
from drafter.resources import Packs
from drafter.system.boundary import boundary

if TYPE_CHECKING:
    from drafter.core.findings import Finding
    from drafter.verbs.earlier import ComparedReport, Units

__all__ = ["Compared", "ReuseJob", "compare", "findings_of"]


@dataclass(frozen=True, slots=True)
class ReuseJob:
    """What to compare with, and whose settings to use."""

    priors: tuple[Path, ...] = ()
    """Earlier reports, or folders of them."""
    archive: Path | None = None
    units: Units = "全部"
    packs: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, and the earlier files that could not be read."""

    comparison: ComparedReport
    skipped: tuple[str, ...] = ()
    """In Chinese: which, and why."""


def compare(path: Path, job: ReuseJob) -> Compared:
    """A report against earlier ones. `InputError` where it can't be read or there is nothing to compare it with."""
    if path.is_dir():
        raise InputError.of(str(path), "这是一个文件夹；一次比较一份报告，请给出文件")
    if not job.priors and job.archive is None:
        raise InputError.of(path.name, "没有给出要比较的报告；请用 --prior 给出上年的文件或文件夹，或用 --archive 给出档案")
    if job.archive is not None and not job.archive.exists():
        raise InputError.of(str(job.archive), "找不到这份档案；先用 drafter archive add 建立")
    from drafter.formats.read import read_document
    from drafter.verbs.earlier import load_earlier

    with boundary(path.name):
        source = read_document(path)
        earlier = load_earlier(job.priors, Packs.find(job.packs), archive=job.archive, units=job.units)
        compared = earlier.compare(path, source)
    read = (*source.notices, *(f"{file.given.name}：{told}" for file in earlier.files for told in file.source.notices))
    report = replace(compared.report, notices=(*read, *compared.report.notices))
    return Compared(replace(compared, report=report), earlier.skipped)


def findings_of(comparison: ComparedReport, packs: Sequence[Path] = ()) -> list[Finding]:
    """What RU rules say of a comparison, as `drafter check --prior` would."""
    from drafter.rules.base import CheckContext
    from drafter.rules.check_settings import rule_settings
    from drafter.rules.engine import located
    from drafter.rules.registry import RU

    settings = rule_settings(Packs.find(packs))
    context = CheckContext(comparison.source.document, (), settings, reuse=comparison.report)
    return [located(finding, comparison.source) for rule in RU for finding in rule.check(context)]
