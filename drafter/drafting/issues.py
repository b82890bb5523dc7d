"""Problems and the measures that answer them: the unit's own, those it adopted, and those that the facts themselves propose.

A proposal prints its computed observation and is marked 待确认 until the facts file says 采用 or 不采用. Every problem comes out
with at least one measure; where the unit gave none for a problem of its own, the draft asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.core.errors import InputError, Problem
from drafter.core.provenance import Fragment, Origin, Segment
from drafter.core.text import nearest
from drafter.drafting.phrases import PhraseChooser
from drafter.facts.values import FactNode, Missing
from drafter.wording.phrasebank import Phrase

__all__ = ["Issue", "collect_issues"]

ALIKE = 70
"""A heading of the unit's own that is this like a proposal's (of 100) already says it."""


@dataclass(slots=True)
class Issue:
    """A problem with its measures."""

    heading: Fragment
    text: Fragment = field(default_factory=Fragment)
    reason: Fragment = field(default_factory=Fragment)
    measures: list[Fragment] = field(default_factory=list)
    proposal: str = ""
    """What to write behind 采用 in the facts file; empty for a confirmed problem."""

    def node(self) -> FactNode:
        """As templates see it: 标题, 情况, 原因, 措施, 待确认."""
        mark = Fragment()
        if self.proposal:
            mark = Fragment.of("【待确认】", Origin("proposal", self.proposal))
        values: dict[str, Any] = {"标题": self.heading, "情况": self.text, "原因": self.reason}
        return FactNode(("问题",), 0, {**values, "措施": tuple(self.measures), "待确认": mark})


class _Collector:
    def __init__(self, project: FactNode, chooser: PhraseChooser, source: str) -> None:
        self.project = project
        self.chooser = chooser
        self.source = source
        self.problems: list[Problem] = []
        self.settled: set[str] = set()
        self.issues: list[Issue] = []

    def collect(self) -> list[Issue]:
        """The unit's own problems first, then proposals."""
        for node in self.project["问题"]:
            self._given(node)
        own = [issue.heading.plain for issue in self.issues]
        for entry in self.chooser.bank.of_kind("问题"):
            for values in self.chooser.offered(entry):
                code = _code(entry, values)
                if entry.code not in self.settled and code not in self.settled and not _said(entry, own):
                    self.issues.append(self._from_entry(entry, values, None, code))
        if self.problems:
            raise InputError(self.problems)
        return self.issues

    def _given(self, node: FactNode) -> None:
        if not isinstance(node["不采用"], Missing):
            self._known_entry(node, "不采用")
            self.settled.add(node["不采用"].plain)
        elif not isinstance(node["采用"], Missing):
            self._adopted(node)
        else:
            issue = Issue(node["标题"], _optional(node["情况"]), _optional(node["原因"]), self._measures(node, {}))
            if not issue.measures:
                gap = Missing((*node.path, "措施"), node.line, asked=True)
                issue.measures.append(Fragment((gap.segment(),)))
            self.issues.append(issue)

    def _adopted(self, node: FactNode) -> None:
        entry = self._known_entry(node, "采用")
        if entry is None:
            return
        code = node["采用"].plain
        self.settled.add(code)
        found = [values for values in self.chooser.offered(entry) if code in (entry.code, _code(entry, values))]
        if not found:
            self._problem(
                node, "采用", f"事实不支持问题“{code}”（条件：{entry.condition}），请删去这一条，或自己写“标题”和“情况”"
            )
        for values in found:
            issue = self._from_entry(entry, {**values, "原因": node["原因"]}, node, "")
            if not isinstance(node["标题"], Missing):
                issue.heading = node["标题"]
            if not isinstance(node["情况"], Missing):
                issue.text = node["情况"]
            self.issues.append(issue)

    def _from_entry(self, entry: Phrase, values: dict[str, Any], node: FactNode | None, proposal: str) -> Issue:
        issue = Issue(self.chooser.heading(entry, values), self.chooser.render(entry, values), proposal=proposal)
        if node is not None:
            issue.measures = self._measures(node, values)
        if not issue.measures:
            issue.measures = list(self._answers(entry, values))
        return issue

    def _answers(self, entry: Phrase, values: dict[str, Any]) -> Iterator[Fragment]:
        """The measures that an entry names, with the entry's own item; the first is enough where facts bear no more."""
        for code in entry.answers:
            measure = self.chooser.bank.get(code)
            if measure and self._bears(measure, values):
                yield self.chooser.render(measure, values)

    def _bears(self, measure: Phrase, values: dict[str, Any]) -> bool:
        place, line = self.chooser.bank.places[measure.code]
        name = f"{place}（{measure.code}·条件）"
        if measure.each and "项" not in values:
            return False
        return not measure.condition or self.chooser.environment.evaluate(measure.condition, values, name, line)

    def _measures(self, node: FactNode, values: dict[str, Any]) -> list[Fragment]:
        """What the unit wrote under the problem, and what its 改进意见 say against it."""
        found: list[Fragment] = []
        for text in node["措施"]:
            entry = self.chooser.bank.get(text.plain)
            if entry is not None and entry.kind == "措施" and entry.each and "项" not in values:
                self._problem(node, "措施", f"措施“{entry.code}”只能用在逐项提出的问题下面（采用: 问题编号），这里请自己写一句")
            elif entry is not None and entry.kind == "措施":
                found.append(self.chooser.render(entry, {**self.chooser.values, **values}))
            else:
                found.append(text)
        named = {value.plain for value in (node["标题"], node["采用"]) if isinstance(value, Fragment)}
        found += [measure["内容"] for measure in self.project["改进意见"] if measure["针对"].plain in named]
        if not found and isinstance(node["措施"], Missing) and node["措施"].asked:
            found.append(Fragment((node["措施"].segment(),)))
        return found

    def _known_entry(self, node: FactNode, key: str) -> Phrase | None:
        code = node[key].plain
        entry = self.chooser.bank.get(code.split("：")[0])
        if entry is None or entry.kind != "问题":
            guess = nearest(code, self.chooser.bank.codes("问题"))
            hint = f"，是不是“{guess}”？" if guess else "；可用的编号见 drafter phrases"
            self._problem(node, key, f"常用语库里没有问题“{code}”{hint}")
            return None
        return entry

    def _problem(self, node: FactNode, key: str, message: str) -> None:
        self.problems.append(Problem(self.source, node.line, 1, (*node.path, key), message))


def collect_issues(project: FactNode, chooser: PhraseChooser, source: str) -> list[Issue]:
    """The problems of a project, each with its measures.

    Raises `InputError` where the facts name an unknown phrase, or adopt a problem that the facts do not bear.
    """
    return _Collector(project, chooser, source).collect()


def _code(entry: Phrase, values: dict[str, Any]) -> str:
    """``指标未达标：读者满意度`` for an entry that goes item by item, else the plain code."""
    item = values.get("项")
    if not entry.each or not isinstance(item, FactNode):
        return entry.code
    for name in ("名称", "科目", "来源", "去向"):
        if name in item and isinstance(item[name], Fragment):
            return f"{entry.code}：{item[name].plain}"
    return entry.code


def _said(entry: Phrase, headings: list[str]) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.ratio(entry.heading or "", heading) >= ALIKE for heading in headings)


def _optional(value: Any) -> Fragment:
    if isinstance(value, Missing):
        return (
            Fragment((Segment(f"【待补：{value.label}】", Origin("gap", " → ".join(value.path), value.line)),))
            if value
            else Fragment()
        )
    return value if isinstance(value, Fragment) else Fragment()
