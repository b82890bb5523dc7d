"""Counts of things that are listed by name: 内设股室3个包括：A、B、C; “A”“B”等8个项目; A社区、B社区、C社区3个社区; （包括A、B、C3个股室）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from drafter.claims.judgement import Judgement
from drafter.claims.prose import COUNT, NUMBER, MaskedPassage, is_figure
from drafter.core.findings import Verdict
from drafter.core.patterns import lazy_re

__all__ = ["judge_counts"]

_COUNTED = f"[{chr(COUNT)}-{chr(NUMBER - 1)}]"
_FIG = f"[{chr(0xE000)}-{chr(0xF7FF)}]"
_QUOTED = lazy_re(rf"(?P<names>(?:“[^”]{{2,40}}”[、，]?){{2,}})等?(?P<count>{_COUNTED})")
_NAMED_AFTER = lazy_re(
    rf"(?P<count>{_COUNTED})[^。；，：、{chr(0xE000)}-{chr(0xF7FF)}]{{0,8}}，?(?:包括|分别(?:是|为)|即|为|：)：?(?P<names>(?:[^。；：（{chr(0xE000)}-{chr(0xF7FF)}]|（[^（）。；]{{0,40}}）)+)"
)
_IN_BRACKET = lazy_re(
    rf"（(?:包括|包含|含|即|分别[为是])：?(?P<names>[^（）。；]+)(?P<count>{_COUNTED})[^（）。；，、{chr(0xE000)}-{chr(0xF7FF)}]{{2,10}}）"
)
CLOSE_BY = 24
"""Characters before a count in which another may stand that the same names tell."""
_COUNT_BEFORE = lazy_re(rf"{_COUNTED}[^。；：、（）{chr(0xE000)}-{chr(0xF7FF)}]*$")
_VERB = lazy_re(r"^.*[有为是]")
_THEN_COUNTED = lazy_re(
    rf"(?:[有设为是]|包括|分别[为是])：?(?P<names>(?:[^。；：，（）等{chr(0xE000)}-{chr(0xF7FF)}]|（[^（）。；]{{0,40}}）){{1,400}}?)共(?:计|有)?(?P<count>{_COUNTED})"
)
LEAST_NAMES = 3
"""Names before a count that are surely a list."""
_STOP = lazy_re(rf"[。；：，（{chr(0xE000)}-{chr(0xF7FF)}]")
_BRACKETS = lazy_re(r"（[^（）]*）")
"""What is said of a name: 种苗科（绿化委员会办公室）."""
LONGEST_LIST = 400
"""Characters in which a list of names before its count is looked for."""


def judge_counts(passage: MaskedPassage) -> Iterator[Judgement]:
    """The counts of a passage that a list of names beside them lets one check."""
    for match in _QUOTED.finditer(passage.masked):
        yield _quoted(passage, match)
    for match in _NAMED_AFTER.finditer(passage.masked):
        judged = _after(passage, match)
        if judged:
            yield judged
    for match in _IN_BRACKET.finditer(passage.masked):
        judged = _inside(passage, match)
        if judged:
            yield judged
    for match in _THEN_COUNTED.finditer(passage.masked):
        judged = _then_counted(passage, match)
        if judged:
            yield judged
    for place, character in enumerate(passage.masked):
        if COUNT <= ord(character) < NUMBER:
            judged = _before(passage, place)
            if judged:
                yield judged


def _span(match: re.Match[str]) -> tuple[int, int, int]:
    return match.start(), match.end(), match.start("count")


def _judgement(
    passage: MaskedPassage, span: tuple[int, int, int], names: list[str], verdict: Verdict, message: str = ""
) -> Judgement:
    begin, end, place = span
    figure = passage.figure_at(place)
    start = max(begin, end - 60) if place == end - 1 else begin
    stop = min(end, start + 100)
    quote = passage.quote(start, stop)
    if verdict == "fails" and figure.hedge:
        verdict = "undecided"
    derivation = f"列出 {len(names)} 个：{'、'.join(names)}"[:150]
    fails = verdict == "fails"
    unit = figure.quantity.unit
    return Judgement(
        "count",
        verdict,
        quote,
        figure.location,
        derivation=derivation,
        stated=figure.text if fails else "",
        expected=f"{len(dict.fromkeys(names))}{unit}" if fails else "",
        message=message,
        figures=(figure,),
        suspects=(figure,) if fails else (),
    )


def _quoted(passage: MaskedPassage, match: re.Match[str]) -> Judgement:
    names = re.findall(r"“([^“”]+)”", match["names"])
    distinct = list(dict.fromkeys(names))
    count = passage.figure_at(match.start("count")).quantity.value
    if len(distinct) == count:
        return _judgement(passage, _span(match), distinct, "holds")
    repeated = [name for name in distinct if names.count(name) > 1]
    if repeated and len(names) == count:
        told = "、".join(f"“{name}”" for name in repeated)
        return _judgement(passage, _span(match), names, "fails", f"{told}列了不止一次，去掉重复的只有 {len(distinct)} 个")
    if len(distinct) > count:
        return _judgement(passage, _span(match), names, "fails", f"列出了 {len(distinct)} 个，多于所说的 {count} 个")
    return _judgement(passage, _span(match), names, "undecided")


def _after(passage: MaskedPassage, match: re.Match[str]) -> Judgement | None:
    count = passage.figure_at(match.start("count")).quantity.value
    names = _names(_BRACKETS.sub("", match["names"]))
    if not names or (len(names) == 1 and count != 1) or any(len(name) > 30 for name in names):
        return None
    if len(names) == count:
        return _judgement(passage, _span(match), names, "holds")
    if _shares_list(passage, match.start("count")):
        return None
    closed = passage.masked[match.end() : match.end() + 1] in {"", "。", "；"}
    if "“" in match["names"] and not closed:
        return None
    open_end = names[-1].endswith("等") or "等" in match["names"]
    verdict: Verdict = "undecided" if open_end or not _alike(names) else "fails"
    return _judgement(passage, _span(match), names, verdict, f"列出了 {len(names)} 个，与所说的 {count} 个不符")


def _shares_list(passage: MaskedPassage, place: int) -> bool:
    """Whether a count of the same unit stands right before: 内设▮部门，派出法庭▮，分别是 both of them together."""
    unit = passage.figure_at(place).quantity.unit
    before = _COUNT_BEFORE.search(passage.masked, max(0, place - CLOSE_BY), place)
    return before is not None and passage.figure_at(before.start()).quantity.unit == unit


def _then_counted(passage: MaskedPassage, match: re.Match[str]) -> Judgement | None:
    """内设机构有甲庭（乙中心）、丙局、丁室共8个: the count follows the names."""
    names = [_VERB.sub("", name) for name in _BRACKETS.sub("", match["names"]).split("、") if name]
    if len(names) < LEAST_NAMES or not _alike(names):
        return None
    verdict: Verdict = "holds" if len(names) == passage.figure_at(match.start("count")).quantity.value else "fails"
    message = f"列出了 {len(names)} 个，与所说的 {passage.figure_at(match.start('count')).text} 不符"
    return _judgement(passage, _span(match), names, verdict, message if verdict == "fails" else "")


def _inside(passage: MaskedPassage, match: re.Match[str]) -> Judgement | None:
    """A list that ends with its count, in a bracket of its own; an item may be several itself (４个高速公路支队)."""
    names = [name for name in match["names"].split("、") if name]
    if len(names) < 2 or any(mark in match["names"] for mark in "，等"):
        return None
    inner = [passage.figure_at(match.start("names") + n) for n, sign in enumerate(match["names"]) if is_figure(sign)]
    count = passage.figure_at(match.start("count"))
    if any(figure.quantity.unit != count.quantity.unit for figure in inner):
        return None
    listed = len(names) - len(inner) + sum(int(figure.quantity.value) for figure in inner)
    span = (match.start("names"), match.end("count"), match.start("count"))
    if listed == count.quantity.value:
        return _judgement(passage, span, names, "holds")
    message = f"列出了 {listed} {count.quantity.unit}，与所说的 {count.text} 不符"
    judged = _judgement(passage, span, names, "fails", message)
    return replace(judged, expected=f"{listed}{count.quantity.unit}")


def _names(text: str) -> list[str]:
    """The names of a list; names in quotes may stand without marks between them. One name is a list only in quotes."""
    if re.fullmatch(r"(?:“[^“”]{2,40}”[、和]?)+", text):
        return re.findall(r"“([^“”]+)”", text)
    names = [name for name in re.split(r"[、]|以及|和(?=[^，、]{2,40}$)", text.split("，", maxsplit=1)[0]) if name.strip()]
    return names if len(names) > 1 else []


_OFFICES = ("室", "股", "科", "处", "部", "中心", "局", "办", "队", "站", "所", "馆", "院", "庭", "基地", "机关", "场")
"""What the offices of a unit are called; a list may mix them."""


def _alike(names: list[str]) -> bool:
    """Names of one kind end alike (…股、…股); only then a list is surely a list of the things counted."""
    return len({name[-1] for name in names}) == 1 or all(name.endswith(_OFFICES) for name in names)


def _before(passage: MaskedPassage, place: int) -> Judgement | None:
    text = passage.masked
    nearest = max(0, place - LONGEST_LIST)
    stops = [match.end() for match in _STOP.finditer(text, nearest, place)]
    start = stops[-1] if stops else nearest
    names = [name for name in text[start:place].split("、") if name]
    if len(names) < 2:
        return None
    ending = names[-1][-2:]
    if len(ending) < 2 or not text.startswith(ending, place + 1):
        return None
    count = passage.figure_at(place).quantity.value
    if len(names) == count:
        return _judgement(passage, (start, place + 1, place), names, "holds")
    if any(not name.endswith(ending) for name in names) or "等" in text[start:place]:
        return None
    return _judgement(passage, (start, place + 1, place), names, "fails", f"列出了 {len(names)} 个，与所说的 {count} 个不符")
