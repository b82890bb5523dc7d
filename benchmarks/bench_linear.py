"""How the time of a check grows with the document: ten times the text may take twelve times as long.

usage: python -m benchmarks.bench_linear [--only NAME]...      (names: report text figures cells runs)

Each line is one check in a warm process, in seconds of the processor. The report is seed 003 in ../shared, its parts renamed in each copy;
where that is not there, the longest example report in drafts stands in for it (said in the output). Exit code 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench_check import SEEDS, source
from drafter.formats.read import read_document
from drafter.verbs.check import CheckJob, check_one, load_settings

TENFOLD = 12
"""Times the time that ten times the text may take."""
SLOWEST = {"cells": 10.0}
"""Seconds that the longest document of a row may take."""
LEAST = 2.0
"""Seconds below which growth is not judged: a hundredth more or less would decide."""
RUNS = ("X", "1", "一", "总体绩效", "、", "（", "1万元，")
_PART = re.compile(r"(?m)^(?=第[一二三四五六七八九十]+部分)")


@dataclass(frozen=True)
class Row:
    """Documents of one kind, each so many times as long as the first."""

    name: str
    times: Sequence[int]
    texts: Sequence[str]
    suffix: str = ".txt"


def report(folder: Path) -> str:
    """The text of a real report."""
    seed = next(SEEDS.glob("003_*.txt"), None)
    if seed is not None:
        return seed.read_text(encoding="utf-8")
    return "\n".join(text for _, text in read_document(source(folder)).document.texts())


def copies(text: str, count: int) -> str:
    """The text so many times, the headings of its parts changed."""
    return "\n".join(_PART.sub(f"第{number}份 ", text) for number in range(1, count + 1))


def figures(count: int) -> str:
    """One paragraph of figures."""
    return f"支出{'、'.join(f'{number * 37 % 991}.{number % 100:02d}万元' for number in range(count))}。\n"


def cells(rows: int) -> str:
    """A Markdown table of ten columns, codes and amounts."""
    heads = "|".join(f"第{number}项支出" for number in range(2, 10))
    lines = ["支出决算表", "单位：万元", f"|科目编码|科目名称|{heads}|", f"|{'---|' * 10}"]
    for row in range(1, rows):
        code = str(201 + row // 90 % 90) + (f"{row % 90 + 1:02d}" if row % 90 else "")
        amounts = "|".join(f"{(row * 37 + number * 11) % 997}.{row % 100:02d}" for number in range(2, 10))
        lines.append(f"|{code}|科目{row}|{amounts}|")
    return "\n".join(lines) + "\n"


def rows_of(wanted: Sequence[str], folder: Path) -> Iterator[Row]:
    """The documents, by the names that were asked for."""
    if "report" in wanted:
        text = report(folder)
        yield Row("report", (1, 10, 40), [copies(text, count) for count in (1, 10, 40)])
    if "text" in wanted:
        text = report(folder)
        yield Row("text", (1, 10), [copies(text, count) for count in (7, 70)])
    if "figures" in wanted:
        yield Row("figures", (1, 2, 8), [figures(count) for count in (2_000, 4_000, 16_000)])
    if "cells" in wanted:
        yield Row("cells", (1, 10), [cells(count) for count in (1_000, 10_000)], ".md")
    for run in RUNS if "runs" in wanted else ():
        yield Row(f"run of {run}", (1, 10), [run * (size // len(run.encode())) for size in (32_000, 320_000)])


def measured(row: Row, folder: Path) -> bool:
    """Prints the times of a row; whether they are within the limits."""
    settings, first, fine = load_settings(CheckJob()), 0.0, True
    for times, text in zip(row.times, row.texts, strict=True):
        path = folder / f"document{row.suffix}"
        path.write_text(text, encoding="utf-8")
        start = time.process_time()
        check_one(path, settings)
        taken = time.process_time() - start
        first = first or taken
        grown = taken > LEAST and taken / first > times * TENFOLD / 10
        over = grown or taken > SLOWEST.get(row.name, taken)
        fine = fine and not over
        size = len(text.encode()) // 1000
        print(f"{row.name:<18} {size:>6} KB {taken:8.2f} s   {taken / first:6.1f} × for {times} × {'MISSED' * over}", flush=True)
    return fine


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ("report", "text", "figures", "cells", "runs")
    parser.add_argument("--only", action="append", choices=names)
    wanted = parser.parse_args().only or names
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm = folder / "warm.txt"
        warm.write_text("一、收入支出情况\n本年支出决算为10万元，比上年增加2万元，增长25%。\n", encoding="utf-8")
        check_one(warm, load_settings(CheckJob()))
        within = [measured(row, folder) for row in rows_of(wanted, folder)]
        return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
