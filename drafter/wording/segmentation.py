"""Chinese text cut into words by jieba's tokenizer, loaded when the first text needs it.

Two dictionaries: a small one of words that the caller gives (a millisecond), and jieba's own with those of the field added, for
text of any content. Loading that one costs 0.3 s from its cache and 0.6 s without, so callers ask only for texts whose words
matter. The cache holds marshalled objects; it lies in the user's own folder, never in one that others may write to.
"""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

__all__ = ["cutter", "is_word", "known_words", "terms_and_words", "words"]

FREQUENCY = 1000
"""Of each word of a small dictionary: the longest words are the likeliest cut."""


@lru_cache(maxsize=1)
def _jieba() -> Any:
    with _without("pkg_resources"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # backslashes in its texts
        import jieba
    jieba.setLogLevel(logging.CRITICAL + 1)
    return jieba


@contextlib.contextmanager
def _without(module: str) -> Iterator[None]:
    """What is imported within goes without a module that is not loaded yet.

    jieba opens its files through setuptools where it is installed: an import that takes ten times as long as jieba's own.
    """
    hidden = module not in sys.modules
    if hidden:
        sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules[module]


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    tokenizer = _jieba().Tokenizer()
    tokenizer.tmp_dir = _cache_folder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # jieba leaves its dictionary file open
        tokenizer.initialize()
    return tokenizer


def _cache_folder() -> str:
    """A folder of the user's own; where none can be made jieba goes without a cache."""
    folder = Path(platformdirs.user_cache_path("drafter", appauthor=False))
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def words(text: str) -> list[str]:
    """The words of a text in their order, punctuation included; nothing is lost: joined they are the text.

    >>> words("加强预算管理")
    ['加强', '预算', '管理']
    """
    return list(_tokenizer().cut(text, HMM=False))


def is_word(text: str) -> bool:
    """Whether the dictionary has a word of two or more characters.

    >>> is_word("提升"), is_word("升提"), is_word("提")
    (True, False, False)
    """
    return len(text) > 1 and bool(_tokenizer().FREQ.get(text))


def cutter(dictionary: frozenset[str]) -> Callable[[str], list[str]]:
    """What cuts a text into the words of a dictionary; what it lacks comes as single characters.

    >>> cutter(frozenset({"预算", "预算编制"}))("预算编制不细")
    ['预算编制', '不', '细']
    """
    tokenizer = _small(dictionary)
    return lambda text: list(tokenizer.cut(text, HMM=False))


def known_words(text: str, dictionary: frozenset[str]) -> frozenset[str]:
    """All words of a dictionary that stand in a text, also those that share characters; needs no tokenizer.

    >>> sorted(known_words("预算执行进度慢", frozenset({"预算执行", "执行进度"})))
    ['执行进度', '预算执行']
    """
    return frozenset(word for word in dictionary if word in text)


@lru_cache(maxsize=8)
def _small(dictionary: frozenset[str]) -> Any:
    tokenizer = _jieba().Tokenizer()
    lines = "".join(f"{word} {FREQUENCY}\n" for word in sorted(dictionary))
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(io.BytesIO(lines.encode("utf-8")))
    tokenizer.total = max(tokenizer.total, 1)
    tokenizer.initialized = True
    return tokenizer


def terms_and_words(text: str, terms: frozenset[str]) -> Iterator[str]:
    """The words of a text, a term of the field as one word whatever jieba knows.

    >>> list(terms_and_words("质保金已经退还", frozenset({"质保金"})))
    ['质保金', '已经', '退还']
    """
    rest = ""
    for word in (*cutter(terms)(text), ""):
        if len(word) == 1:
            rest += word
            continue
        yield from words(rest) if rest else ()
        rest = ""
        if word:
            yield word
