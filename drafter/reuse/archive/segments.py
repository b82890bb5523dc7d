"""The index in the database: segments, one for each batch, merged as they become many (a log-structured merge tree)."""

from __future__ import annotations

import sqlite3

import numpy as np
import numpy.typing as npt

from drafter.reuse.archive.packed_grams import PARTS, from_bytes, merged, split, to_bytes, without
from drafter.reuse.fingerprints import Words

__all__ = ["add_segment", "parts_of", "remove_passages"]

MANY = 8
"""So many segments are merged."""
LARGEST = 1 << 25
"""Words of a segment (256 MB) that is not merged any more, so that a merge stays bounded in time and memory."""
Ids = npt.NDArray[np.int64]


def parts_of(connection: sqlite3.Connection, part: int) -> list[Words]:
    """The words of one part, segment by segment, as they are read: sorted."""
    rows = connection.execute("SELECT words FROM segments WHERE part = ? ORDER BY segment", (part,))
    return [from_bytes(data) for (data,) in rows]


def add_segment(connection: sqlite3.Connection, words: Words) -> None:
    """Adds sorted words as a segment, and merges where there are many."""
    (number,) = connection.execute("SELECT COALESCE(MAX(segment), 0) + 1 FROM segments").fetchone()
    _insert(connection, number, dict(enumerate(split(words))))
    chosen = mergeable(_sizes(connection))
    if chosen:
        _merge(connection, chosen)


def _insert(connection: sqlite3.Connection, segment: int, parts: dict[int, Words]) -> None:
    rows = [(segment, part, to_bytes(words)) for part, words in parts.items() if len(words)]
    connection.executemany("INSERT INTO segments (segment, part, words) VALUES (?, ?, ?)", rows)


def _sizes(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Number and words of each segment, in order; the lengths stand in the rows, the words are not read."""
    return connection.execute("SELECT segment, SUM(LENGTH(words)) / 8 FROM segments GROUP BY segment ORDER BY segment").fetchall()


def mergeable(sizes: list[tuple[int, int]]) -> list[int]:
    """The segments to merge, once there are many: the newest, and older ones as long as each is at most twice what has been gathered.

    >>> mergeable([(1, 900), (2, 90), (3, 10), (4, 10), (5, 10), (6, 10), (7, 10), (8, 10)])
    [2, 3, 4, 5, 6, 7, 8]
    """
    small = [(segment, size) for segment, size in sizes if size < LARGEST]
    if len(small) < MANY:
        return []
    chosen: list[int] = []
    gathered = 0
    for segment, size in reversed(small):
        if len(chosen) > 1 and size > 2 * gathered:
            break
        chosen.append(segment)
        gathered += size
    return chosen[::-1]


def _merge(connection: sqlite3.Connection, chosen: list[int]) -> None:
    """One part after the other; the pages of the old ones are free for the new one."""
    marks = ",".join("?" * len(chosen))
    for part in range(PARTS):
        condition = f"WHERE part = ? AND segment IN ({marks})"
        rows = connection.execute(f"SELECT words FROM segments {condition}", (part, *chosen)).fetchall()  # noqa: S608
        connection.execute(f"DELETE FROM segments {condition}", (part, *chosen))  # noqa: S608
        _insert(connection, chosen[-1], {part: merged([from_bytes(data) for (data,) in rows])})


def remove_passages(connection: sqlite3.Connection, firsts: Ids, counts: Ids) -> None:
    """Takes the passages of documents out of all segments; documents in the order of their first passage."""
    for segment, part in connection.execute("SELECT segment, part FROM segments").fetchall():
        place = (segment, part)
        (data,) = connection.execute("SELECT words FROM segments WHERE segment = ? AND part = ?", place).fetchone()
        words = from_bytes(data)
        left = without(words, firsts, counts)
        if not len(left):
            connection.execute("DELETE FROM segments WHERE segment = ? AND part = ?", place)
        elif len(left) < len(words):
            connection.execute("UPDATE segments SET words = ? WHERE segment = ? AND part = ?", (to_bytes(left), *place))
