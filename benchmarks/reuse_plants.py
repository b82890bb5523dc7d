"""How a paragraph is carried over: each function takes last year's paragraph and gives this year's."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from benchmarks.reuse_text import Paragraph, Token, Writer, changed_figure, rendered, telling, words

__all__ = ["all_moved", "bears", "bumped", "edited", "figures_moved", "half", "reordered", "swapped", "synonyms"]


def _mapped(paragraph: Paragraph, change: Callable[[Token], Token]) -> Paragraph:
    return tuple(tuple(change(token) for token in sentence) for sentence in paragraph)


def bumped(paragraph: Paragraph) -> Paragraph:
    """Every year moved on by one."""
    return _mapped(paragraph, lambda token: replace(token, text=str(int(token.text) + 1)) if token.sort == "year" else token)


def figures_moved(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Most figures changed, at least one of the telling ones."""
    while True:
        made = _mapped(
            paragraph,
            lambda token: (
                replace(token, text=changed_figure(token.text, rng)) if token.sort == "figure" and rng.random() < 0.8 else token
            ),
        )
        if sorted(telling(made)) != sorted(telling(paragraph)):
            return made


@cache
def _characters() -> str:
    """The characters that such text is made of, numerals and units left out, as often as they occur."""
    text = re.sub(r"\{[^{}]*\}|[^一-鿿]", "", str(words()["主题"]) + str(words()["通用"]) + str(words()["句式"]))
    return re.sub(r"[一二两三四五六七八九十百千万亿元年月日第个分]", "", text)


def edited(paragraph: Paragraph, share: float, rng: random.Random) -> Paragraph:
    """So large a share of the characters of words substituted, inserted or deleted, at places drawn at random."""
    flat = [token for sentence in paragraph for token in sentence]
    places = [
        (number, place)
        for number, token in enumerate(flat)
        if token.sort == "word"
        for place, c in enumerate(token.text)
        if _is_word(c)
    ]
    count = round(share * len(rendered(paragraph)))
    chosen = set(rng.sample(places, min(count, len(places))))
    return _edited_at(paragraph, chosen, rng)


def _is_word(character: str) -> bool:
    return "一" <= character <= "鿿"


def _edited_at(paragraph: Paragraph, chosen: set[tuple[int, int]], rng: random.Random) -> Paragraph:
    number = -1
    made = []
    for sentence in paragraph:
        tokens = []
        for token in sentence:
            number += 1
            pieces = [_edit(c, rng) if (number, place) in chosen else c for place, c in enumerate(token.text)]
            tokens.append(replace(token, text="".join(pieces)))
        made.append(tuple(tokens))
    return tuple(made)


def _edit(character: str, rng: random.Random) -> str:
    deed = rng.random()
    if deed < 0.6:
        return rng.choice(_characters())
    return "" if deed < 0.8 else character + rng.choice(_characters())


def reordered(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """The sentences in another order; two at least."""
    made = list(paragraph)
    while tuple(made) == paragraph:
        rng.shuffle(made)
    return tuple(made)


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(entry.split("=") for entry in words()["近义词"])
    both = {**{new: old for old, new in pairs.items()}, **pairs}
    return re.compile("|".join(sorted(both, key=lambda word: (-len(word), word)))), both


def replaceable(paragraph: Paragraph) -> int:
    """How many words a synonym is known for."""
    pattern, _ = _synonyms()
    return sum(len(pattern.findall(token.text)) for sentence in paragraph for token in sentence if token.sort == "word")


def synonyms(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """30 to 60 % of the words that a synonym is known for, replaced by it; at least one."""
    pattern, other = _synonyms()
    total = replaceable(paragraph)
    chosen = set(rng.sample(range(total), max(1, round(total * rng.uniform(0.3, 0.6)))))
    seen = iter(range(total))

    def change(token: Token) -> Token:
        if token.sort != "word":
            return token
        return replace(token, text=pattern.sub(lambda m: other[m.group()] if next(seen) in chosen else m.group(), token.text))

    return _mapped(paragraph, change)


def half(paragraph: Paragraph, writer: Writer, section: str) -> Paragraph:
    """Half of the sentences, among as much new text."""
    kept = set(writer.rng.sample(range(len(paragraph)), len(paragraph) // 2 or 1))
    carried = [sentence for number, sentence in enumerate(paragraph) if number in kept]
    size = sum(len(token.text) for sentence in carried for token in sentence)
    new = list(writer.paragraph(section, max(size - 15, 10)))
    return (*new, *carried) if writer.rng.random() < 0.5 else (*carried, *new)


def swapped(paragraph: Paragraph, share: float, writer: Writer) -> Paragraph:
    """So large a share of the words of the vocabulary replaced by others of the same list."""
    rng = writer.rng
    lists = [value for value in writer.lists.values() if isinstance(value, list) and "{" not in value[0]]
    pools = {word: pool for pool in lists for word in pool}

    def change(token: Token) -> Token:
        pool = pools.get(token.text) if token.sort == "word" else None
        return replace(token, text=rng.choice(pool)) if pool and rng.random() < share else token

    return _mapped(paragraph, change)


def all_moved(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Every figure changed."""
    while True:
        made = figures_moved(paragraph, rng)
        if all(a != b for a, b in zip(telling(made), telling(paragraph), strict=True)):
            return made


def bears(label: str, source: Paragraph) -> bool:
    """Whether a paragraph has what the change of that label needs."""
    years = any(token.sort == "year" for sentence in source for token in sentence)
    needed = {
        "year": years,
        "figures": bool(telling(source)),
        "order": len(source) > 1,
        "half": len(source) > 1 and len(source) % 2 == 0,
        "synonyms": replaceable(source) > 3,
    }
    return needed.get(label, True)
