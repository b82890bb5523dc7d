"""Repeated amounts that differ: which are told, how gravely, and how often."""

from __future__ import annotations

from fractions import Fraction

import pytest

from drafter.claims.repeat_lookup import CROWDED
from drafter.claims.slips import slips_of
from drafter.rules.engine import check_document
from tests.support.claim_samples import check_settings, document_of, passage_of


def _told(text: str) -> list[tuple[str, str, str]]:
    report = check_document(document_of(text), "例", check_settings())
    return [(f.rule, f.severity, f.stated) for f in report.findings if f.rule == "NU13"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("本年实际支出94.44万元。针对实际支出94.54万元的情况，按月通报。", 1, id="two places, told once"),
        pytest.param(
            "下达一般公共预算资金30.00万元，又下达一般公共预算资金67.75万元，一般公共预算资金97.75万元。", 0, id="parts"
        ),
        pytest.param("上年实际支出94.54万元，本年实际支出94.44万元，全年实际支出94.44万元。", 0, id="another year"),
        pytest.param("部门评价得分97.5分，绩效自评得分98.5分，绩效自评得分98.5分。", 0, id="scores of two things"),
        pytest.param("本年实际支出94.44万元，实际支出12.30万元，实际支出94.44万元。", 0, id="no slip"),
    ],
)
def test_the_odd_one_out_is_told_once(text: str, told: int) -> None:
    assert len(_told(text)) == told


def test_two_places_are_a_note_and_three_an_error() -> None:
    two = "本年实际支出94.44万元。针对实际支出94.54万元的情况，按月通报。"
    assert [severity for _, severity, _ in _told(two)] == ["note"]
    assert [severity for _, severity, _ in _told(two + "全年实际支出94.44万元。")] == ["error"]


@pytest.mark.parametrize("meant", ["94.45", "49.44", "9.44", "944.4", "994.44"])
def test_every_slip_can_be_undone(meant: str) -> None:
    figure = passage_of("支出94.44万元。").figures[0]
    assert Fraction(meant) in set(slips_of(figure))
    assert figure.range.middle not in set(slips_of(figure))


@pytest.mark.parametrize(("others", "told"), [(CROWDED - 2, 1), (CROWDED - 1, 0)])
def test_of_a_name_with_sixty_numbers_none_is_a_slip(others: int, told: int) -> None:
    crowd = "".join(f"实际支出{700 + number}万元。" for number in range(others))
    found = _told(f"实际支出94.44万元。实际支出94.54万元。实际支出94.54万元。{crowd}")
    assert [stated for _, _, stated in found].count("94.44万元") == told
