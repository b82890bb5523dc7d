"""Which stage reads which cases: the rules' documents, those in the manner of the provinces, generated ones, facts and reports."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from benchmarks.prose_units import units
from drafter.config.reader import read_yaml
from drafter.core.document import Document, Table
from drafter.formats.text.read import text_document
from drafter.reuse.passages import given
from tests.readings.bounds import SENTENCES, TABLES, bounds_read
from tests.readings.changed import changed_read
from tests.readings.claims import claims_read, judged_read
from tests.readings.drafting import diagnosis_read, draft_read, example, tried_read
from tests.readings.grades import grades_read
from tests.readings.reuse import learned_read, reuse_read, sources_read
from tests.readings.shaken import shaken_read
from tests.readings.tables import layout_read, relations_read, tables_read
from tests.support.cases import CASES, read, read_cases
from tests.support.documents import document_of
from tests.support.drafting import ROOT, facts_of, load_data
from tests.support.nine_figures import Unit
from tests.support.nine_tables import Layout, Printer
from tests.support.reuse_samples import report, tools

__all__ = ["Reading", "all_readings"]

PROVINCES = "各地写法"
DRAFTED = (("small-library-2024", "项目支出绩效自评报告"), ("lukou-link-rental-2024", "项目支出绩效自评报告·报告表式"))
"""Examples whose drafts are kept whole: one with everything filled in, one with forms and gaps."""
EVERY = 10
"""Of the hundred units that bench_prose drafts from every so manyth."""


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


@dataclass(frozen=True, slots=True)
class Written:
    """A document of the cases."""

    file: str
    name: str
    document: Document
    right: bool
    """Whether nothing is to be reported."""

    @property
    def has_tables(self) -> bool:
        """Whether there is a table in it."""
        return any(isinstance(block, Table) for block in self.document.blocks)


def all_readings() -> Iterator[Reading]:
    """Every case of every stage; the second of one name is called so."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in (*_of_documents(), *_generated(), *_compared(), *_drafted()):
        seen[one.file, one.name] += 1
        count = seen[one.file, one.name]
        yield replace(one, name=f"{one.name}（{count}）") if count > 1 else one


def _of_documents() -> Iterator[Reading]:
    prose, tables, provinces = list(_of_rules("NU")), list(_of_rules("TB")), list(_of_provinces())
    for one in (*prose, *provinces):
        yield Reading(f"claims/{one.file}.txt", one.name, partial(claims_read, one.document))
    for one in (*tables, *(one for one in provinces if one.has_tables)):
        yield Reading(f"tables/{one.file}.txt", one.name, partial(tables_read, one.document))
    for case in read_cases("odd_tables.yaml"):
        yield Reading("tables/少见的表.txt", case["名称"], partial(tables_read, document_of(case["文"])))
        if "<" not in case["文"] and "^" not in case["文"]:
            yield Reading("tables/走样的表.txt", case["名称"], partial(shaken_read, case["文"]))
    yield Reading("tables/九张表.txt", "各栏相符", partial(tables_read, document_of(read("nine_tables.yaml")["表"])))
    for stage, found, most in (("claims", prose, 1), ("claims", provinces, 4), ("tables", tables, 4)):
        for one in found:
            if one.right:
                name = f"{one.file} {one.name}"
                yield Reading(f"{stage}/改一个数.txt", name, partial(changed_read, one.document, most))


def _of_rules(group: str) -> Iterator[Written]:
    for path in sorted((CASES / "rules").glob(f"{group}[0-9][0-9].yaml")):
        for case in read_cases(f"rules/{path.name}"):
            yield Written(path.stem, case["名称"], document_of(case["文"]), not case["报"])


def _of_provinces() -> Iterator[Written]:
    for case in read_cases(f"checking/{PROVINCES}.yaml"):
        yield Written(PROVINCES, case["名称"], text_document(case["文"]).document, not case["报"])


# ---- Generated: a unit off, another layout ----


