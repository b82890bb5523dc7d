"""What holds for every draft, whatever facts it is made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given

from drafter.config.reader import read_yaml
from drafter.core.document import Heading, Location, PageBreak, Paragraph, SectionStart
from drafter.core.errors import InputError
from drafter.core.provenance import Anchor, Origin
from drafter.core.quantity import Quantity
from drafter.core.text import fold_width
from drafter.drafting.diagnosis.situations import MOST
from drafter.facts.values import Fact, Missing
from drafter.wording.sentence_filters import sentence
from tests.support.drafting import EXAMPLES, compose, composer, composition, load_data, load_text, plans
from tests.support.laws import examples
from tests.support.made_facts import facts

LAW = examples(
    100,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PLANS = pytest.mark.parametrize("plan", plans())

LEFTOVERS = ("{{", "}}", "{%", "%}", "{#", "Missing", "None", "undefined", "Fragment", "drafter.", "【=")
MALFORMED = re.compile(
    r"。。|，。|、。|；。|：。|，，|、、|；；|，、|、，|，；|。，|。；|（）|“”|《》|【】|（，|，）|^[，。；、：）”》]"
)
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
TEXT_REPORT = "项目支出绩效自评报告"


class Case:
    """A draft with everything that the law compares it with."""

    def __init__(self, data: dict[str, Any], plan: str) -> None:
        self.data = data
        self.plan = plan
        self.yaml = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        with recorded() as self.exact:
            self.sheet = load_text.__wrapped__(self.yaml)
            self.draft = compose(self.sheet, plan)

    def spans(self, locations: Iterable[Location]) -> dict[tuple[Any, ...], list[tuple[int, int]]]:
        """Spans by the paragraph, heading or cell that they lie in."""
        found: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
        for location in locations:
            found.setdefault((location.block, location.row, location.column), []).append((location.start, location.end))
        return found

    def section(self, name: str) -> list[str]:
        """The texts below the heading of a section."""
        inside, texts = False, []
        for block in self.draft.document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                inside = block.text.endswith(f"、{name}")
            elif inside and isinstance(block, Heading | Paragraph):
                texts.append(block.text)
        return texts


@contextmanager
def recorded() -> Iterator[dict[Origin, set[Fraction]]]:
    """While it lasts, the exact size of every fact that is made, by its origin."""
    exact: dict[Origin, set[Fraction]] = {}
    original = Fact.__init__

    def keep(fact: Fact, quantity: Quantity | None, number: Fraction | None, origin: Origin) -> None:
        original(fact, quantity, number, origin)
        if number is not None:
            exact.setdefault(origin, set()).add(abs(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Fact, "__init__", keep)
        yield exact


def printed(anchor: Anchor) -> Quantity:
    """The figure of an anchor, without sign, unit and hedge."""
    digits = DIGITS.search(fold_width(anchor.text))
    assert digits
    return Quantity(Decimal(digits[0].replace(",", "")))


# ---- What is printed ----


def nothing_of_the_template_language_is_left(case: Case) -> None:
    for _, text in case.draft.document.texts():
        assert not [word for word in LEFTOVERS if word in text], text


def punctuation_is_well_formed(case: Case) -> None:
    for location, text in case.draft.document.texts():
        assert not MALFORMED.search(text), (location, text)


def nothing_is_empty(case: Case) -> None:
    blocks = case.draft.document.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Heading | Paragraph):
            assert block.text.strip()
            assert "\n" not in block.text
        if isinstance(block, Heading) and block.level:
            below = next((b for b in blocks[index + 1 :] if not isinstance(b, PageBreak | SectionStart)), None)
            assert below is not None, block.text
            assert not isinstance(below, Heading) or below.level > block.level, block.text


def every_section_of_the_plan_comes_in_order(case: Case) -> None:
    wanted = [section.heading for section in plans()[case.plan].sections]
    found = [
        block.text.split("、", 1)[1] for block in case.draft.document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert found == [heading for heading in wanted if heading in found]
    assert wanted[0] in found


# ---- Where it comes from ----


def every_number_is_anchored(case: Case) -> None:
    anchored = case.spans(anchor.location for anchor in case.draft.anchors)
    marked = case.spans(mark.location for mark in case.draft.marks)
    for location, text in case.draft.document.texts():
        place = (location.block, location.row, location.column)
        for number in composer().numbers.find(text):
            digits = DIGITS.search(fold_width(text[number.start : number.end]))
            assert digits
            end = number.start + digits.end()
            inside_mark = any(start < end and number.start < stop for start, stop in marked.get(place, ()))
            inside_anchor = any(start <= number.start and end <= stop for start, stop in anchored.get(place, ()))
            assert inside_mark or inside_anchor, text[max(0, number.start - 10) : number.end + 10]


def anchors_show_the_words_at_their_places(case: Case) -> None:
    for anchor in case.draft.anchors:
        assert case.draft.document.text_at(anchor.location) == anchor.text
        assert any(character.isdigit() for character in anchor.text)
    assert [anchor.name for anchor in case.draft.anchors] == [f"F{n:04d}" for n in range(1, len(case.draft.anchors) + 1)]


def no_two_anchors_overlap(case: Case) -> None:
    for places in case.spans(anchor.location for anchor in case.draft.anchors).values():
        assert all(left[1] <= right[0] for left, right in pairwise(sorted(places)))


def a_printed_figure_stands_for_its_fact(case: Case) -> None:
    for anchor in case.draft.anchors:
        if anchor.origin.kind in {"fact", "formula", "plan"}:
            values = case.exact[anchor.origin]
            assert any(value in printed(anchor).interval() for value in values), (anchor, values)


def a_figure_of_the_facts_stands_in_the_line_that_it_names(case: Case) -> None:
    lines = [fold_width(line).replace(",", "") for line in case.yaml.split("\n")]
    for anchor in case.draft.anchors:
        if anchor.origin.kind == "fact":
            assert printed(anchor).plain in lines[anchor.origin.line - 1], anchor


def gaps_and_proposals_are_marked_at_their_places(case: Case) -> None:
    places = set()
    for mark in case.draft.marks:
        assert case.draft.document.text_at(mark.location) == mark.text
        assert mark.origin.path
        places.add(mark.location)
    for location, text in case.draft.document.texts():
        for match in re.finditer(r"【待补：[^】]*】|【待确认】", text):
            assert replace(location, start=match.start(), end=match.end()) in places, text


# ---- What it says ----


def main_figures_are_what_their_definitions_say(case: Case) -> None:
    funds = case.data["项目"][0].get("资金")
    if not isinstance(funds, dict):
        return
    shown = composition(case.sheet, case.plan).values["资金"]
    columns = {name: [source.get(name) for source in funds["来源"]] for name in ("上年结转", "年初预算", "调整", "支出")}
    spent = [amount(written) for written in columns["支出"]]
    parts = [written for name in ("上年结转", "年初预算", "调整") for written in columns[name] if written is not None]
    total = None if None in spent else sum(number for number in spent if number is not None)
    if total is not None:
        assert shown["支出"].exact == total
    if parts and "待补" not in parts:
        budget = sum(amount(written) or 0 for written in parts)
        assert shown["全年预算"].exact == budget
        if total is not None and budget:
            assert shown["执行率"].exact == total / budget * 100


def amount(written: Any) -> Fraction | None:
    if written is None or written == "待补":
        return None
    return Fraction(fold_width(str(written)).replace(",", "").removesuffix("万元"))


def each_problem_has_its_measures(case: Case) -> None:
    if case.plan != TEXT_REPORT:
        return
    issues = composition(case.sheet, case.plan).issues.issues
    problems, measures = case.section("存在的问题"), case.section("下一步改进意见")
    for issue in issues:
        name, answer = sentence(issue.heading).plain, sentence(issue.measure_heading).plain
        assert any(name in text for text in problems), name
        assert any(answer in text for text in measures), answer
        assert issue.measures
    assert len({sentence(issue.measure_heading).plain for issue in issues}) == len(issues)


def no_more_problems_are_proposed_than_a_reader_bears(case: Case) -> None:
    issues = composition(case.sheet, case.plan).issues.issues
    own = [node for node in case.sheet.projects[0]["问题"] if isinstance(node["不采用"], Missing)]
    assert len(issues) <= max(MOST, len(own))


def it_comes_out_the_same_again(case: Case) -> None:
    assert compose(load_text.__wrapped__(case.yaml), case.plan) == case.draft


def its_file_name_is_one_that_any_system_takes(case: Case) -> None:
    name = composer().file_name(case.sheet, case.sheet.projects[0], plans()[case.plan])
    assert name == name.strip()
    assert 0 < len(name) <= 100
    assert not set(name) & set('\\/:*?"<>|\r\n\t')


def what_is_proposed_may_be_adopted_or_refused(case: Case) -> None:
    proposed = sorted({mark.origin.path for mark in case.draft.marks if mark.origin.kind == "proposal"})
    if not proposed:
        return
    (project,) = case.data["项目"]
    own = project["问题"] if isinstance(project.get("问题"), list) else []
    for word in ("采用", "不采用"):
        problems = [*own, *({word: code} for code in proposed)]
        settled = compose(load_data({**case.data, "项目": [{**project, "问题": problems}]}), case.plan)
        assert {mark.origin.path for mark in settled.marks if mark.origin.kind == "proposal"} & set(proposed) == set()


LAWS = [
    nothing_of_the_template_language_is_left,
    punctuation_is_well_formed,
    nothing_is_empty,
    every_section_of_the_plan_comes_in_order,
    every_number_is_anchored,
    anchors_show_the_words_at_their_places,
    no_two_anchors_overlap,
    a_printed_figure_stands_for_its_fact,
    a_figure_of_the_facts_stands_in_the_line_that_it_names,
    gaps_and_proposals_are_marked_at_their_places,
    main_figures_are_what_their_definitions_say,
    each_problem_has_its_measures,
    no_more_problems_are_proposed_than_a_reader_bears,
    it_comes_out_the_same_again,
    its_file_name_is_one_that_any_system_takes,
    what_is_proposed_may_be_adopted_or_refused,
]


@PLANS
@given(data=facts())
@LAW
def test_the_laws_hold_for_the_draft_of_any_facts(plan: str, data: dict[str, Any]) -> None:
    case = Case(data, plan)
    for law in LAWS:
        law(case)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
@pytest.mark.parametrize("law", LAWS[:-1], ids=lambda law: law.__name__)
@PLANS
def test_the_laws_hold_for_the_examples(plan: str, law: Callable[[Case], None], path: Path) -> None:
    data = read_yaml(path).data
    if composer().problems(load_data(data), plans()[plan]):
        pytest.skip("分值是按另一个文种设的")
    law(Case(data, plan))


# ---- What the strategy does not make ----

VERBATIM = ["{{ 资金.支出 }}", "{% for 甲 in 乙 %}", "{# 注释 #}", "【待补：假的】", "<script>", "${PATH}", "%(name)s", "\\n"]


@pytest.mark.parametrize("words", VERBATIM)
@PLANS
def test_a_clerks_text_is_never_run_as_a_template(plan: str, words: str) -> None:
    data = {
        "单位": {"名称": "某单位"},
        "年度": "2024",
        "项目": [{"名称": "某项目", "其他说明": [f"按{words}办理"], "具体措施": f"甲{words}"}],
    }
    draft = compose(load_data(data), plan)
    assert any(f"按{words}办理" in text for _, text in draft.document.texts())


def test_an_error_in_the_facts_is_told_and_not_drafted() -> None:
    with pytest.raises(InputError):
        load_data({"单位": {"名称": "某单位"}, "年度": "2024", "项目": [{"名称": "某项目", "没有这个键": "甲"}]})
