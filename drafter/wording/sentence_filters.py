"""Words of a sentence without what ends or begins them, and targets as officials read them: filters that only cut and add words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Segment
from drafter.facts.values import text_of

__all__ = ["bare_bound", "ending_in", "read_aloud", "sentence", "without_ending"]

_FINAL = "。；，、！：;,. "


def sentence(value: Any) -> Fragment:
    """|句: without its final punctuation, so that the template can go on."""
    fragment = text_of(value)
    segments = list(fragment.segments)
    while segments:
        last = segments[-1]
        if last.origin.kind in {"fact", "formula", "plan"}:
            break
        text = last.text.rstrip(_FINAL)
        if text:
            segments[-1] = replace(last, text=text)
            break
        segments.pop()
    return Fragment(tuple(segments))


def ending_in(value: Any, word: str) -> Fragment:
    """|缀("项目"): with that word at its end, once: 道路改造项目 stays what it is."""
    fragment = sentence(value)
    return fragment if fragment.plain.endswith(word) else Fragment((*fragment.segments, Segment(word)))


def without_ending(value: Any, word: str) -> Fragment:
    """|去尾("完成"): without that word at its end: 2024年10月前完成 as 2024年10月前."""
    fragment = sentence(value)
    *before, last = fragment.segments or (Segment(""),)
    kept = replace(last, text=last.text.removesuffix(word))
    return Fragment(tuple(segment for segment in (*before, kept) if segment.text))


_READ = {
    **dict.fromkeys(("≥", "≧", ">="), ("", "以上")),
    **dict.fromkeys(("≤", "≦", "<="), ("", "以内")),
    ">": ("高于", ""),
    "<": ("低于", ""),
    "=": ("", ""),
}


def bare_bound(value: Any) -> Any:
    """|界: a target's number alone, where the sentence itself says that it is a limit: ≤35元/册 as 35元/册."""
    fragment = sentence(value)
    if not fragment.segments:
        return fragment
    first, *rest = fragment.segments
    text = first.text.lstrip()
    sign = next((sign for sign in sorted(_READ, key=len, reverse=True) if text.startswith(sign)), "")
    kept = [replace(first, text=text[len(sign) :].lstrip()), *rest]
    ending = next((word for word in ("以上", "以内", "以下", "之内") if kept[-1].text.endswith(word)), "")
    kept[-1] = replace(kept[-1], text=kept[-1].text.removesuffix(ending))
    return Fragment(tuple(segment for segment in kept if segment.text))


_NOTHING = lazy_re(r"[0０](?:\.0+)?[^\d.]*")
"""Nothing may happen: 0起 以内 is 0起."""


def read_aloud(value: Any) -> Any:
    """|读: a target as officials write it: ≥3000册 as 3000册以上, ≤2% as 2%以内."""
    fragment = sentence(value)
    if not fragment.segments:
        return fragment
    first, *rest = fragment.segments
    text = first.text.lstrip()
    for sign in sorted(_READ, key=len, reverse=True):
        if text.startswith(sign):
            before, after = _READ[sign]
            bare = replace(first, text=text[len(sign) :].lstrip())
            after = "" if _NOTHING.fullmatch(bare.text) else after
            return Fragment(tuple(s for s in (Segment(before), bare, *rest, Segment(after)) if s.text))
    return fragment