def _generated() -> Iterator[Reading]:
    for name, text in SENTENCES.items():
        yield Reading("claims/界限.txt", name, partial(bounds_read, text, judged_read))
    for name, text in TABLES.items():
        yield Reading("tables/界限.txt", name, partial(bounds_read, text, relations_read))
    yield Reading("tables/版式.txt", "plain", lambda: list(_plain()))
    for name, (_, *others) in Layout.choices().items():
        for choice in others:
            yield Reading("tables/版式.txt", f"{name} {choice}", partial(_printed, Layout(**{name: choice})))  # type: ignore[arg-type]


def _printed(layout: Layout) -> list[str]:
    return layout_read(_nine(layout), _plain())


@cache
def _plain() -> tuple[str, ...]:
    return tuple(layout_read(_nine(Layout())))


def _nine(layout: Layout) -> Document:
    return Printer(Unit.any(random.Random(7)), layout).document()


# ---- Reports and last year's ----


def _compared() -> Iterator[Reading]:
    for case in read_cases("reuse.yaml"):
        yield Reading("reuse/沿用.txt", case["名称"], partial(_passage_compared, case))
    for case in read_cases("reuse_stale.yaml"):
        yield Reading("reuse/残留.txt", case["名称"], partial(_report_compared, case))
    for path in sorted((CASES / "rules").glob("RU[0-9][0-9].yaml")):
        for case in read_cases(f"rules/{path.name}"):
            if "上年" in case:
                yield Reading(f"reuse/{path.stem}.txt", case["名称"], partial(_document_compared, case))

    yield Reading("reuse/两年.txt", "示例里的两份报告", _two_years)
    yield Reading("reuse/界限.txt", "从哪里起算沿用", grades_read)
    yield Reading("reuse/学来的.txt", "十份报告", learned_read)
    yield Reading("reuse/资料库.txt", "几份报告", sources_read)


def _two_years() -> list[str]:
    texts = [(ROOT / f"examples/reused-report/{year}.md").read_text(encoding="utf-8") for year in (2024, 2023)]
    return reuse_read(*(given(text_document(text).document, "报告", tools().settings) for text in texts))


def _passage_compared(case: Mapping[str, Any]) -> list[str]:
    names = case.get("单位", ["", ""])
    return reuse_read(report(case["今"], unit=names[0]), report(case["上"], year=2023, unit=names[1]))


def _report_compared(case: Mapping[str, Any]) -> list[str]:
    now = report(*document_of(case["文"]).blocks, year=int(case.get("年度", 2024)))
    return reuse_read(now, report(*document_of(case["上年"]).blocks, year=int(case.get("上年年度", 2023))))


def _document_compared(case: Mapping[str, Any]) -> list[str]:
    return reuse_read(*(given(document_of(case[key]), key, tools().settings) for key in ("文", "上年")))


# ---- Facts ----


def _drafted() -> Iterator[Reading]:
    for code, kinds in read_yaml(CASES / "phrasebank" / "问题.yaml").data["例"].items():
        for kind, projects in kinds.items():
            for number, project in enumerate(projects, 1):
                yield Reading("drafting/问题.txt", f"{code}·{kind}·{number}", partial(_diagnosed, project or {}))
    for case in read_cases("diagnosis.yaml"):
        yield Reading("drafting/诊断.txt", case["名称"], partial(_diagnosed, case["项目"]))
    for number, facts in list(enumerate(units()))[::EVERY]:
        yield Reading("drafting/百家单位.txt", f"第{number + 1}家", partial(_of_unit, facts))
    yield Reading("drafting/试写.txt", "初稿", tried_read)
    for name, plan in DRAFTED:
        yield Reading(f"drafting/{name}.txt", plan, lambda name=name, plan=plan: draft_read(example(name), plan))


def _diagnosed(project: Mapping[str, Any]) -> list[str]:
    return diagnosis_read(load_data(facts_of(project)))


def _of_unit(facts: Mapping[str, Any]) -> list[str]:
    return diagnosis_read(load_data(facts))
