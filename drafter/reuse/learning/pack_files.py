"""The learned phrases as the files of a pack, each with how often it was stated and where; a person keeps or drops them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from drafter.reuse.learning.groups import Group
from drafter.reuse.learning.learned import Learned, by_phrase, left_over
from drafter.reuse.learning.wordings import stock_of

__all__ = ["pack_files"]

PHRASES, PROBLEMS, STOCK, GUIDE = (
    "phrasebank/学来的常用语.yaml",
    "phrasebank/学来的问题和措施.yaml",
    "configs/reuse.yaml",
    "说明.md",
)
SOURCES_SHOWN = 5
MEASURE = "学来的措施"


def pack_files(learned: Sequence[Learned], names: Sequence[str]) -> Mapping[str, str]:
    """Path and content of each file, the same for the same reports."""
    phrases = "\n".join(_phrases(learned, names))
    problems = "\n".join(_problems(learned, names))
    stock = [one for one in learned if one.kind == "常用语"]
    files = {GUIDE: _guide(learned, names)}
    if by_phrase(learned, "常用语"):
        files[PHRASES] = phrases + "\n"
    if by_phrase(learned, "问题"):
        files[PROBLEMS] = problems + "\n"
    if stock:
        files[STOCK] = "\n".join(_stock(stock, names)) + "\n"
    return files


def _phrases(learned: Sequence[Learned], names: Sequence[str]) -> Iterator[str]:
    yield "# 学来的常用语：本单位的报告里反复出现的话，代替自带的同一条（编号、条件不变，措辞换成本单位的）。不要的整条删去，就仍用自带的。"
    for members in by_phrase(learned, "常用语").values():
        yield from _entry(members, names, [str(one.wording) for one in members])


def _entry(members: Sequence[Learned], names: Sequence[str], wordings: Sequence[str], **more: Any) -> Iterator[str]:
    """An entry of the phrasebank: the shipped one with the office's own wordings."""
    phrase = members[0].phrase
    shipped: dict[str, Any] = phrase.model_dump(by_alias=True, exclude_defaults=True) if phrase else {}
    yield ""
    for one in members:
        yield f"# {_count(one.group, names)}"
    yield _dumped([{**shipped, "措辞": list(dict.fromkeys(wordings)), **more}])


def _problems(learned: Sequence[Learned], names: Sequence[str]) -> Iterator[str]:
    yield "# 学来的问题和回答它们的措施。问题仍按自带的条件由事实提出；措辞先用本单位的。不要的整条删去，“答以”里也删去。"
    codes: dict[str, str] = {}
    measures: list[str] = []
    for members in by_phrase(learned, "问题").values():
        phrase = members[0].phrase
        answers = []
        for measure in dict.fromkeys(measure.group.first.text for one in members for measure in one.measures):
            found = next(m for one in members for m in one.measures if m.group.first.text == measure)
            if measure not in codes:
                codes[measure] = f"{MEASURE}{len(codes) + 1}"
                measures += ["", f"# {_count(found.group, names)}", _measure(codes[measure], str(found.wording))]
            answers.append(codes[measure])
        shipped = list(phrase.wordings) if phrase else []
        wordings = [*(str(one.wording) for one in members), *shipped]
        yield from _entry(members, names, wordings, 答以=[*answers, *(phrase.answers if phrase else [])])
    yield from measures
    yield from _loose(learned, names)


def _measure(code: str, wording: str) -> str:
    return _dumped([{"编号": code, "种类": "措施", "用途": "下一步改进意见", "措辞": [wording]}])


def _loose(learned: Sequence[Learned], names: Sequence[str]) -> Iterator[str]:
    """Problems that no shipped one is like: what facts they follow from only the office can say."""
    loose = list(left_over(learned, "问题"))
    if loose:
        yield "\n# 下面的问题与自带的哪一条都不像，或有对不上事实的数。要用的，照上面的样子写成一条，并写上“条件”。"
    for one in loose:
        yield f"# - {one.group.first.text}（{_count(one.group, names)}）"
        yield from (f"#     措施：{measure.group.first.text}" for measure in one.measures)


def _stock(stock: Sequence[Learned], names: Sequence[str]) -> Iterator[str]:
    yield "# 学来的惯用语：比较时不算沿用。“…”处写什么都可以。某一句仍想查沿用的，把它删去。"
    yield "惯用语+:"
    for text, one in {stock_of(one.group.first): one for one in stock}.items():
        yield f"  # {_count(one.group, names)}"
        yield f"  {_dumped([text])}"


def _guide(learned: Sequence[Learned], names: Sequence[str]) -> str:
    """What was learned, ranked, for a person to look through."""
    lines = [
        "# 学来的常用语",
        "",
        f"从 {len(names)} 份报告学来（{'、'.join(names)}）。用 `--pack` 给出这个文件夹就生效；逐条看一遍，不要的删去。",
        "",
        "| 份数 | 单位 | 年度 | 是什么 | 原话 |",
        "|---|---|---|---|---|",
    ]
    for one in learned:
        text = one.group.first.text.replace("|", "｜")
        lines.append(f"| {len(one.group.reports)} | {one.group.units} | {one.group.years} | {_use(one)} | {text} |")
    return "\n".join(lines) + "\n"


def _use(one: Learned) -> str:
    if one.phrase and one.wording:
        return f"{one.kind}“{one.phrase.code}”的措辞"
    if one.kind == "措施":
        return "措施"
    return "问题（没有写进常用语库，见文件末尾）" if one.kind == "问题" else "惯用语"


def _count(group: Group, names: Sequence[str]) -> str:
    shown = "、".join(names[index] for index in group.reports[:SOURCES_SHOWN])
    more = "……" if len(group.reports) > SOURCES_SHOWN else ""
    return f"{len(group.reports)} 份报告里有：{shown}{more}"


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100_000).rstrip("\n")
