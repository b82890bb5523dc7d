"""What a comparison says, in Chinese: kinds of copying, what is stale, which figures stayed. The one place of these words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drafter.core.presentation import one_line

if TYPE_CHECKING:
    from drafter.reuse.records import Kind, Passage, PriorDocument, ReuseMatch, ReuseReport, StaleFact, StaleKind

__all__ = ["KIND_WORDS", "STALE_WORDS", "changed_figures", "figures_words", "origin_words", "report_words", "same_report_year"]

KIND_WORDS: Mapping[Kind, str] = {
    "verbatim": "逐字照抄",
    "year-only": "只改年份",
    "figures-only": "只改数字",
    "reordered": "换了次序",
    "partial": "部分沿用",
    "edited": "略作改动",
    "reworded": "换词改写",
}
STALE_WORDS: Mapping[StaleKind, str] = {
    "year": "年份",
    "figure": "数",
    "document-number": "文件",
    "name": "名称",
    "problem": "问题",
}
"""What of last year still stands."""
FIGURES_SHOWN = 5
SECTION_SHOWN = 20


def changed_figures(match: ReuseMatch) -> list[tuple[str, str, bool]]:
    """The figures that stand at the same place of both: as written now, as written then, whether they are the same."""
    from drafter.reuse.carried_figures import amount_of  # arrays: only where there is a match to report

    return [(now, then, amount_of(now) == amount_of(then)) for now, then in match.figures]


def figures_words(match: ReuseMatch) -> str:
    """Which figures stayed and which were changed; empty for a passage without any."""
    pairs = [(one_line(now), one_line(then), same) for now, then, same in changed_figures(match)]
    stayed = list(dict.fromkeys(now for now, _, same in pairs if same))
    if match.figures_unchanged:
        return f"{_listed(stayed)}，都没有变" if stayed else "都没有变"
    moved = [f"{then}→{now}" for now, then, same in pairs if not same]
    parts = ([f"改了 {_listed(moved)}"] if moved else []) + ([f"没有变 {_listed(stayed)}"] if stayed else [])
    return "；".join(parts)


def _listed(words: list[str]) -> str:
    more = f" 等{len(words)}个" if len(words) > FIGURES_SHOWN else ""
    return "、".join(words[:FIGURES_SHOWN]) + more


def report_words(prior: PriorDocument) -> str:
    """Which report it is: ``2023年的报告（上年.docx）``, ``另一单位（甲局）2023年的报告（甲局.docx）``."""
    year = f"{prior.profile.year}年的报告" if prior.profile.year else "以前的报告"
    unit = f"另一单位（{one_line(prior.profile.unit)}）" if prior.other_unit else ""
    return f"{unit}{year}（{one_line(prior.name)}）"


def origin_words(report: ReuseReport, found: ReuseMatch | StaleFact) -> str:
    """The earlier report and the section in it that something came from."""
    return report_words(report.priors[found.document]) + _section_words(found.prior)


def _section_words(passage: Passage | None) -> str:
    section = one_line(passage.section) if passage else ""
    more = "……" if len(section) > SECTION_SHOWN else ""
    return f"“{section[:SECTION_SHOWN]}{more}”" if section else ""


def same_report_year(report: ReuseReport, document: int) -> bool:
    """Whether an earlier report is of this report's own unit and year, so that its figures must be the same."""
    prior = report.priors[document]
    return report.profile.year is not None and prior.profile.year == report.profile.year and not prior.other_unit
