"""The phrasebank holds what it promises: offered only where the facts bear it, whole sentences, a fact in every one.

The cases are data, one file for each file of the phrasebank: ``tests/cases/phrasebank/*.yaml`` maps a 编号 to facts under which the
entry is offered (应当) and to facts that come close and do not bear it (不应).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import Environment, nodes

from drafter.config.reader import read_yaml
from drafter.core.provenance import Fragment
from drafter.drafting.composer import _Composition
from drafter.drafting.diagnosis.situations import situation_of
from drafter.drafting.phrases import PhraseChooser, PriorText
from drafter.facts.sheet import FactSheet
from drafter.wording.phrasebank import Phrase
from tests.support.cases import CASES
from tests.support.drafting import ROOT, chooser_of, composer, composition, facts_of, load_data, plans, written_numbers

CASES_FOLDER = CASES / "phrasebank"
BANK = composer().bank
ENTRIES = {entry.code: entry for entry in BANK}
PROBLEMS = BANK.of_kind("问题")
MEASURES = BANK.of_kind("措施")

FEWEST_PROBLEMS = FEWEST_MEASURES = 25
FEWEST_WORDINGS = 3
YEARS = range(1990, 2100)

BAD_PUNCTUATION = re.compile(r"[，。；：、！？]{2,}|（）|“”|《》|[（“《][，。；、]|[，；：、][）》]|\s|【】")


@dataclass(frozen=True)
class Case:
    """One project of the case files, and whether it bears the entry."""

    code: str
    offered: bool
    number: int
    project: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.code}·{'应当' if self.offered else '不应'}·{self.number}"

    @property
    def complete(self) -> bool:
        return "待补" not in str(self.project)

    def sheet(self) -> FactSheet:
        return load_data(facts_of(self.project))

    def chooser(self) -> PhraseChooser:
        """The phrase chooser for the project; the same one for every test that only reads."""
        return _chooser(self.name)


@functools.cache
def cases() -> list[Case]:
    found = []
    for path in sorted(CASES_FOLDER.glob("*.yaml")):
        for code, kinds in read_yaml(path).data["例"].items():
            for kind, projects in kinds.items():
                assert kind in {"应当", "不应"}, f"{path.name}: {code} 下面只能有 应当 和 不应"
                found += [Case(code, kind == "应当", number, dict(p or {})) for number, p in enumerate(projects, 1)]
    return found


@functools.cache
def _chooser(name: str) -> PhraseChooser:
    return chooser_of(next(case for case in cases() if case.name == name).sheet())


def named(found: list[Case]) -> Any:
    return pytest.mark.parametrize("case", found, ids=[case.name for case in found])


def entries(found: Any) -> Any:
    listed = list(found)
    return pytest.mark.parametrize("entry", listed, ids=[entry.code for entry in listed])


BEARING = [case for case in cases() if case.offered and case.code in ENTRIES]


def borne(case: Case, chooser: PhraseChooser) -> list[dict[str, Any]]:
    """The values under which an entry comes into a report."""
    found = list(chooser.offered(ENTRIES[case.code]))
    return [{**values, **named_items(case, ENTRIES[case.code], [values])} for values in found]


def named_items(case: Case, entry: Phrase, offered: list[dict[str, Any]]) -> dict[str, Any]:
    """What a situation calls its items."""
    made = composition(case.sheet())
    return made.teller.names(situation_of(made.chooser, entry, made.values["项目"], offered))


def rendered(chooser: PhraseChooser, entry: Phrase, values: Any) -> list[Fragment]:
    return [chooser._rendered(entry, index, values) for index in range(len(entry.wordings))]


@functools.cache
def answered_by(measure: str) -> list[Case]:
    """The cases of the problems that a measure answers."""
    return [case for case in BEARING if case.code in ENTRIES and measure in ENTRIES[case.code].answers]


# ---- The bank as a whole ----


def test_each_case_belongs_to_an_entry() -> None:
    assert {case.code for case in cases()} <= set(ENTRIES)


def test_no_two_entries_share_a_code() -> None:
    written = [line for path in sorted((ROOT / "phrasebank").glob("*.yaml")) for line in _codes(path.read_text("utf-8"))]
    assert [code for code, count in Counter(written).items() if count > 1] == []
    assert set(written) == set(ENTRIES)


def _codes(text: str) -> list[str]:
    return re.findall(r"^- 编号: (.+)$", text, re.MULTILINE)


def test_there_are_enough_problems_and_measures() -> None:
    assert len(PROBLEMS) >= FEWEST_PROBLEMS
    assert len(MEASURES) >= FEWEST_MEASURES


def test_each_measure_answers_some_problem() -> None:
    answered = {code for problem in PROBLEMS for code in problem.answers}
    assert {measure.code for measure in MEASURES} == answered


def test_only_problems_name_answers() -> None:
    assert [entry.code for entry in BANK if entry.answers and entry.kind != "问题"] == []


# ---- Each entry ----


@entries(entry for entry in BANK if entry.kind not in {"措施", "句式"})
def test_an_entry_with_a_condition_has_cases_of_both_kinds(entry: Phrase) -> None:
    kinds = {case.offered for case in cases() if case.code == entry.code}
    wanted = {True, False} if entry.condition else {True}
    assert wanted <= kinds


@entries(MEASURES)
def test_a_measure_reads_as_a_sentence_that_tells_a_fact_for_a_problem_that_it_answers(entry: Phrase) -> None:
    (case, *_) = answered_by(entry.code)
    chooser = case.chooser()
    problem = ENTRIES[case.code]
    offered = list(chooser.offered(problem))
    values = {**offered[0], **named_items(case, problem, offered)}
    for fragment in rendered(chooser, entry, values):
        assert fragment.plain.endswith("。")
        assert not BAD_PUNCTUATION.search(fragment.plain), fragment.plain
        assert {segment.origin.kind for segment in fragment.segments} & {"fact", "formula", "text"}, fragment.plain


@entries(BANK)
def test_an_entry_has_several_wordings_and_no_two_alike(entry: Phrase) -> None:
    assert len(entry.wordings) >= FEWEST_WORDINGS
    assert len(set(entry.wordings)) == len(entry.wordings)


@entries(BANK)
def test_all_wordings_of_an_entry_use_the_same_slots(entry: Phrase) -> None:
    first, *others = [_slots(wording) for wording in entry.wordings]
    for other in others:
        assert other == first


def _slots(wording: str) -> set[str]:
    """The names that a wording reads, as dotted paths from the outermost name; a loop's own variable with its list."""
    tree = Environment(autoescape=True).parse(wording)
    loops = {loop.target.name: _path(loop.iter) for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    found = set()
    for path in {_path(node) for node in _outermost(tree)} - {"loop.last", "loop.first"}:
        head, _, rest = path.partition(".")
        found.add(f"{loops[head]}[].{rest}" if head in loops else path)
    return found


def _outermost(node: nodes.Node) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.Getattr | nodes.Name) and getattr(node, "ctx", "load") == "load":
        yield node
        return
    for child in node.iter_child_nodes():
        yield from _outermost(child)


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__


