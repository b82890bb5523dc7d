"""Which findings make a check fail."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.core.findings import Report, Severity
from drafter.core.presentation import SEVERITIES

__all__ = ["exit_code"]


def exit_code(reports: Sequence[Report], fail_level: Severity = "error") -> int:
    """1 if any report has a finding at or above the level, else 0. 2, could not run, is not for a report to say."""
    failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    return int(any(finding.severity in failing for report in reports for finding in report.findings))
