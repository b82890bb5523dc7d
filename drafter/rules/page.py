"""A rule's page, ``pages/TB03.md``: what the rule is and takes, between two lines of dashes, then its Chinese manual.

The head is YAML of the plainest kind, a key and a text or a list in brackets on each line, and is read as lines: reading 56 of
them as YAML takes 20 ms, twice as long as all the rest of loading the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drafter.config.settings import Setting
from drafter.core.findings import Severity
from drafter.core.presentation import SEVERITIES
from drafter.rules.base import Check, Rule

__all__ = ["PAGES", "RulePage", "computed", "read_page"]

PAGES = Path(__file__).parent / "pages"
LISTS = ("tables", "shapes", "slips", "except_slips", "options")


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a page says of its rule."""

    code: str
    name: str
    title: str
    severity: Severity
    computed_by: str
    """The module that computes what the rule reports, as a path in the repository."""
    manual: str
    """做什么, 为什么, 依据, 错误示例, 正确示例, in Markdown."""
    tables: tuple[str, ...] = ()
    """The kinds of table judgements that the rule reports (`drafter.tables.judgement.Kind`)."""
    shapes: tuple[str, ...] = ()
    """The shapes of claims that it reports; with `slips` alone, of any shape."""
    slips: tuple[str, ...] = ()
    """Only claims with one of these diagnoses."""
    except_slips: tuple[str, ...] = ()
    """No claims with one of these: they are another rule's."""
    advice: str = ""
    """For a rule about passages that were carried over: what to do about one."""
    options: tuple[str, ...] = ()
    """What ``configs/wording_rules.yaml`` may say of the rule."""

    def rule(self, check: Check, options: type[Setting] | None = None) -> Rule:
        """The rule of this page with what it reports of a document."""
        return Rule(self.code, self.name, self.title, self.severity, check=check, page=self.manual, options=options)


def read_page(code: str) -> RulePage:
    """The page of a rule; a page of ours that is not written right is a bug and raises."""
    _, head, manual = (PAGES / f"{code}.md").read_text(encoding="utf-8").split("---\n", 2)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    severities: dict[str, Severity] = {level: level for level in SEVERITIES}
    return RulePage(
        said["code"],
        said["name"],
        said["title"],
        severities[said["severity"]],
        said["computed_by"],
        manual.strip(),
        advice=said.get("advice", ""),
        **{key: _items(said.get(key, "")) for key in LISTS},
    )


def _items(written: str) -> tuple[str, ...]:
    """The members of a list such as ``[growth, growth-from]``."""
    inside = written.removeprefix("[").removesuffix("]")
    return tuple(inside.split(", ")) if inside else ()


def computed(code: str, check: Check, options: type[Setting] | None = None) -> Rule:
    """The rule of a page whose findings a function of its own works out."""
    return read_page(code).rule(check, options)
