"""Work shared among processes: results in order, a worker that dies costs one item, and no worker outlives its parent."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Generic, TypeVar

__all__ = ["Work", "in_workers"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Work(Generic[_Item, _Result]):
    """What to do with each item, in a process that was prepared for it."""

    function: Callable[[_Item], _Result]
    prepare: Callable[..., None]
    """Runs once in each worker."""
    given: tuple[Any, ...]
    """What `prepare` is called with."""
    lost: Callable[[_Item, Exception], _Result]
    """The result of an item whose worker died."""


def in_workers(work: Work[_Item, _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """The results in the order of the items.

    A pool in which a worker died can't be used again, and which item killed it is not known: those that were under way are
    done once more, each in a process of its own, and the rest in a new pool.
    """
    rest = deque(items)
    while rest:
        results = _until_broken(work, rest)
        yield from results
        for item in [rest.popleft() for _ in range(min(len(rest), 2 * _count()))]:
            yield _alone(work, item)


def _until_broken(work: Work[_Item, _Result], rest: deque[_Item]) -> Iterator[_Result]:
    """Results from the front of `rest`, which are taken off it, until a worker dies or all is done."""
    with _Pool(work, _count()) as pool:
        waiting: deque[Future[_Result]] = deque()
        upcoming = iter(tuple(rest))
        try:
            while rest:
                waiting.extend(pool.submit(item) for item in itertools.islice(upcoming, 2 * _count() - len(waiting)))
                result = _result(work, rest[0], waiting.popleft())
                rest.popleft()
                yield result
        except BrokenProcessPool:
            return


def _result(work: Work[_Item, _Result], item: _Item, future: Future[_Result]) -> _Result:
    """What came of an item; one whose result can't be handed over is lost by itself."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the handing over raises
        return work.lost(item, error)


def _alone(work: Work[_Item, _Result], item: _Item) -> _Result:
    try:
        with _Pool(work, 1) as pool:
            return _result(work, item, pool.submit(item))
    except BrokenProcessPool as error:
        return work.lost(item, error)


def _count() -> int:
    return min(os.cpu_count() or 1, MOST_WORKERS)


class _Pool(Generic[_Item, _Result]):
    """A pool whose workers are ended when its block is left for whatever reason."""

    def __init__(self, work: Work[_Item, _Result], count: int) -> None:
        self._work = work
        self._others = set(multiprocessing.active_children())
        self._executor = ProcessPoolExecutor(count, initializer=_begin, initargs=(work.prepare, work.given))

    def __enter__(self) -> _Pool[_Item, _Result]:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._executor.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()

    def submit(self, item: _Item) -> Future[_Result]:
        return self._executor.submit(self._work.function, item)


def _begin(prepare: Callable[..., None], given: tuple[Any, ...]) -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent is gone, even by kill -9."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    prepare(*given)


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
