"""What drafter writes, drafter check has nothing to say against: only the gaps that drafting left for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.core.errors import InputError
from drafter.core.findings import Finding
from drafter.verbs.catalogue import list_types
from drafter.verbs.check import CheckJob, check_one, load_facts_side, load_settings
from drafter.verbs.draft import Drafted, draft

EXAMPLES = sorted((Path(__file__).resolve().parent.parent.parent / "examples").glob("*/facts.yaml"))
TYPES = [name for name, _ in list_types()]
GAPS = ("【待补", "【待确认")


def said_of(drafted: list[Drafted], facts: Path | None) -> list[Finding]:
    """The findings of every severity, without the gaps that drafting left on purpose."""
    job = CheckJob(facts=facts)
    settings, side = load_settings(job), load_facts_side(job)
    reports = [check_one(report.path, settings, side).report for report in drafted]
    findings = [finding for report in reports if report is not None for finding in report.findings]
    return [finding for finding in findings if not (finding.rule == "TX01" and finding.quote.startswith(GAPS))]


@pytest.mark.parametrize("facts", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_draft_of_the_facts_own_types_has_no_finding(facts: Path, tmp_path: Path) -> None:
    drafted = draft(facts, output=tmp_path)
    assert drafted
    assert said_of(drafted, None) == []
    assert said_of(drafted, facts) == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("facts", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_draft_of_any_type_has_none_but_facts_that_it_has_no_place_for(facts: Path, kind: str, tmp_path: Path) -> None:
    try:
        drafted = draft(facts, types=(kind,), output=tmp_path)
    except InputError:
        pytest.skip("the facts are scored by another type's weights")
    assert [finding for finding in said_of(drafted, facts) if finding.rule != "NU21"] == []
