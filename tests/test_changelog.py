"""CHANGELOG.md: its newest version is the program's; versions and dates only go up; what it says of tags makes one."""

from __future__ import annotations

import re
from itertools import pairwise

from drafter import __version__
from tests.support.drafting import ROOT

PAGE = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASES = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2}|未发布)$", PAGE, re.MULTILINE)
KINDS = {"新增", "改变", "修正", "移除", "弃用", "安全"}


def test_the_newest_version_is_the_programs() -> None:
    assert ".".join(RELEASES[0][:3]) == __version__


def test_every_section_is_a_version_and_newer_ones_stand_first() -> None:
    assert len(RELEASES) == len(re.findall(r"^## ", PAGE, re.MULTILINE))
    assert all(tuple(map(int, later[:3])) > tuple(map(int, earlier[:3])) for later, earlier in pairwise(RELEASES))
    dates = [release[3] for release in RELEASES]
    assert "未发布" not in dates[1:]
    assert dates == sorted(dates, reverse=True)


def test_a_section_says_what_was_added_changed_or_mended() -> None:
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        assert (kinds := re.findall(r"^### (.+)$", section, re.MULTILINE))
        assert set(kinds) <= KINDS
        assert len(kinds) == len(set(kinds))


def test_links_to_versions_are_to_versions_that_are_listed() -> None:
    listed = {".".join(release[:3]) for release in RELEASES}
    assert set(re.findall(r"^\[([\d.]+)\]: ", PAGE, re.MULTILINE)) <= listed
