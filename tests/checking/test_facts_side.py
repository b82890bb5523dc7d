"""`drafter check --facts`: every anchored figure that is changed by hand is named, also after a trip through LibreOffice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drafter.core.quantity import parse_quantity
from drafter.formats.trace.read import TracedFile, read_traced
from drafter.rules.against import GivenFact
from drafter.verbs.check import Checked, CheckJob, check_one, load_facts_side, load_settings
from drafter.verbs.draft import draft
from tests.support.docx_edits import edited, replace_under

ROOT = Path(__file__).resolve().parent.parent.parent
APART = 2
YUHUA = ROOT / "examples" / "yuhua-hall-2021" / "facts.yaml"


@cache
def _loaded() -> tuple[object, object]:
    job = CheckJob(facts=YUHUA)
    return load_settings(job), load_facts_side(job)


def checked(path: Path) -> Checked:
    settings, facts = _loaded()
    return check_one(path, settings, facts)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("草稿") / "报告.docx"
    draft(YUHUA, output=path)
    return path


def changed_figures(path: Path) -> list[tuple[str, str]]:
    report = checked(path).report
    assert report is not None
    return [(finding.stated, finding.expected) for finding in report.findings if finding.rule == "NU20"]


def bumped(text: str) -> str:
    """The figure with its first digit changed."""
    place = next(index for index, character in enumerate(text) if character.isdigit())
    return text[:place] + str((int(text[place]) + 1) % 10 or 7) + text[place + 1 :]


def in_sentences(traced: TracedFile) -> list[tuple[str, str]]:
    """Name and text of the figures that a bookmark of their own holds."""
    return [(figure.name, figure.text) for figure in traced.figures if f"_{figure.name}" in traced.read.bookmarks]


def assert_each_change_is_named(path: Path, tmp_path: Path) -> None:
    figures = in_sentences(read_traced(path))
    assert len(figures) > 60
    missed = []
    for number, chosen in enumerate(sets_of_figures(figures)):
        target = tmp_path / f"{number}.docx"
        target.write_bytes(edited(path, lambda root, chosen=chosen: bump(root, chosen)))
        named = changed_figures(target)
        missed += [(name, text) for name, text in chosen if (bumped(text), text) not in named]
    assert missed == []


def sets_of_figures(figures: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The figures that are changed in one file: never one amount twice, which is told once, and never two beside each other."""
    sets: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    told: Counter[str] = Counter()
    for place, (name, text) in enumerate(figures):
        sets[told[text], place % APART].append((name, text))
        told[text] += 1
    return list(sets.values())


def bump(root: Any, figures: list[tuple[str, str]]) -> None:
    for name, text in figures:
        replace_under(root, f"_{name}", text, bumped(text))


def test_an_untouched_draft_agrees_with_its_facts(drafted: Path) -> None:
    assert changed_figures(drafted) == []


def test_every_changed_figure_is_named_with_both_values(drafted: Path, tmp_path: Path) -> None:
    assert_each_change_is_named(drafted, tmp_path)


def test_the_finding_tells_the_line_of_the_facts(drafted: Path, tmp_path: Path) -> None:
    name = next(name for name, text in in_sentences(read_traced(drafted)) if text == "94.44万元")
    target = tmp_path / "改过.docx"
    target.write_bytes(edited(drafted, lambda root: replace_under(root, f"_{name}", "94.44", "94.40")))
    report = checked(target).report
    assert report is not None
    message = next(finding.message for finding in report.findings if finding.rule == "NU20")
    assert "94.40万元" in message
    assert "94.44万元" in message
    assert "facts.yaml:" in message


@pytest.mark.office
def test_after_docx_to_odt_to_docx_every_changed_figure_is_still_named(
    drafted: Path, tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    back = office(office(drafted, "odt"), "docx")
    assert changed_figures(back) == []
    assert_each_change_is_named(back, tmp_path)


def test_a_report_of_another_hand_is_held_against_the_facts_by_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("一、资金使用情况\n项目年初预算127万元，实际支出94.40万元，剩余32.56万元。\n", encoding="utf-8")
    assert Counter(changed_figures(path)) == {("94.40万元", "94.44万元"): 1}


def test_what_a_part_cost_is_not_held_against_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(
        "一、资金使用情况\n设备购置费预算30.00万元，实际支出28.50万元。本项目全年预算127万元，实际支出94.40万元。\n",
        encoding="utf-8",
    )
    assert Counter(changed_figures(path)) == {("94.40万元", "94.44万元"): 1}


def test_facts_that_the_report_never_states_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("一、资金使用情况\n项目年初预算127万元，实际支出94.44万元，剩余32.56万元。\n", encoding="utf-8")
    report = checked(path).report
    assert report is not None
    (note,) = [finding.message for finding in report.findings if finding.rule == "NU21"]
    assert "跨市通办办件 946件（第" in note
    assert "支出 94.44" not in note


def test_a_changed_figure_is_told_once_by_its_fact_with_what_it_broke(drafted: Path, tmp_path: Path) -> None:
    figures = [(name, text) for name, text in in_sentences(read_traced(drafted)) if text == "94.44万元"]
    for name, text in figures:
        target = tmp_path / f"{name}.docx"
        target.write_bytes(
            edited(drafted, lambda root, name=name, text=text: replace_under(root, f"_{name}", text, bumped(text)))
        )
        report = checked(target).report
        assert report is not None
        assert [finding.rule for finding in report.findings if finding.rule.startswith(("NU", "TB"))] == ["NU20"]


def test_a_report_is_held_against_its_own_projects_facts_only(tmp_path: Path) -> None:
    from drafter.formats.read import read_document
    from drafter.verbs.facts_side import FactsSide

    def given(name: str, value: str) -> GivenFact:
        quantity = parse_quantity(value)
        assert quantity is not None
        return GivenFact(name, quantity, f"项目 → {name}", 1)

    side = FactsSide("facts.yaml", (), {"甲项目": (given("支出", "12.30万元"),), "乙项目": (given("场次", "45场"),)}, {}, {})
    path = tmp_path / "报告.txt"
    path.write_text("乙项目支出绩效自评报告\n全年举办45场。\n", encoding="utf-8")
    facts = side.against(path, read_document(path)).facts
    assert [fact.name for fact in facts] == ["场次"]


def test_a_figure_that_only_its_anchor_reaches_is_seen(tmp_path: Path) -> None:
    job = CheckJob(facts=YUHUA.parent.parent / "small-library-2024" / "facts.yaml")
    assert job.facts is not None
    draft(job.facts, output=tmp_path / "报告.docx")
    report = check_one(tmp_path / "报告.docx", load_settings(job), load_facts_side(job)).report
    assert report is not None
    coverage = report.coverage
    assert coverage.none.figures >= 0
    assert coverage.all.figures >= 94  # as many as the draft has anchors
