"""Passages that take over more and more of last year's: from where on it counts, by each threshold of configs/reuse.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.document import Block, Heading, Paragraph
from drafter.reuse.records import ReuseReport
from drafter.reuse.reuse_settings import Thresholds
from tests.readings.reuse import match_read
from tests.support.reuse_samples import compared, report, tools

__all__ = ["grades_read"]

OWN = (
    "采编部把积压多年的赠书清点造册复本送给了驻地部队孤本交给古籍室修补保存流动图书车每周下乡两次停靠点由各村自己报名"
    "路线按季调整村民提前一周就能看到时间表旧书架修整以后分给乡镇分馆腾出的库房改成了盲文阅览角"
)
OTHER = (
    "入夏以后屋面漏水维修队分三段揭开旧卷材重做防水施工期间阅览室挪到一楼大厅数据库续订按点击重新议价两家供应商都让了步"
    "省下的钱添了有声读物和大字本馆员轮流到小学讲故事听的孩子坐满了走廊"
)
COMMON = "基本支出指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出"
"""A sentence that configs/reuse.yaml takes for convention."""
SPENT = ("，用去5.20万元。", "，用去6.10万元。")


def grades_read() -> list[str]:
    """A line for each length and share, with what is said of it."""
    limits = tools().settings.thresholds
    return [f"{name}: {'；'.join(map(match_read, found.matches)) or '不算沿用'}" for name, found in _graded(limits)]


def _graded(limits: Thresholds) -> Iterator[tuple[str, ReuseReport]]:
    for size in _around(limits.fewest, limits.short, limits.long_run, 2 * limits.long_run):
        yield f"前{size}字照抄，后面另写", _of(f"{OWN[:size]}{OTHER[:60]}。", f"{OWN}。")
    for size in _around(limits.fewest, limits.short):
        yield f"只有{size}字", _of(f"{OWN[:size]}。", f"{OWN[:size]}。")
        yield f"只有{size}字，数换了", _of(f"{OWN[:size]}{SPENT[0]}", f"{OWN[:size]}{SPENT[1]}")
    for size in _around(limits.sentence):
        yield f"{size}字的一整句照抄", _of(f"{OTHER[:90]}。{OWN[:size]}。", f"{OWN[:size]}。{OWN[size:]}。")
    for step in range(2, 9):
        changed = "".join(OTHER[place] if place % step == 0 else letter for place, letter in enumerate(OWN[:60]))
        yield f"每{step}个字换一个", _of(f"{changed}。", f"{OWN[:60]}。")
    for size in (4, *_around(limits.fewest, limits.short, limits.mixed_words), 60, 70):
        yield f"惯例后面{size}字照抄", _of(f"{COMMON}。{OWN[:size]}。", f"{COMMON}。{OWN[:size]}。")
        yield f"惯例后面{size}字，数换了", _of(f"{COMMON}。{OWN[:size]}{SPENT[0]}", f"{COMMON}。{OWN[:size]}{SPENT[1]}")
        yield (
            f"惯例后面{size}字，数换了，在问题里",
            _of(*(f"{COMMON}。{OWN[:size]}{spent}" for spent in SPENT), heading="存在的问题"),
        )
        half = f"{OWN[: size // 2]}{OTHER[: size - size // 2]}"
        yield f"惯例后面{size}字，照抄一半", _of(f"{COMMON}。{half}。", f"{COMMON}。{OWN[:size]}。")


def _around(*limits: int) -> tuple[int, ...]:
    """Just below, at and above each."""
    return tuple(limit + step for limit in limits for step in (-1, 0, 1))


def _of(now: str, then: str, heading: str = "产出成果") -> ReuseReport:
    def blocks(text: str) -> tuple[Block, ...]:
        return Heading(heading, 1), Paragraph(text)

    return compared(report(*blocks(now)), report(*blocks(then), year=2023))
