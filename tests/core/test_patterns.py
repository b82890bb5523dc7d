"""A pattern is compiled when the first text comes that it may be found in, and answers as a compiled one does."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from unittest import mock

import pytest

from drafter.core import patterns
from drafter.core.patterns import is_trusted, lazy_re, tried_re, trust

WRITTEN = r"(?P<name>支出|收入)决算为(\d+)"


@pytest.fixture
def compiled() -> Iterator[mock.Mock]:
    with mock.patch.object(re, "compile", wraps=re.compile) as compiled:
        yield compiled


def test_nothing_is_compiled_before_a_text_has_the_words(compiled: mock.Mock) -> None:
    pattern = lazy_re(WRITTEN)
    assert pattern.pattern == WRITTEN
    assert not pattern.search("支出预算为8")
    assert not list(pattern.finditer("决算为8"))
    assert not compiled.called
    assert pattern.search("支出决算为8")
    assert pattern.search("收入决算为9")
    assert compiled.call_count == 1


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "finditer", "split"])
def test_it_answers_as_the_compiled_pattern(method: str) -> None:
    lazy, usual = lazy_re(WRITTEN), re.compile(WRITTEN)
    for text in ("", "支出", "支出决算为8", "本年支出决算为8，收入决算为9。", "支出"):
        answers = [getattr(pattern, method)(text) for pattern in (lazy, usual)]
        first, second = (list(map(str, found)) if method == "finditer" else str(found) for found in answers)
        assert first == second


def test_a_span_is_kept_to() -> None:
    pattern = lazy_re("决算")
    assert pattern.search("决算为决算", 1).start() == 3  # type: ignore[union-attr]
    assert pattern.search("决算为决算", 4) is None
    assert pattern.sub("预算", "决算为") == "预算为"


def test_letters_of_either_case_and_spread_patterns_are_found() -> None:
    assert lazy_re("range!", re.IGNORECASE).search("RANGE!A1")
    assert lazy_re("支出  # 决算", re.VERBOSE).search("支出")


def test_bytes_are_searched_too() -> None:
    assert lazy_re(rb"<w:t>\d").search(b"<w:t>8")


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


def test_a_broken_pattern_shows_when_it_is_needed() -> None:
    pattern = lazy_re("支出(")
    with pytest.raises(re.error):
        pattern.search("支出(")


def test_what_a_pattern_does_not_have_it_does_not_have_here() -> None:
    assert not hasattr(lazy_re("支出"), "found")


def test_only_a_trusted_text_is_not_tried(monkeypatch: pytest.MonkeyPatch, compiled: mock.Mock) -> None:
    monkeypatch.setattr(patterns, "_trusted", set())
    trust(["支出"])
    assert is_trusted("支出")
    assert not is_trusted("支出", "收入")
    tried_re("支出")
    assert not compiled.called
    tried_re("收入")
    assert compiled.called
    with pytest.raises(re.error):
        tried_re("收入(")
