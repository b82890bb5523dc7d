"""The settings files of the checker as records; faults are reported with file, line and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from drafter.claims.claim_forms import form_faults
from drafter.claims.claim_settings import ClaimSettings
from drafter.config.messages import problems_of
from drafter.config.reader import RawFacts
from drafter.config.settings import Setting, load_settings, read_settings
from drafter.core.errors import InputError, Problem
from drafter.resources import Packs
from drafter.rules.base import RuleSettings
from drafter.rules.known_forms import FormsBook
from drafter.rules.registry import RULES
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords
from drafter.wording.lexicon import load_lexicon

__all__ = ["check_settings", "rule_settings"]

_RECORDS: Mapping[str, type[Any]] = {"tables": TableWords, "reconciliation": Relations}


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
    """`InputError` with every fault of configs/claims.yaml; forms are looked at once all else is right."""
    try:
        ClaimSettings.model_validate(raw.data or {})
    except ValidationError as error:
        raise InputError(problems_of(error, ClaimSettings, raw.positions, raw.source)) from None
    problems = [
        Problem(raw.source, *raw.positions.of(("形态", index)), ("形态", str(index + 1)), fault)
        for index, fault in form_faults(raw.data)
    ]
    if problems:
        raise InputError(problems)


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
