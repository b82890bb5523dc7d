"""Reports for the benchmark of the archive: words of jieba's dictionary in the sentences of this field, units over several years.

Seeded, so that every run has the same texts. A unit's report takes over part of its paragraphs from the year before, with the
figures moved; all units share some standard sentences. The text means nothing; its grams are spread as those of real prose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Text", "texts"]

HEADINGS = ("一、项目概况", "二、绩效目标完成情况", "三、主要做法", "四、存在问题", "五、改进措施")
STANDARD = (
    "项目资金严格按照国家财经法规和财务管理制度以及有关专项资金管理办法的规定使用",
    "按照全面实施预算绩效管理的要求，本单位对照年初设定的绩效目标开展了自评工作",
    "年度绩效目标设定依据充分，符合客观实际，与预算确定的项目资金量相匹配",
)
PATTERNS = (
    "全年{v}{n}{d}个，{v}{a}{n}{d}人次",
    "围绕{n}{v}，组织{n}、{n}等{d}家单位{v}{n}",
    "投入资金{d}万元用于{n}{v}，{n}{v}率达到{d}%",
    "通过{v}{n}，{a}{n}得到{v}，{n}明显{v}",
    "由于{n}{v}不{a}，{n}的{v}还有差距，{n}没有按计划{v}",
    "下一步将{v}{n}，把{n}和{n}结合起来，按季度{v}",
    "{n}{v}以后，服务对象对{n}的满意度为{d}%",
)
SHARE = 0.35
"""Of the paragraphs of a year that are taken over from the year before."""
YEARS = (2020, 2021, 2022, 2023, 2024)
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Text:
    """One report: its unit and year, and its lines."""

    unit: str
    year: int
    lines: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """The most frequent words of two or more characters by part of speech."""
    spec = find_spec("jieba")
    assert spec
    assert spec.origin
    found: dict[str, list[tuple[int, str]]] = {"n": [], "v": [], "a": []}
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        if tag in found and 2 <= len(word) <= 4:
            found[tag].append((-int(count), word))
    return {tag: [word for _, word in sorted(known)[:3000]] for tag, known in found.items()}


def sentence(chance: random.Random) -> str:
    pattern = chance.choice(PATTERNS)
    for tag, known in words().items():
        while f"{{{tag}}}" in pattern:
            pattern = pattern.replace(f"{{{tag}}}", chance.choice(known), 1)
    while "{d}" in pattern:
        pattern = pattern.replace("{d}", f"{chance.uniform(1, 999):.{chance.choice((0, 1, 2))}f}", 1)
    return pattern


def paragraph(chance: random.Random) -> str:
    parts = [sentence(chance) for _ in range(chance.randint(2, 8))]
    if chance.random() < 0.1:
        parts.insert(0, chance.choice(STANDARD))
    return "。".join(parts) + "。"


def moved(text: str, chance: random.Random) -> str:
    """The paragraph with other figures."""
    return "".join(chance.choice(_DIGITS[1:]) if character in _DIGITS else character for character in text)


def texts(count: int, characters: int, seed: int = 1) -> Iterator[Text]:
    """So many reports of about so many characters, unit by unit, year by year."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for number in range(-(-count // len(YEARS))):
        unit = f"清溪{'东南西北中'[number % 5]}{chance.choice(words()['n'])}{number}服务中心".translate(
            str.maketrans(_DIGITS, "零一二三四五六七八九")
        )
        before: list[str] = []
        for year in YEARS[: count - number * len(YEARS)]:
            body: list[str] = []
            while sum(map(len, body)) < characters:
                kept = before and chance.random() < SHARE
                body.append(moved(chance.choice(before), chance) if kept else paragraph(chance))
            before = body
            lines = [f"{unit}{year}年度项目支出绩效自评报告", unit]
            step = -(-len(body) // len(HEADINGS))
            for place, heading in enumerate(HEADINGS):
                lines += [heading, *body[place * step : (place + 1) * step]]
            yield Text(unit, year, tuple(lines))
