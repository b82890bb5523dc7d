"""A fragment compares like its words and never loses where they come from."""

from __future__ import annotations

import pytest

from drafter.core.provenance import Fragment, Origin, Segment, UnprintableError

FACT = Origin("fact", "项目 → 1 → 资金 → 支出", 12)
spent = Fragment((Segment("支出"), Segment("94.44万元", FACT)))


def test_a_fragment_equals_its_words() -> None:
    assert spent == "支出94.44万元"
    assert spent == Fragment.of("支出94.44万元")
    assert spent != "支出"
    assert hash(spent) == hash("支出94.44万元")
    assert spent != 94


def test_a_fragment_is_searched_like_its_words() -> None:
    assert "出94" in spent
    assert "结余" not in spent
    assert len(spent) == 9


@pytest.mark.parametrize("use", [str, "{}".format, "%s".__mod__], ids=["str", "format", "percent"])
def test_a_fragment_refuses_to_become_a_bare_string(use: type[str]) -> None:
    with pytest.raises(UnprintableError, match="来源会丢失"):
        use(spent)


def test_joining_keeps_every_origin() -> None:
    joined = Fragment.join([Fragment.of("甲"), spent, Fragment()])
    assert [segment.origin for segment in joined.segments] == [Origin(), Origin(), FACT]
    assert joined.plain == "甲支出94.44万元"


@pytest.mark.parametrize(("fragment", "something"), [(Fragment(), False), (Fragment.of(" \n"), False), (spent, True)])
def test_a_fragment_without_words_is_nothing(fragment: Fragment, something: bool) -> None:
    assert bool(fragment) is something
