"""Problems and the measures that answer them: the unit's own, those it adopted, and the situations that the facts show.

A situation whose cause the facts don't state is marked 待确认 until the facts file says 采用 or 不采用. Every problem comes out with at
least one measure; where the unit gave none for a problem of its own, the draft asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from drafter.core.errors import InputError, Problem
from drafter.core.provenance import Advice, Fragment, Origin, Segment
from drafter.core.text import nearest
from drafter.drafting.diagnosis.same_causes import Causes
from drafter.drafting.diagnosis.situations import MOST, Situation, advice, diagnose, item_name, situation_of
from drafter.drafting.phrases import PhraseChooser
from drafter.drafting.telling import Teller
from drafter.facts.values import FactNode, Missing
from drafter.wording.phrasebank import Phrase
from drafter.wording.sentence_filters import sentence

__all__ = ["Issue", "Issues", "collect_issues"]

SHORTEST_HEADING, LONGEST_HEADING = 6, 24
_BREAKS = "，；。"


@dataclass(slots=True)
class Issue:
    """A problem with its measures."""

    heading: Fragment
    text: Fragment = field(default_factory=Fragment)
    reason: Fragment = field(default_factory=Fragment)
    measures: list[Fragment] = field(default_factory=list)
    measure_heading: Fragment = field(default_factory=Fragment)
    proposal: str = ""
    """What to write behind 采用 in the facts file; empty for a confirmed problem."""
    situation: Situation | None = None

    def node(self) -> FactNode:
        """As templates see it: 标题, 情况, 原因, 措施标题, 措施, 待确认."""
        mark = Fragment()
        if self.proposal:
            mark = Fragment.of("【待确认】", Origin("proposal", self.proposal))
        values: dict[str, Any] = {"标题": self.heading, "情况": self.text, "原因": self.reason, "措施标题": self.measure_heading}
        return FactNode(("问题",), 0, {**values, "措施": tuple(self.measures), "待确认": mark})


@dataclass(frozen=True, slots=True)
class Issues:
    """The problems of a report, and what is only for the screen."""

    issues: tuple[Issue, ...]
    advice: tuple[Advice, ...]

    def told(self) -> frozenset[tuple[str, ...]]:
        """The paths of the items that a problem tells about."""
        return frozenset(item.path for issue in self.issues if issue.situation for item in issue.situation.all_items)

    def kinds(self) -> frozenset[str]:
        """The kinds of all situations that are stated, alone or with others."""
        found = [issue.situation for issue in self.issues if issue.situation]
        return frozenset(s.kind for situation in found for s in (situation, *situation.follows))


class _Collector:
    def __init__(self, project: FactNode, chooser: PhraseChooser, causes: Causes, source: str, teller: Teller) -> None:
        self.project = project
        self.causes = causes
        self.chooser = chooser
        self.source = source
        self.teller = teller
        self.problems: list[Problem] = []
        self.settled: set[str] = set()
        self.issues: list[Issue] = []

    def collect(self) -> Issues:
        """The unit's own problems first, then what the facts show."""
        for node in self.project["问题"]:
            self._given(node)
        own = "\n".join(fragment.plain for issue in self.issues for fragment in (issue.heading, issue.text))
        found, beyond = diagnose(self.chooser, self.project, self.causes, settled=self.settled, own=own, given=len(self.issues))
        self.issues += [self._told(situation) for situation in found]
        self._check_advice()
        if self.problems:
            raise InputError(self.problems)
        return Issues(tuple(self.issues), (*self._advice(), *map(self._left_out, beyond)))

    def _told(self, situation: Situation) -> Issue:
        heading, measures = self.teller.measures(situation, self._against(situation))
        proposal = "" if situation.certain else _code(situation)
        return Issue(
            self.teller.heading(situation),
            self.teller.problem(situation),
            measures=measures,
            measure_heading=heading,
            proposal=proposal,
            situation=situation,
        )

    def _against(self, situation: Situation) -> list[FactNode]:
        """The records of 改进意见 that name this situation, by its code or an item's name."""
        names = {situation.kind, *situation.entry.aliases, _code(situation), *map(item_name, situation.items)}
        return [node for node in self.project["改进意见"] if isinstance(node["针对"], Fragment) and node["针对"].plain in names]

    def _given(self, node: FactNode) -> None:
        if not isinstance(node["不采用"], Missing):
            self._known_entry(node, "不采用")
            self.settled.add(node["不采用"].plain)
        elif not isinstance(node["采用"], Missing):
            self._adopted(node)
        else:
            issue = Issue(node["标题"], _optional(node["情况"]), _optional(node["原因"]))
            self._own_measures(issue, node, None)
            self.issues.append(issue)

    def _adopted(self, node: FactNode) -> None:
        entry = self._known_entry(node, "采用")
        if entry is None:
            return
        code = node["采用"].plain
        self.settled.add(code)
        item = code.partition("：")[2]
        offered = [v for v in self.chooser.offered(entry) if not item or item_name(v["项"]) == item]
        if not offered:
            self._problem(node, "采用", f"事实不支持问题“{code}”，请删去这一条，或自己写“标题”和“情况”")
            return
        reason = {"原因": node["原因"]} if isinstance(node["原因"], Fragment) else {}
        situation = situation_of(self.chooser, entry, self.project, [{**values, **reason} for values in offered])
        issue = self._told(situation)
        issue.proposal = ""
        if not isinstance(node["标题"], Missing):
            issue.heading = node["标题"]
        if not isinstance(node["情况"], Missing):
            issue.text = node["情况"]
        if node["措施"] or self._named_advice(node):
            self._own_measures(issue, node, situation)
        self.issues.append(issue)

    # ---- Measures of the unit's own ----

    def _own_measures(self, issue: Issue, node: FactNode, situation: Situation | None) -> None:
        """What the unit wrote under the problem, and what its 改进意见 say against it; a gap where it wrote nothing."""
        found = [self._worded(text, node, situation) for text in node["措施"]]
        found += [measure["内容"] for measure in self._named_advice(node) if isinstance(measure["内容"], Fragment)]
        found = [text for text in found if text]
        found[-1:] = [self.teller.assigned(text, (node, *self._named_advice(node))) for text in found[-1:]]
        if not found:
            gap = node["措施"] if isinstance(node["措施"], Missing) else Missing((*node.path, "措施"), node.line)
            found = [Fragment((Missing(gap.path, gap.line, asked=True).segment(),))]
        issue.measure_heading, issue.measures = self._headed(found, issue.heading)

    def _headed(self, measures: list[Fragment], problem: Fragment) -> tuple[Fragment, list[Fragment]]:
        """The first clause as the heading where words are left under it, else a heading that names the problem."""
        head, rest = _first_clause(measures[0])
        if head is not None and (rest or len(measures) > 1):
            return head, [m for m in (rest, *measures[1:]) if m]
        return self.teller.own_heading(problem), measures

    def _worded(self, text: Fragment, node: FactNode, situation: Situation | None) -> Fragment:
        """A measure as written, or in the words of the phrasebank where its code is written."""
        entry = self.chooser.bank.get(text.plain)
        if entry is None or entry.kind != "措施":
            return text
        if _about_items(entry) and (situation is None or not situation.items):
            self._problem(node, "措施", f"措施“{entry.code}”只能用在逐项提出的问题下面（采用: 问题编号），这里请自己写一句")
            return Fragment()
        named = {**situation.values, **self.teller.names(situation)} if situation else self.teller.no_names()
        return self.chooser.render(entry, {**self.chooser.values, **named})

    def _named_advice(self, node: FactNode) -> list[FactNode]:
        named = {value.plain for value in (node["标题"], node["采用"]) if isinstance(value, Fragment)}
        return [m for m in self.project["改进意见"] if isinstance(m["针对"], Fragment) and m["针对"].plain in named]

    # ---- What is wrong, and what is only for the screen ----

    def _check_advice(self) -> None:
        """改进意见 answer a problem that there is, or can be."""
        headings = {issue.heading.plain for issue in self.issues}
        items = {node["名称"].plain for node in self.project["指标"] if isinstance(node, FactNode)}
        for measure in self.project["改进意见"]:
            named = measure["针对"].plain if isinstance(measure["针对"], Fragment) else ""
            entry = self.chooser.bank.get(named.partition("：")[0])
            if named and named not in headings | items and (entry is None or entry.kind != "问题"):
                self._problem(measure, "针对", f"没有叫“{named}”的问题，“针对”要写问题的标题、编号或指标的名称")

    def _advice(self) -> Iterator[Advice]:
        for entry, values in advice(self.chooser, self.settled):
            item = values.get("项")
            line = item.line if isinstance(item, FactNode) else self.project.line
            text = self.chooser.render(entry, {**values, **self.teller.no_names()}).plain
            yield Advice("填报" if entry.standing == "填报" else "建议", entry.code, text, line)

    def _left_out(self, situation: Situation) -> Advice:
        text = f"“{self.teller.heading(situation).plain}”没有写进报告（问题最多写 {MOST} 个）；要写的，在“问题”里写“采用: {_code(situation)}”"
        return Advice("建议", situation.kind, text, self.project.line)

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


