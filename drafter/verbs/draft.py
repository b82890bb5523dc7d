"""Drafting: a facts file to the .docx reports that it bears, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.core.errors import InputError
from drafter.resources import Packs
from drafter.system.boundary import Failures, boundary
from drafter.system.failures import system_words
from drafter.system.files import LONGEST_NAME, cut_name
from drafter.verbs.catalogue import DEFAULT_TYPE

if TYPE_CHECKING:
    from drafter.core.findings import Report
    from drafter.core.provenance import Draft, Mark
    from drafter.facts.sheet import FactSheet

__all__ = ["Drafted", "draft"]

LONGEST_NUMBER = len("（99999）".encode())
"""Bytes for the number of one of several reports of the same name."""
BY_DESIGN = ("TX06",)
"""Rules that the self-check spares: a draft answers each of its problems; to see it from the words takes a third of the time."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted report: where it was written, and what the checker says of it."""

    path: Path
    draft: Draft
    written: bool
    report: Report
    """What the checker says of the draft itself, as it would of anybody's report but for what is `BY_DESIGN`."""
    kept: bool = False
    """Whether the file was left as it is because somebody has worked on it."""

    @property
    def gaps(self) -> list[Mark]:
        """What is still to be filled in, each place once."""
        return self._marks("gap")

    @property
    def proposals(self) -> list[Mark]:
        """Problems that drafter proposes and the unit has to accept or refuse."""
        return self._marks("proposal")

    def _marks(self, kind: str) -> list[Mark]:
        found = {(m.origin.path, m.origin.line): m for m in reversed(self.draft.marks) if m.origin.kind == kind}
        return sorted(found.values(), key=lambda m: (m.origin.line, m.origin.path))


def draft(
    facts: Path,
    *,
    types: Sequence[str] = (),
    output: Path | None = None,
    packs: Sequence[Path] = (),
    base_doc: Path | None = None,
    prior: Sequence[Path] = (),
    projects: Sequence[str] = (),
    strict: bool = False,
    force: bool = False,
) -> list[Drafted]:
    """The reports of a facts file, written as .docx: one for each project and document type.

    Nothing is written unless all of them can be; with `strict` also nothing while anything is missing. A file that was
    edited since drafter wrote it is left alone without `force`: of several, the others are written.
    """
    from drafter.formats.docx.write import write_docx
    from drafter.verbs.folders import pack_folders, refuse_inputs

    with boundary(str(facts)):
        drafted, styles = _compose(facts, types, output, packs, prior, projects)
    if strict and any(report.gaps or report.proposals for report in drafted):
        return drafted
    refuse_inputs([report.path for report in drafted], [facts, *prior, *([base_doc] if base_doc else []), *pack_folders(packs)])
    drafted = _keep_edited(drafted, force=force)
    with boundary(str(base_doc or facts)):
        files = [None if report.kept else write_docx(report.draft, styles=styles, base=base_doc) for report in drafted]
    written: list[Drafted] = []
    for report, data in zip(drafted, files, strict=True):
        if data is not None:
            _write(report.path, data, written)
        written.append(replace(report, written=data is not None))
    return written


def _write(path: Path, data: bytes, before: list[Drafted]) -> None:
    """Writes one of several files; if it can't be, the message says which are already there."""
    from drafter.core.errors import Problem
    from drafter.system.files import write_atomically

    try:
        make_folder(path)
        write_atomically(path, data)
    except InputError as error:
        done = [Problem(str(report.path), message="这一份已经写好") for report in before if report.written]
        raise InputError([*error.problems, *done]) from None


