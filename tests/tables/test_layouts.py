"""A right document stays right however its tables are printed, and one wrong digit is found in any print."""

from __future__ import annotations

import random

import pytest

from tests.support.layouts import case_of, judged, spoilt, told
from tests.support.nine_figures import Unit
from tests.support.nine_tables import Layout, Printer

DOCUMENTS = 24
"""More by hand: python -m benchmarks.bench_layouts --n 1000."""


@pytest.mark.parametrize("number", range(DOCUMENTS))
def test_right_tables_are_right_in_any_layout_and_a_wrong_digit_is_found(number: int) -> None:
    unit, layout = case_of(number)
    document = Printer(unit, layout).document()
    found = judged(document)
    assert not [one.message for one in told(found)], layout
    wrong, change = spoilt(document, found, random.Random(number))
    assert [one for one in told(judged(wrong)) if one.verdict == "fails"], (layout, change)


@pytest.mark.parametrize(("name", "choice"), [(name, choice) for name, values in Layout.choices().items() for choice in values])
def test_each_choice_of_a_layout_by_itself(name: str, choice: object) -> None:
    layout = Layout(**{name: choice})  # type: ignore[arg-type]
    assert not [one.message for one in told(judged(Printer(Unit.any(random.Random(7)), layout).document()))]
