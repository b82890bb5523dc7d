"""Which case documents are read by which stage, and the readings of them that are kept in tests/cases/readings."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from drafter.config.reader import read_yaml
from drafter.core.document import Document, Table
from drafter.formats.text.read import text_document
from drafter.reuse.passages import given
from tests.readings.bounds import SENTENCES, TABLES, bounds_read
from tests.readings.claims import claims_read, judged_read
from tests.readings.drafting import diagnosis_read, draft_read, example
from tests.readings.reuse import reuse_read
from tests.readings.tables import layout_read, relations_read, tables_read
from tests.support.cases import CASES, read, read_cases
from tests.support.documents import document_of
from tests.support.drafting import facts_of, load_data
from tests.support.nine_figures import Unit
from tests.support.nine_tables import Layout, Printer
from tests.support.reuse_samples import report, tools

__all__ = ["FOLDER", "Reading", "all_readings", "as_text", "keep_only", "kept"]

FOLDER = CASES / "readings"
HEAD = "# "
PROVINCES = "checking/各地写法.yaml"
DRAFTED = (("small-library-2024", "项目支出绩效自评报告"), ("lukou-link-rental-2024", "项目支出绩效自评报告·报告表式"))
"""Examples whose drafts are kept whole: one with everything filled in, one with forms and gaps."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stage makes of one case."""

    file: str
    """``claims/NU01.txt``: the stage, the file of cases."""
    name: str
    read: Callable[[], list[str]]

    @property
    def folder(self) -> str:
        """The stage."""
        return self.file.partition("/")[0]


def all_readings() -> Iterator[Reading]:
    """Every case of every stage."""
    for stem, name, document in _documents("NU"):
        yield Reading(f"claims/{stem}.txt", name, partial(claims_read, document))
    for stem, name, document in (*_documents("TB"), ("九张表", "各栏相符", document_of(read("nine_tables.yaml")["表"]))):
        yield Reading(f"tables/{stem}.txt", name, partial(tables_read, document))
    for stem, name, document in _provinces():
        yield Reading(f"claims/{stem}.txt", name, partial(claims_read, document))
        if any(isinstance(block, Table) for block in document.blocks):
            yield Reading(f"tables/{stem}.txt", name, partial(tables_read, document))

    for name, text in SENTENCES.items():
        yield Reading("claims/界限.txt", name, partial(bounds_read, text, judged_read))
    for name, text in TABLES.items():
        yield Reading("tables/界限.txt", name, partial(bounds_read, text, relations_read))
    yield Reading("tables/版式.txt", "plain", lambda: list(_plain()))
    for name, (_, *others) in Layout.choices().items():
        for choice in others:
            yield Reading("tables/版式.txt", f"{name} {choice}", partial(_printed, Layout(**{name: choice})))
    yield from _compared()
    yield from _drafted()


def _printed(layout: Layout) -> list[str]:
    return layout_read(_nine(layout), _plain())


@cache
def _plain() -> tuple[str, ...]:
    return tuple(layout_read(_nine(Layout())))


def _nine(layout: Layout) -> Document:
    return Printer(Unit.any(random.Random(7)), layout).document()


def _compared() -> Iterator[Reading]:
    for case in read_cases("reuse.yaml"):
        yield Reading("reuse/沿用.txt", case["名称"], partial(_passage_compared, case))
    for case in read_cases("reuse_stale.yaml"):
        yield Reading("reuse/残留.txt", case["名称"], partial(_report_compared, case))
    for path in sorted((CASES / "rules").glob("RU[0-9][0-9].yaml")):
        for case in read_cases(f"rules/{path.name}"):
            if "上年" in case:
                yield Reading(f"reuse/{path.stem}.txt", case["名称"], partial(_document_compared, case))


def _passage_compared(case: Mapping[str, Any]) -> list[str]:
    units = case.get("单位", ["", ""])
    return reuse_read(report(case["今"], unit=units[0]), report(case["上"], year=2023, unit=units[1]))


def _report_compared(case: Mapping[str, Any]) -> list[str]:
    now = report(*document_of(case["文"]).blocks, year=int(case.get("年度", 2024)))
    return reuse_read(now, report(*document_of(case["上年"]).blocks, year=int(case.get("上年年度", 2023))))


def _document_compared(case: Mapping[str, Any]) -> list[str]:
    return reuse_read(*(given(document_of(case[key]), key, tools().settings) for key in ("文", "上年")))


def _drafted() -> Iterator[Reading]:
    for code, kinds in read_yaml(CASES / "phrasebank" / "问题.yaml").data["例"].items():
        for kind, projects in kinds.items():
            for number, project in enumerate(projects, 1):
                yield Reading("drafting/问题.txt", f"{code}·{kind}·{number}", partial(_diagnosed, project or {}))
    for case in read_cases("diagnosis.yaml"):
        yield Reading("drafting/诊断.txt", case["名称"], partial(_diagnosed, case["项目"]))
    for name, plan in DRAFTED:
        yield Reading(f"drafting/{name}.txt", plan, lambda name=name, plan=plan: draft_read(example(name), plan))


def _diagnosed(project: Mapping[str, Any]) -> list[str]:
    return diagnosis_read(load_data(facts_of(project)))


def _documents(group: str) -> Iterator[tuple[str, str, Document]]:
    for path in sorted((CASES / "rules").glob(f"{group}[0-9][0-9].yaml")):
        for case in read_cases(f"rules/{path.name}"):
            yield path.stem, case["名称"], document_of(case["文"])


def _provinces() -> Iterator[tuple[str, str, Document]]:
    for case in read_cases(PROVINCES):
        yield Path(PROVINCES).stem, case["名称"], text_document(case["文"]).document


def as_text(parts: Mapping[str, Iterable[str]]) -> str:
    """A file of readings, each under the name of its case."""
    return "\n".join("\n".join((f"{HEAD}{name}", *lines, "")) for name, lines in parts.items())


@cache
def kept(file: str) -> Mapping[str, list[str]]:
    """The readings of a file by case; none where there is no such file."""
    path, parts = FOLDER / file, dict[str, list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith(HEAD):
            lines = parts[line.removeprefix(HEAD)] = []
        elif line:
            lines.append(line)
    return parts


def keep_only(made: Iterable[str], folders: Iterable[str]) -> None:
    """Removes the files of these folders, or of all, that nothing is written to."""
    known = {FOLDER / file for file in made}
    for path in FOLDER.glob("*/*.txt"):
        if path not in known and (not folders or path.parent.name in folders):
            path.unlink()
