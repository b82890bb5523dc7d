"""What can be drafted and with what: document types, phrases, the facts file's schema and blank form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafter.resources import Packs

__all__ = ["DEFAULT_TYPE", "facts_schema", "list_phrases", "list_types", "skeleton"]

DEFAULT_TYPE = "项目支出绩效自评报告"


def list_types(packs: Sequence[Path] = ()) -> list[tuple[str, str]]:
    """The document types with what each is."""
    from drafter.config.plans import load_plan, plan_names

    found = Packs.find(packs)
    plans = [load_plan(name, found) for name in plan_names(found)]
    return [(plan.name, plan.note or plan.basis or "") for plan in plans]


def list_phrases(packs: Sequence[Path] = ()) -> list[Any]:
    """The entries of the phrasebank, in its order."""
    from drafter.wording.phrasebank import load_phrasebank

    return list(load_phrasebank(Packs.find(packs)))


def facts_schema() -> dict[str, Any]:
    """The JSON Schema of the facts file, for editors."""
    from drafter.facts.json_schema import facts_json_schema

    return facts_json_schema()


def skeleton(kind: str = DEFAULT_TYPE, packs: Sequence[Path] = ()) -> str:
    """A commented facts file to be filled in for a document type."""
    from drafter.config.plans import load_plan

    found = Packs.find(packs)
    plan = load_plan(kind, found)
    path = found.find_file(f"templates/zh/facts/{plan.name}.yaml") or found.file(f"templates/zh/facts/{DEFAULT_TYPE}.yaml")
    return path.read_text(encoding="utf-8").replace(f"文种: [{DEFAULT_TYPE}]", f"文种: [{plan.name}]")