@entries(BANK)
def test_no_number_is_written_into_a_phrase(entry: Phrase) -> None:
    texts = [entry.wordings, entry.headings, entry.joint, entry.effects, entry.attached, entry.goals]
    for text in [text for part in texts for text in part]:
        assert written_numbers(text) == []


@entries(PROBLEMS)
def test_a_problem_has_a_heading_and_measures_that_answer_it(entry: Phrase) -> None:
    assert entry.headings
    assert entry.answers
    assert [code for code in entry.answers if code not in ENTRIES or ENTRIES[code].kind != "措施"] == []


@entries(entry for entry in BANK if entry.kind in {"常用语", "成效", "句式"})
def test_only_problems_and_measures_have_headings(entry: Phrase) -> None:
    assert entry.headings == []


@entries(MEASURES)
def test_a_measure_is_headed_by_what_is_done_in_several_wordings(entry: Phrase) -> None:
    assert len(set(entry.headings)) >= FEWEST_WORDINGS


# ---- Each case ----


@named(cases())
def test_an_entry_is_offered_exactly_where_the_facts_bear_it(case: Case) -> None:
    assert bool(list(case.chooser().offered(ENTRIES[case.code]))) == case.offered


@named(BEARING)
def test_an_entry_reads_as_a_sentence_that_tells_a_fact_and_asks_for_nothing_in_all_its_wordings(case: Case) -> None:
    entry = ENTRIES[case.code]
    chooser = case.chooser()
    for values in borne(case, chooser):
        for fragment in rendered(chooser, entry, values):
            text = fragment.plain
            assert text.endswith("。"), text
            assert not BAD_PUNCTUATION.search(text), text
            gaps = [segment.origin.path for segment in fragment.segments if segment.origin.kind == "gap"]
            assert gaps == [] or not case.complete
            kinds = {segment.origin.kind for segment in fragment.segments}
            assert kinds & {"fact", "formula", "text"} or entry.kind != "问题", text


