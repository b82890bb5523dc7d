"""Which findings are listed, and which make a check fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.core.findings import Report, Severity
from drafter.core.presentation import SEVERITIES

__all__ = ["at_or_above", "exit_code"]


def at_or_above(report: Report, least: Severity) -> Report:
    """The report with the findings of that level and the graver ones."""
    levels = SEVERITIES[: SEVERITIES.index(least) + 1]
    return replace(report, findings=tuple(finding for finding in report.findings if finding.severity in levels))


def exit_code(reports: Sequence[Report], fail_level: Severity = "error") -> int:
    """1 if any report has a finding at or above the level, else 0. 2, could not run, is not for a report to say."""
    failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    return int(any(finding.severity in failing for report in reports for finding in report.findings))
