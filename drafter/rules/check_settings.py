"""The settings files of the checker as records; faults are reported with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from drafter.claims.claim_forms import form_faults
from drafter.config.messages import problems_of
from drafter.config.reader import RawFacts
from drafter.config.settings import Setting, load_settings, read_settings
from drafter.core.errors import InputError, Problem
from drafter.core.patterns import tried_re
from drafter.resources import Packs
from drafter.rules.base import RuleSettings
from drafter.rules.known_forms import FormsBook
from drafter.rules.registry import RULES
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords
from drafter.wording.lexicon import load_lexicon

__all__ = ["check_settings", "rule_settings"]

_RECORDS: Mapping[str, type[Any]] = {"tables": TableWords, "reconciliation": Relations}
_CLAIMS = ("形态", "不能超过百分之百的率")


def check_settings(packs: Packs) -> tuple[dict[str, Any], RuleSettings]:
    """What tables and claims read, by stem, and what rules read, all validated once. `InputError` with every fault of a file."""
    files: dict[str, Any] = {
        name: load_settings(packs.file(f"configs/{name}.yaml"), model, packs) for name, model in _RECORDS.items()
    }
    claims = read_settings(packs.file("configs/claims.yaml"), packs)
    _check_claims(claims)
    return {**files, "claims": claims.data}, rule_settings(packs, files["tables"])


def rule_settings(packs: Packs, words: TableWords | None = None) -> RuleSettings:
    """What the settings files say of rules; `words` is configs/tables.yaml where it is loaded already."""
    words = words or load_settings(packs.file("configs/tables.yaml"), TableWords, packs)
    forms = load_settings(packs.file("configs/forms.yaml"), FormsBook, packs)
    options = _options(read_settings(packs.file("configs/wording_rules.yaml"), packs))
    return RuleSettings(forms, options, words, load_lexicon(packs))


def _check_claims(raw: RawFacts) -> None:
    data = raw.data if isinstance(raw.data, dict) else {}
    missing = [name for name in _CLAIMS if not isinstance(data.get(name), list)]
    if missing:
        raise InputError.of(raw.source, f"缺少“{'”、“'.join(missing)}”，或不是列表", line=1, column=1)
    problems = [
        Problem(raw.source, *raw.positions.of(("形态", index)), ("形态", str(index + 1)), "要有“形态”和“式”两项")
        for index, entry in enumerate(data["形态"])
        if not isinstance(entry, dict) or {"形态", "式"} - entry.keys()
    ]
    problems += _faulty_marks(raw, data.get("区分") or ())
    if not problems:
        problems = [
            Problem(raw.source, *raw.positions.of(("形态", index)), ("形态", str(index + 1)), fault)
            for index, fault in form_faults(data)
        ]
    if problems:
        raise InputError(problems)


def _faulty_marks(raw: RawFacts, marks: Any) -> Iterator[Problem]:
    """What sets figures apart: a name and a pattern each."""
    for index, mark in enumerate(marks):
        place = raw.positions.of(("区分", index))
        if not isinstance(mark, dict) or {"名称", "式"} - mark.keys():
            yield Problem(raw.source, *place, ("区分", str(index + 1)), "要有“名称”和“式”两项")
            continue
        try:
            tried_re(str(mark["式"]))
        except re.error as error:
            yield Problem(raw.source, *place, ("区分", str(index + 1)), f"“式”写错了（{error.msg}）")


def _options(raw: RawFacts) -> dict[str, Setting]:
    """The options of each rule as the record that the rule itself declares."""
    known = {rule.code: rule.options for rule in RULES}
    found: dict[str, Setting] = {}
    problems: list[Problem] = []
    for code, data in (raw.data or {}).items():
        if code not in known:
            problems.append(Problem(raw.source, *raw.positions.of((code,)), (code,), "没有这条规则"))
            continue
        options = known[code]
        try:
            if options is not None:
                found[code] = options.model_validate(data or {})
        except ValidationError as error:
            problems += problems_of(error, options or BaseModel, raw.positions, raw.source, (code,))
    if problems:
        raise InputError(problems)
    return found
