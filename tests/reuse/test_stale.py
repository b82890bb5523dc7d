"""What of last year still stands in text that was otherwise changed."""

from __future__ import annotations

from drafter.core.document import Heading, Paragraph
from drafter.reuse.records import StaleFact
from tests.support.reuse_samples import compared, report

LAST = "2023年全年预算120.50万元，实际支出118.27万元，执行率98.15%，结余2.23万元，全部交回国库。"


def _stale(current: str, *more: Paragraph | Heading, prior: str = LAST) -> list[StaleFact]:
    return list(compared(report(current, *more), report(prior, *more, year=2023)).stale)


def test_an_amount_among_changed_ones_is_last_years() -> None:
    (fact,) = _stale("2024年全年预算131.40万元，实际支出118.27万元，执行率90.01%，结余13.13万元，全部交回国库。")
    assert (fact.kind, fact.words) == ("figure", "118.27万元")
    assert fact.passage.text[fact.start : fact.end] == fact.words


def test_round_amounts_may_stay() -> None:
    assert (
        _stale(
            "2024年全年预算100万元，实际支出98.27万元，执行率98.27%，全部用于购书。",
            prior="2023年全年预算100万元，实际支出95.40万元，执行率95.40%，全部用于购书。",
        )
        == []
    )


def test_a_year_that_was_not_moved() -> None:
    (fact,) = _stale("2023年全年预算131.40万元，实际支出129.99万元，执行率98.93%，结余1.41万元，全部交回国库。")
    assert (fact.kind, fact.words) == ("year", "2023")


def test_the_year_that_is_compared_with_is_no_stale_year() -> None:
    assert (
        _stale("与2023年相比，外借图书多了4120册，办证多了310张。", prior="与2023年相比，外借图书多了2011册，办证多了92张。")
        == []
    )


def test_a_document_of_last_year_in_the_same_sentence() -> None:
    now = "根据《关于做好绩效自评工作的通知》（清财绩〔2023〕8号），组成评价小组5人，用时12天，走访分馆9个。"
    then = "根据《关于做好绩效自评工作的通知》（清财绩〔2023〕8号），组成评价小组4人，用时10天，走访分馆7个。"
    assert [fact.kind for fact in _stale(now, prior=then)] == ["document-number"]


def test_a_project_of_last_year_still_named() -> None:
    old, new = "“少儿阅览区改造项目”", "“屋面防水维修项目”"
    current = [f"{new}由后勤组负责，月初报计划。", f"{new}分三段施工。", f"{new}已经验收。", f"{old}的尾款还要核对。"]
    prior = [f"{old}由业务组负责，当年开工。", f"{old}用了环保板材。", f"{old}已经验收移交。"]
    (fact,) = compared(report(*current), report(*prior, year=2023)).stale
    assert (fact.kind, fact.words) == ("name", old.strip("“”"))


def test_a_problem_that_was_called_solved() -> None:
    problem = "分馆的书目数据没有并入总馆系统，读者在分馆查不到总馆的藏书，还要打电话询问。"
    blocks = (Heading("二、存在的问题", 1), Paragraph(problem))
    solved = "上年自评提出的问题已全部完成整改，书目数据并入了总馆系统。"
    (fact,) = compared(report(solved, *blocks), report(*blocks, year=2023)).stale
    assert (fact.kind, fact.passage.text) == ("problem", problem)


def test_passages_that_are_copies_as_a_whole_are_told_once() -> None:
    assert _stale(LAST) == []
