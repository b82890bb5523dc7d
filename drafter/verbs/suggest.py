"""For a clerk's raw notes: where each belongs and which phrases speak of the same; with facts, which of them the facts bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.core.errors import InputError
from drafter.resources import Packs

if TYPE_CHECKING:
    from drafter.wording.suggestions import Suggestion

__all__ = ["LONGEST_NOTE", "Suggested", "suggest"]

LONGEST_NOTE = 500
"""Characters of a note; more is a report, and belongs to `drafter check`."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggestions for notes, in their order."""

    suggestions: tuple[Suggestion, ...]
    borne: frozenset[str] | None = None
    """Codes of the phrases that the facts bear; `None` where no facts were given."""


def suggest(notes: Sequence[str], *, facts: Path | None = None, packs: Sequence[Path] = (), count: int = 3) -> Suggested:
    """Suggestions for notes of a line each; `InputError` for a note that is too long, or for none."""
    lines = [note.strip() for note in notes if note.strip()]
    if not lines:
        raise InputError.of("笔记", "没有内容；写一句话，例如 drafter suggest 设备招标流标两次，今年没买成")
    if long := next((note for note in lines if len(note) > LONGEST_NOTE), ""):
        raise InputError.of("笔记", f"一条笔记最多 {LONGEST_NOTE} 个字，这一条太长：{long[:20]}…；一件事写一行")
    from drafter.wording.lexicon import load_lexicon
    from drafter.wording.phrasebank import load_phrasebank
    from drafter.wording.suggestions import Suggester

    found = Packs.find(packs)
    suggester = Suggester(load_phrasebank(found), load_lexicon(found))
    return Suggested(tuple(suggester.suggest(note, count) for note in lines), _borne(facts, found))


def _borne(facts: Path | None, packs: Packs) -> frozenset[str] | None:
    """The phrases that the facts of any project bear."""
    if facts is None:
        return None
    from drafter.config.plans import load_plan
    from drafter.drafting.borne import borne
    from drafter.drafting.composer import load_composer
    from drafter.facts.loader import load_facts
    from drafter.verbs.catalogue import DEFAULT_TYPE

    sheet = load_facts(facts, facts.name)
    composer, plan = load_composer(packs), load_plan(DEFAULT_TYPE, packs)
    return frozenset(code for project in sheet.projects for code in borne(composer, sheet, project, plan))
