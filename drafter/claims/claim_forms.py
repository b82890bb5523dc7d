"""Claim forms: what each shape needs, and the patterns of configs/claims.yaml compiled from named pieces.

A form speaks of figures by class and role (``{钱:base}``), of stretches of text that stay inside a clause (``[^句，]``) and of
pieces that the settings name once (``{词:决算}``). What a form asks for and no equation knows is refused when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from drafter.claims.claim_settings import ClaimForm
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT
from drafter.core.errors import InputError
from drafter.core.patterns import compiled_quietly, is_trusted, lazy_re

__all__ = ["CLASSES", "SHAPES", "Pattern", "Shape", "form_faults", "load_forms"]

CLASSES = {
    "钱": f"[{chr(MONEY)}-{chr(PERCENT - 1)}]",
    "率": f"[{chr(PERCENT)}-{chr(COUNT - 1)}]",
    "数": f"[{chr(COUNT)}-{chr(NUMBER + 0x3FF)}]",
    "量": f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]",
}
"""Classes of figures by the character that stands for them in a masked text."""
_ANY = CLASSES["量"][1:-1]
_STRETCHES = {
    "[^句，（）]": f"[^。；，（）{_ANY}]",
    "[^句，]": f"[^。；，{_ANY}]",
    "[^句（）]": f"[^。；（）{_ANY}]",
    "[^段（）]": "[^。；（）]",
    "[^段，]": "[^。；，]",
    "[^段]": "[^。；]",
    "[^句]": f"[^。；{_ANY}]",
}
"""Text inside a sentence with and without figures, commas, brackets."""
_SLOT = lazy_re(r"\{([钱率数量]):(\w+)\}")
_PIECE = lazy_re(r"\{词:([^{}]+)\}")
_NAMED = lazy_re(r"\(\?P<(\w+)>")
_UNKNOWN = lazy_re(r"\{[^{}\d,][^{}]*\}")
DEEPEST = 5
"""Pieces may be made of pieces, so far down."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a claim of some kind is made of."""

    needs: frozenset[str]
    """Roles of figures without which there is nothing to compute."""
    may: frozenset[str] = frozenset()
    """Further roles that the equation knows."""
    words: frozenset[str] = frozenset()
    """Named words without which the equation cannot be set up."""


def _shape(needs: str, may: str = "", words: str = "") -> Shape:
    return Shape(frozenset(needs.split()), frozenset(may.split()) | {"other"}, frozenset(words.split()))


SHAPES: Mapping[str, Shape] = {
    "completion": _shape("part rate", "base"),
    "completion-gap": _shape("part rate delta", words="up"),
    "uncomputable": _shape("base part"),
    "growth": _shape("delta rate", "this", "up by"),
    "growth-from": _shape("last rate", "this"),
    "growth-to": _shape("this last delta", "rate"),
    "growth-change": _shape("last delta rate"),
    "addition": _shape("first second total"),
    "balance": _shape("base part rest", "last"),
    "subset-rate": _shape("whole part rate"),
    "deduction": _shape("base part rest"),
    "reduction-rate": _shape("last this rate"),
    "share": _shape("part rate"),
    "indicator": _shape("goal part rate"),
    "gap": _shape("goal part gap"),
    "multiple": _shape("this last times"),
    "average": _shape("count total each", words="per"),
    "difference": _shape("goal part gap"),
}
"""The shapes that there is an equation for."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say a claim."""

    shape: str
    regex: re.Pattern[str]
    name: str = ""
    """What the settings call it; else its shape and number."""


class _FormError(ValueError):
    """What is wrong with a form, in Chinese."""


def form_faults(forms: Iterable[ClaimForm], pieces: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The number from 0 and the fault of each form of the settings that cannot be used."""
    for index, form in enumerate(forms):
        try:
            _compiled(form.shape, form.text, tuple(pieces.items()))
        except _FormError as fault:
            yield index, str(fault)


def load_forms(forms: Iterable[ClaimForm], pieces: Mapping[str, str], source: str) -> tuple[Pattern, ...]:
    """The forms of the settings, compiled; `InputError` for one that cannot be used."""
    return _loaded(tuple((form.shape, form.text, form.name) for form in forms), tuple(pieces.items()), source)


@lru_cache(maxsize=4)
def _loaded(entries: tuple[tuple[str, str, str], ...], pieces: tuple[tuple[str, str], ...], source: str) -> tuple[Pattern, ...]:
    found = []
    for number, (shape, written, name) in enumerate(entries, 1):
        try:
            regex = _compiled(shape, written, pieces)
        except _FormError as fault:
            raise InputError.of(source, str(fault), path=("形态", str(number))) from None
        found.append(Pattern(shape, regex, name or f"{shape}（第{number}个形态）"))
    return tuple(found)


@lru_cache(maxsize=256)
def _compiled(shape: str, written: str, pieces: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """The regular expression of a form; `_FormError` for an unknown shape, role or piece, or a broken expression."""
    if shape not in SHAPES:
        raise _FormError(f"没有形态“{shape}”；可用的有：{'、'.join(sorted(SHAPES))}")
    text = _with_pieces(shape, written, dict(pieces))
    unknown = _UNKNOWN.search(_SLOT.sub("", text))
    if unknown:
        raise _FormError(
            f"形态“{shape}”里有不认识的写法“{unknown[0]}”；可用的有：{{钱:名}} {{率:名}} {{数:名}} {{量:名}} {{词:名}}"
        )
    roles = {match[2] for match in _SLOT.finditer(text)}
    text = _SLOT.sub(lambda match: f"(?P<{match[2]}>{CLASSES[match[1]]})", text)
    for stretch, class_ in _STRETCHES.items():
        text = text.replace(stretch, class_)
    try:
        regex = lazy_re(text) if is_trusted(written, *(piece for _, piece in pieces)) else compiled_quietly(text)
    except re.error as error:
        raise _FormError(f"形态“{shape}”的式写错了（{error.msg}）") from None
    _refuse_roles(shape, roles, set(_NAMED.findall(text)))
    return regex


def _with_pieces(shape: str, written: str, pieces: Mapping[str, str]) -> str:
    """The form with its pieces put in."""

    def piece(match: re.Match[str]) -> str:
        if match[1] not in pieces:
            known = "、".join(pieces) or "（没有）"
            raise _FormError(f"形态“{shape}”里的词“{match[1]}”没有写明；“词”里有：{known}")
        return f"(?:{pieces[match[1]]})"

    for _ in range(DEEPEST):
        if not _PIECE.search(written):
            break
        written = _PIECE.sub(piece, written)
    return written


def _refuse_roles(shape: str, roles: set[str], words: set[str]) -> None:
    """Roles that the equation of the shape does not know, and those that it cannot do without."""
    known = SHAPES[shape]
    strange = sorted(roles - known.needs - known.may)
    if strange:
        allowed = "、".join(sorted(known.needs | known.may))
        raise _FormError(f"形态“{shape}”没有叫“{'、'.join(strange)}”的数；可用的有：{allowed}")
    missing = sorted((known.needs - roles) | (known.words - words))
    if missing:
        raise _FormError(f"形态“{shape}”还缺“{'、'.join(missing)}”，没有它算不出来")
