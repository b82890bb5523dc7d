"""One cause, one finding: what one wrong figure makes wrong in several places is reported once, with the other places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.core.findings import Cause, Finding
from drafter.core.presentation import SEVERITIES

__all__ = ["folded"]

SUREST = "NU20"
"""The rule that says what is right by the facts file, not by another figure of the report."""


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one cause as one: the gravest, of these the surest, then the one that states the wrong figure."""
    told: list[Finding] = []
    groups: dict[Cause, list[Finding]] = {}
    for finding in findings:
        if finding.cause is None:
            told.append(finding)
        else:
            groups.setdefault(finding.cause, []).append(finding)
    return told + [_one(cause, group) if len(group) > 1 else group[0] for cause, group in groups.items()]


def _one(cause: Cause, group: list[Finding]) -> Finding:
    best = min(group, key=lambda f: (SEVERITIES.index(f.severity), f.rule != SUREST, f.place.location != cause.location))
    rest = [finding for finding in group if finding is not best]
    places = dict.fromkeys((*best.others, *(place for finding in rest for place in (finding.place, *finding.others))))
    titles = "、".join(dict.fromkeys(f"{finding.title}（{_what(finding, cause)}）" for finding in rest))
    put = f"改为 {cause.meant} 就都相符" if cause.meant else "请先核对这个数"
    message = f"{best.message}；另有{titles}，也是因为 {cause.stated} 这个数：{put}"
    return replace(best, message=message, others=tuple(place for place in places if place != best.place))


def _what(finding: Finding, cause: Cause) -> str:
    """The rule of a further finding; where no one value would do for all, what is written there too."""
    return finding.rule if cause.meant else f"{finding.rule}，那里写的是 {finding.stated}"