@named([case for case in BEARING if ENTRIES[case.code].kind == "问题" and ENTRIES[case.code].standing == "问题"])
def test_a_problem_is_told_once_with_a_measure_or_one_of_the_same_matter_is(case: Case) -> None:
    made = composition(case.sheet())
    told = [issue for issue in made.issues.issues if issue.situation]
    silenced = {code for issue in told for code in issue.situation.entry.silences}
    matters = {s.entry.matter for issue in told for s in (issue.situation, *issue.situation.follows)} - {""}
    assert case.code in made.issues.kinds() | silenced or ENTRIES[case.code].matter in matters
    for issue in told:
        assert issue.text.plain.endswith("。")
        assert not BAD_PUNCTUATION.search(issue.text.plain), issue.text.plain
        for measure in issue.measures:
            assert measure.plain.endswith("。")
            assert not BAD_PUNCTUATION.search(measure.plain), measure.plain


@named([case for case in BEARING if ENTRIES[case.code].kind == "问题" and ENTRIES[case.code].standing != "问题"])
def test_advice_and_gaps_of_filling_come_on_the_screen_and_not_into_the_report(case: Case) -> None:
    issues = composition(case.sheet()).issues
    assert case.code in {note.code for note in issues.advice}
    assert case.code not in issues.kinds()


# ---- The choice ----


@named(BEARING)
def test_the_same_unit_and_year_give_the_same_wording(case: Case) -> None:
    entry = ENTRIES[case.code]
    twice = [[c.render(entry, v).plain for v in borne(case, c)] for c in (case.chooser(), chooser_of(case.sheet()))]
    assert twice[0] == twice[1]


@named([case for case in BEARING if case.number == 1])
def test_the_wording_changes_over_the_years(case: Case) -> None:
    entry = ENTRIES[case.code]
    project = {key: value for key, value in case.project.items() if key != "上年项目"}
    wanted, chosen = set(range(len(entry.wordings))), set[int]()
    for year in YEARS:
        chooser = chooser_of(load_data(facts_of(project, year=year)))
        chosen.add(chooser.order(entry.code, len(entry.wordings), chooser.values)[0])
        if chosen == wanted:
            break
    assert chosen == wanted


def test_the_wording_differs_between_projects_of_a_unit() -> None:
    entry = next(entry for entry in BANK if entry.slot == "措施句")
    sheet = {"单位": {"名称": "某单位"}, "年度": 2024, "项目": [{"名称": f"第{n}个项目"} for n in range(8)]}
    loaded = load_data(sheet)
    chosen = {_composed(loaded, index).order(entry.code, len(entry.wordings), {})[0] for index in range(8)}
    assert len(chosen) > 2


def _composed(sheet: FactSheet, index: int) -> PhraseChooser:
    plan = next(iter(plans().values()))
    return _Composition(composer(), sheet, sheet.projects[index], plan, PriorText()).chooser


@named([case for case in BEARING if case.number == 1])
def test_what_last_year_said_is_said_otherwise(case: Case) -> None:
    entry = ENTRIES[case.code]
    chooser = chooser_of(case.sheet())
    for values in borne(case, chooser):
        wordings = [fragment.plain for fragment in rendered(chooser, entry, values)]
        for said in wordings:
            chooser._prior = PriorText(f"去年的报告写道：{said}")
            assert chooser.render(entry, values).plain != said
        chooser._prior = PriorText("".join(wordings))
        assert chooser.render(entry, values).plain in wordings
