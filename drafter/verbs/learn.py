"""An office's earlier reports become a pack: its own phrasebank, and what comparing takes for convention."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.core.errors import DrafterError, InputError
from drafter.resources import Packs
from drafter.system.boundary import boundary
from drafter.system.failures import system_words
from drafter.system.files import real_path, write_atomically
from drafter.verbs.folders import find_documents, pack_folders, refuse_inputs

if TYPE_CHECKING:
    from drafter.reuse.learning.learned import Learned
    from drafter.reuse.passages import Given

__all__ = ["LearnedPack", "learn"]

LEAST = 2
"""Reports that a sentence must stand in."""
GUIDE = "说明.md"


@dataclass(frozen=True, slots=True)
class LearnedPack:
    """What was learned, and where it was written."""

    path: Path
    reports: int
    learned: tuple[Learned, ...]
    known: int
    """Recurring sentences that the shipped templates and phrases have already."""
    skipped: tuple[str, ...] = ()
    """In Chinese: reports that could not be read, and why."""

    @property
    def phrases(self) -> int:
        """Wordings of shipped phrases."""
        return sum(bool(one.phrase and one.wording) for one in self.learned)


def learn(
    documents: Sequence[Path], output: Path, *, packs: Sequence[Path] = (), least: int = LEAST, force: bool = False
) -> LearnedPack:
    """The pack of what so many of the reports say again, written whole or not at all."""
    _refuse(documents, output, packs, force=force)
    found = Packs.find(packs)
    given, skipped = _read(documents, found)
    if len(given) < max(2, least):
        told = "".join(f"\n{words}" for words in skipped)
        raise InputError.of("报告", f"读得了的报告只有 {len(given)} 份，至少要 {max(2, least)} 份才看得出哪些话反复出现{told}")
    learned, known = _learned(given, found, least)
    if not learned:
        raise InputError.of("报告", f"没有一句话在 {least} 份以上的报告里出现（自带的 {known} 句不算），没有写任何文件")
    from drafter.reuse.learning.pack_files import pack_files

    _write(output, pack_files(learned, [report.name for report in given]), found)
    return LearnedPack(output, len(given), tuple(learned), known, tuple(skipped))


def _refuse(documents: Sequence[Path], output: Path, packs: Sequence[Path], *, force: bool) -> None:
    """What can't be written is said before any work; only a pack that was learned is replaced."""
    refuse_inputs([output], [*documents, *pack_folders(packs)])
    if output.exists() and not output.is_dir():
        raise InputError.of(str(output), "这是一个文件；-o 要给出一个文件夹")
    if output.is_dir() and any(output.iterdir()) and not (force and (output / GUIDE).is_file()):
        hint = "确实要重新学、覆盖它，请加 --force" if (output / GUIDE).is_file() else "请换一个名字，或先移走里面的文件"
        raise InputError.of(str(output), f"文件夹里已经有东西，没有写；{hint}")
    if not real_path(output).parent.is_dir():
        raise InputError.of(str(output), f"文件夹不存在：{real_path(output).parent}；请先建好")


def _read(documents: Sequence[Path], packs: Packs) -> tuple[list[Given], list[str]]:
    from drafter.config.settings import load_settings
    from drafter.formats.read import read_document
    from drafter.reuse.passages import given
    from drafter.reuse.reuse_settings import FILE, ReuseSettings

    settings = load_settings(packs.file(FILE), ReuseSettings, packs)
    read: list[Given] = []
    skipped: list[str] = []
    for path in find_documents(documents):
        try:
            with boundary(path.name):
                read.append(given(read_document(path).document, path.name, settings))
        except DrafterError as error:
            skipped.append(str(error))
    return read, skipped


def _learned(given: Sequence[Given], packs: Packs, least: int) -> tuple[list[Learned], int]:
    """The recurring sentences that are not convention already, and how many are."""
    from drafter.claims.figures import Numbers
    from drafter.reuse.learning.groups import grouped
    from drafter.reuse.learning.learn_settings import load_learn_settings
    from drafter.reuse.learning.learned import Learner
    from drafter.reuse.learning.sentences import sentences_told
    from drafter.reuse.reuse_settings import load_tools
    from drafter.wording.lexicon import load_lexicon
    from drafter.wording.phrasebank import load_phrasebank

    tools, settings = load_tools(packs), load_learn_settings(packs)
    profiles = [report.profile for report in given]
    told = [
        one
        for index, report in enumerate(given)
        for one in sentences_told(report, index, tools.settings, tools.numbers, settings.cause)
        if len(one.words) >= settings.shortest
    ]
    groups = grouped(told, profiles, least=least, same=settings.same)
    new = [group for group in groups if not tools.convention.holds(group.first.key)]
    learner = Learner(load_phrasebank(packs), load_lexicon(packs), settings, Numbers.load(packs), profiles)
    return learner.learn(new), len(groups) - len(new)


def _write(output: Path, files: Mapping[str, str], packs: Packs) -> None:
    """The folder beside its place first, tried, then moved there: nobody ever sees half of it."""
    from drafter.reuse.reuse_settings import load_tools
    from drafter.wording.phrasebank import load_phrasebank

    target = real_path(output)
    temporary = target.with_name(f"~{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        for name, text in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode("utf-8"))
        tried = Packs((temporary, *packs.folders))
        load_phrasebank(tried)
        load_tools(tried)
        _move(temporary, target)
    except OSError as error:
        raise InputError.of(str(output), f"写入失败：{system_words(error)}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, target: Path) -> None:
    """In place of an earlier pack, which goes only when the new one stands."""
    earlier = target.with_name(f"{temporary.name}.old")
    if target.exists():
        os.replace(target, earlier)  # noqa: PTH105 - the same on every system
    try:
        os.replace(temporary, target)  # noqa: PTH105
    except OSError:
        if earlier.exists():
            os.replace(earlier, target)  # noqa: PTH105
        raise
    shutil.rmtree(earlier, ignore_errors=True)
