"""Suggestions for notes: as text for the terminal, and as JSON, schema ``drafter.suggest/1`` (docs/wire-schema.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any

from drafter.core.presentation import one_line
from drafter.report.json_report import dump
from drafter.report.wrapping import folded
from drafter.wording.suggestions import TOPIC, Match, SectionGuess, Suggestion, slots_shown

__all__ = ["SCHEMA", "render_suggest_json", "render_suggest_text", "suggest_schema"]

SCHEMA = "drafter.suggest/1"
WORDS_SHOWN = 4
_KINDS = (("problems", "问题"), ("measures", "措施"), ("results", "成效"), ("conventions", "常用语"))
_FIRST = {
    "下一步改进意见": "措施",
    "绩效目标完成情况": "成效",
    "资金使用": "常用语",
    "项目组织实施": "常用语",
    "自评组织": "常用语",
}
"""The kind of phrase that a section is made of; of the others it is problems."""


def render_suggest_text(suggestions: Sequence[Suggestion], borne: frozenset[str] | None = None) -> str:
    """The suggestions one after the other."""
    return "\n\n".join("\n".join(_suggestion(one, borne)) for one in suggestions) + "\n"


def render_suggest_json(suggestions: Sequence[Suggestion], borne: frozenset[str] | None = None) -> str:
    """One object, with a line break at the end."""
    return dump({"schema": SCHEMA, "notes": [_data(one, borne) for one in suggestions]})


def suggest_schema() -> dict[str, Any]:
    """The JSON Schema that ships with the program."""
    path = resources.files("drafter.report") / "assets" / "drafter.suggest-1.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _suggestion(one: Suggestion, borne: frozenset[str] | None) -> Iterator[str]:
    yield f"“{one_line(one.note)}”"
    yield from folded("  写在  ", "；也可能是 ".join(map(_section, one.sections)) or "看不出写在哪一节")
    first = _FIRST.get(one.sections[0].name, "问题") if one.sections else "问题"
    kinds = sorted((kind for _, kind in _KINDS), key=lambda kind: kind != first)
    shown = [(kind, one.matches.get(kind, ())) for kind in kinds]  # type: ignore[call-overload]
    if not any(matches for _, matches in shown):
        yield "  常用语库里没有相近的；可以自己写，或用 drafter phrases 看全部"
    for kind, matches in shown:
        for place, match in enumerate(matches, 1):
            yield from folded(f"  {kind if place == 1 else '　' * len(kind)}  ", _match(match, borne))
            if place == 1:
                yield from folded("        例  ", slots_shown(" ".join(match.phrase.wordings[0].split())))


def _section(guess: SectionGuess) -> str:
    return f"{guess.name}（{_quoted(guess.words)}）"


def _match(match: Match, borne: frozenset[str] | None) -> str:
    """Its code and heading, whether the facts bear it, and why it is offered."""
    heading = f" {match.heading}" if match.heading != match.phrase.code else ""
    held = "" if borne is None else "，事实支持" if match.phrase.code in borne else "，事实不支持"
    reasons = [f"答“{match.answers}”"] if match.answers else []
    reasons += [f"{_word(word)} {weight:g}" for word, weight in match.words[:WORDS_SHOWN]]
    answers = f"　答以：{'、'.join(match.phrase.answers)}" if match.phrase.answers else ""
    return f"{match.phrase.code}{heading}（{'、'.join(reasons)}{held}）{answers}"


def _word(word: str) -> str:
    return f"同是{word.removeprefix(TOPIC)}" if word.startswith(TOPIC) else f"“{word}”"


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"“{one_line(word)}”" for word in words)


def _data(one: Suggestion, borne: frozenset[str] | None) -> dict[str, Any]:
    sections = [{"name": guess.name, "score": guess.score, "words": list(guess.words)} for guess in one.sections]
    kinds = {name: [_match_data(match, borne) for match in one.matches.get(kind, ())] for name, kind in _KINDS}  # type: ignore[call-overload]
    return {"note": one.note, "sections": sections, **kinds}


def _match_data(match: Match, borne: frozenset[str] | None) -> dict[str, Any]:
    return {
        "code": match.phrase.code,
        "heading": match.heading,
        "score": match.score,
        "words": [
            {"word": word.removeprefix(TOPIC), "weight": weight, "topic": word.startswith(TOPIC)} for word, weight in match.words
        ],
        "wordings": [slots_shown(" ".join(wording.split())) for wording in match.phrase.wordings],
        "answers": list(match.phrase.answers),
        "answers_problem": match.answers or None,
        "borne_by_facts": None if borne is None else match.phrase.code in borne,
    }