def make_folder(path: Path) -> None:
    """The folder that a file goes into; `InputError` where a file of that name is in the way or it may not be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.of(str(path.parent), f"建不了这个文件夹：{system_words(error)}") from None


def _compose(
    facts: Path,
    types: Sequence[str],
    output: Path | None,
    packs: Sequence[Path],
    prior: Sequence[Path],
    projects: Sequence[str],
) -> tuple[list[Drafted], Any]:
    """The drafts in memory, with the styles to write them in."""
    from drafter.config.plans import load_plan
    from drafter.drafting.composer import load_composer
    from drafter.facts.loader import load_facts
    from drafter.formats.docx.styles import load_styles
    from drafter.verbs.check import CheckJob, load_settings

    found = Packs.find(packs)
    sheet = load_facts(facts)
    plans = [load_plan(name, found) for name in types or _types_of(sheet)]
    composer = load_composer(found)
    problems = [problem for plan in plans for problem in composer.problems(sheet, plan)]
    if problems:
        raise InputError(problems)
    chosen = _chosen(sheet, projects)
    said = _prior_text(prior)
    pairs = [(plan, project) for plan in plans for project in chosen]
    paths = _paths(output, [composer.file_name(sheet, project, plan) for plan, project in pairs])
    settings = load_settings(CheckJob(tuple(packs), ignore=BY_DESIGN))
    drafts = [composer.compose(sheet, project, plan, said) for plan, project in pairs]
    drafts = _with_unused(drafts, sheet, chosen)
    drafted = [_checked(path, made, settings) for path, made in zip(paths, drafts, strict=True)]
    return drafted, load_styles(found.file("configs/styles.yaml"))


def _with_unused(drafts: list[Draft], sheet: FactSheet, projects: Sequence[Any]) -> list[Draft]:
    """The drafts; the last one says what the facts file has and none of them used."""
    from drafter.drafting.unused import unused_facts

    printed = frozenset().union(*(made.printed for made in drafts))
    left = tuple(unused_facts(sheet, projects, printed))
    return [*drafts[:-1], replace(drafts[-1], advice=(*drafts[-1].advice, *left))]


def _checked(path: Path, draft: Draft, settings: Any) -> Drafted:
    from drafter.rules.engine import check_document

    return Drafted(path, draft, written=False, report=check_document(draft.document, path.name, settings, failures=Failures()))


def _types_of(sheet: FactSheet) -> list[str]:
    return [value.plain for value in sheet.root["文种"]] or [DEFAULT_TYPE]


def _chosen(sheet: FactSheet, names: Sequence[str]) -> list[Any]:
    """The projects to report on; all of them unless some are named."""
    from drafter.core.text import nearest

    if not sheet.projects:
        raise InputError.of(sheet.source, "没有项目，写不了项目支出绩效自评报告；请在“项目”里至少写一个")
    known = {project["名称"].plain: project for project in sheet.projects}
    for name in names:
        if name not in known:
            guess = nearest(name, list(known))
            hint = f"，是不是“{guess}”？" if guess else f"；有：{'、'.join(known)}"
            raise InputError.of(sheet.source, f"没有叫“{name}”的项目{hint}")
    return [known[name] for name in names] if names else list(sheet.projects)


def _paths(output: Path | None, names: list[str]) -> list[Path]:
    """Where the reports go: the named file for a single one, else files of their own names in a folder."""
    from drafter.config.reader import YAML
    from drafter.formats.suffixes import READABLE

    if output is not None and output.suffix.lower() == ".docx":
        if len(names) > 1:
            raise InputError.of(str(output), f"要写 {len(names)} 份报告，-o 请给出文件夹，或用 --project、--type 只选一份")
        if output.is_dir():
            raise InputError.of(str(output), "这是一个文件夹；-o 请换一个文件名，或去掉 .docx 写到文件夹里")
        return [output]
    folder = output or Path()
    if folder.is_file() or folder.suffix.lower() in READABLE | YAML:
        raise InputError.of(str(folder), "-o 应为 .docx 文件名或文件夹")
    short = [cut_name(name, ".docx", most=LONGEST_NAME - LONGEST_NUMBER).removesuffix(".docx") for name in names]
    unique = [name if short.count(name) == 1 else f"{name}（{index}）" for index, name in enumerate(short, 1)]
    return [folder / f"{name}.docx" for name in unique]


def _keep_edited(drafted: list[Drafted], *, force: bool) -> list[Drafted]:
    """What a person has worked on is left alone; an `InputError` where nothing would be left to write."""
    from drafter.core.errors import Problem
    from drafter.formats.trace.fact_map import edited_since_written

    edited = [not force and report.path.exists() and bool(edited_since_written(report.path)) for report in drafted]
    if all(edited):
        message = "这个文件生成以后被改过（或不是 drafter 生成的），没有覆盖；确实要覆盖请加 --force，或用 -o 换一个文件名"
        raise InputError([Problem(str(report.path), message=message) for report in drafted])
    return [replace(report, kept=kept) for report, kept in zip(drafted, edited, strict=True)]


def _prior_text(prior: Sequence[Path]) -> Any:
    """The words of last year's reports."""
    from drafter.drafting.phrases import PriorText

    if not prior:
        return PriorText()
    from drafter.formats.docx.read import read_docx

    return PriorText("\n".join(text for path in prior for _, text in read_docx(path).document.texts()))