def collect_issues(project: FactNode, chooser: PhraseChooser, causes: Causes, source: str, teller: Teller) -> Issues:
    """The problems of a project, each with its measures.

    Raises `InputError` where the facts name an unknown phrase, or adopt a problem that the facts do not bear.
    """
    return _Collector(project, chooser, causes, source, teller).collect()


def _code(situation: Situation) -> str:
    """``满意度未达标：读者满意度`` for a situation of one item, else the plain code."""
    name = item_name(situation.items[0]) if len(situation.items) == 1 else ""
    return f"{situation.kind}：{name}" if name else situation.kind


def _about_items(entry: Phrase) -> bool:
    """Whether a measure speaks of the items of a problem."""
    return bool(entry.each) or any("名目" in wording for wording in entry.wordings)


def _first_clause(measure: Fragment) -> tuple[Fragment | None, Fragment]:
    """The words up to the first comma as a heading, and the rest; no heading where they are too short or too long for one."""
    text = measure.plain
    end = next((place for place, sign in enumerate(text) if sign in _BREAKS), -1)
    if (
        "\n" in text
        or not SHORTEST_HEADING <= end <= LONGEST_HEADING
        or any(s.origin.kind == "gap" for s in _cut(measure, 0, end).segments)
    ):
        return None, measure
    return _cut(measure, 0, end), sentence(_cut(measure, end + 1, len(text)))


def _cut(fragment: Fragment, start: int, end: int) -> Fragment:
    """Part of a fragment; each piece keeps its origin."""
    found, place = [], 0
    for segment in fragment.segments:
        words = segment.text[max(start - place, 0) : max(end - place, 0)]
        if words:
            found.append(Segment(words, segment.origin))
        place += len(segment.text)
    return Fragment(tuple(found))


def _optional(value: Any) -> Fragment:
    if isinstance(value, Missing):
        return (
            Fragment((Segment(f"【待补：{value.label}】", Origin("gap", " → ".join(value.path), value.line)),))
            if value
            else Fragment()
        )
    return value if isinstance(value, Fragment) else Fragment()
