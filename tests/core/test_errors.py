"""All problems of an input are told at once, each once, in the order of the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.core.errors import InputError, Problem

PLACES = [("a.yaml", 2, 1), ("a.yaml", 10, 3), ("a.yaml", 10, 1), ("b.yaml", 1, 1), ("a.yaml", 0, 0)]
PROBLEMS = [Problem(source, line, column, ("项目", "1"), "不对") for source, line, column in PLACES]


@given(st.permutations(PROBLEMS + PROBLEMS[:2]))
def test_problems_are_sorted_and_told_once_whatever_their_order(problems: list[Problem]) -> None:
    error = InputError(problems)
    places = [(problem.source, problem.line, problem.column) for problem in error.problems]
    assert places == sorted(set(PLACES))
    assert str(error).splitlines() == [str(problem) for problem in error.problems]


def test_a_problem_shows_its_place_labels_and_words() -> None:
    assert (
        str(Problem("facts.yaml", 7, 12, ("项目", "1", "年初预算"), "应为数字"))
        == "facts.yaml:7:12: 项目 → 1 → 年初预算：应为数字"
    )


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    assert str(Problem("facts.yaml", message="找不到文件")) == "facts.yaml：找不到文件"


def test_a_single_problem_makes_an_error() -> None:
    assert str(InputError.of("facts.yaml", "应为数字", line=1, column=2)) == "facts.yaml:1:2：应为数字"
