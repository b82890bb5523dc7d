"""A pattern is compiled when it is first used, and answers as a compiled one does."""

from __future__ import annotations

import pickle
import re
from unittest import mock

import pytest

from drafter.core.patterns import lazy_re

WRITTEN = r"(?P<name>支出|收入)决算为(\d+)"


def test_nothing_is_compiled_before_the_first_search() -> None:
    with mock.patch.object(re, "compile", wraps=re.compile) as compiled:
        pattern = lazy_re(WRITTEN)
        assert pattern.pattern == WRITTEN
        assert not compiled.called
        assert pattern.search("支出决算为8")
        assert pattern.search("收入决算为9")
        assert compiled.call_count == 1


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "split"])
def test_it_answers_as_the_compiled_pattern(method: str) -> None:
    for text in ("支出决算为8", "本年支出决算为8，收入决算为9。", ""):
        lazy, usual = (getattr(pattern, method)(text) for pattern in (lazy_re(WRITTEN), re.compile(WRITTEN)))
        assert str(lazy) == str(usual)


def test_groups_and_flags_are_those_of_the_compiled_pattern() -> None:
    pattern = lazy_re(WRITTEN, re.MULTILINE)
    assert dict(pattern.groupindex) == {"name": 1}
    assert pattern.flags & re.MULTILINE


def test_patterns_of_the_same_text_and_flags_are_equal() -> None:
    assert lazy_re("支出") == lazy_re("支出")
    assert len({lazy_re("支出"), lazy_re("支出"), lazy_re("收入"), lazy_re("支出", re.MULTILINE)}) == 3


def test_it_is_sent_to_another_process_as_its_text() -> None:
    pattern = lazy_re("支出", re.MULTILINE)
    assert pattern.search("支出")
    copy = pickle.loads(pickle.dumps(pattern))
    assert copy == pattern
    assert copy.search("年支出")


def test_a_broken_pattern_shows_at_the_first_search() -> None:
    pattern = lazy_re("(")
    with pytest.raises(re.error):
        pattern.search("支出")


def test_what_a_pattern_does_not_have_it_does_not_have_here() -> None:
    assert not hasattr(lazy_re("支出"), "found")
