"""Small tables as they come out of bad conversions: a cell blank or gone, rows swapped or doubled, no header, a label too long."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.readings.tables import layout_read
from tests.support.documents import document_of

__all__ = ["shaken_read"]

Rows = list[list[str]]
LONG = "按年初批复的用款计划分月执行并在年末清理完毕的各项专门用途资金的合计数额"


def _blank(rows: Rows) -> Rows:
    return [*rows[:2], [rows[2][0], "", *rows[2][2:]], *rows[3:]]


def _gone(rows: Rows) -> Rows:
    return [*rows[:2], [rows[2][0], *rows[2][2:]], *rows[3:]]


def _at_the_end(rows: Rows) -> Rows:
    return [*rows[:-1], rows[-1][:-1]]


def _long(rows: Rows) -> Rows:
    return [rows[0], [LONG, *rows[1][1:]], *rows[2:]]


def _worded(rows: Rows) -> Rows:
    return [*rows[:2], [*rows[2][:-1], "见说明"], *rows[3:]]


SHAKEN: Mapping[str, Callable[[Rows], Rows]] = {
    "空一格": _blank,
    "少一格": _gone,
    "末行少一格": _at_the_end,
    "标签很长": _long,
    "数成了字": _worded,
    "没有第一行": lambda rows: rows[1:],
    "末两行对换": lambda rows: [*rows[:-2], rows[-1], rows[-2]],
    "一行两遍": lambda rows: [*rows[:2], rows[1], *rows[2:]],
    "第一行两遍": lambda rows: [rows[0], *rows],
    "左右对换": lambda rows: [[row[0], *row[:0:-1]] for row in rows],
}


def shaken_read(text: str) -> list[str]:
    """For each way to shake the first table of a document, what becomes of its columns and relations."""
    lines = text.splitlines()
    places = [place for place, line in enumerate(lines) if line.startswith("|")]
    end = next((place for place in range(places[0], len(lines)) if place not in places), len(lines))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[places[0] : end]]
    plain = layout_read(document_of(text))
    found = []
    for name, shake in SHAKEN.items():
        written = [f"| {' | '.join(row)} |" for row in shake(rows)]
        shaken = document_of("\n".join([*lines[: places[0]], *written, *lines[end:]]))
        found.append(f"{name}: {'；'.join(line.strip() for line in layout_read(shaken, plain))}")
    return found
