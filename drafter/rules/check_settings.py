"""The settings files of the checker as records; faults are reported with file, line and column."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from drafter.claims.claim_forms import form_faults
from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.figures import Numbers
from drafter.config.messages import problems_of
from drafter.config.reader import RawFacts
from drafter.config.settings import Setting, load_settings, read_settings
from drafter.core.errors import InputError, Problem
from drafter.resources import Packs
from drafter.rules.base import Rule, RuleSettings
from drafter.rules.engine import CheckSettings
from drafter.rules.known_forms import FormsBook
from drafter.rules.registry import RULES
from drafter.tables.classification import Classification
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords
from drafter.wording.lexicon import load_lexicon

__all__ = ["check_settings", "claim_settings", "rule_settings"]


def check_settings(packs: Packs, rules: tuple[Rule, ...] = RULES) -> CheckSettings:
    """Everything that checking needs beside the documents. `InputError` with every fault of a settings file."""
    words = load_settings(packs.file("configs/tables.yaml"), TableWords, packs)
    relations = load_settings(packs.file("configs/reconciliation.yaml"), Relations, packs)
    return CheckSettings(Numbers.load(packs), words, relations, claim_settings(packs), rules, rule_settings(packs, words))


def rule_settings(packs: Packs, words: TableWords | None = None) -> RuleSettings:
    """What the settings files say of rules; `words` is configs/tables.yaml where it is loaded already."""
    words = words or load_settings(packs.file("configs/tables.yaml"), TableWords, packs)
    forms = load_settings(packs.file("configs/forms.yaml"), FormsBook, packs)
    options = _options(read_settings(packs.file("configs/wording_rules.yaml"), packs))
    classification = load_settings(packs.file("configs/classification.yaml"), Classification, packs)
    return RuleSettings(forms, options, words, load_lexicon(packs), classification)


def claim_settings(packs: Packs) -> ClaimSettings:
    """configs/claims.yaml; `InputError` with every fault of it, its forms are looked at once all else is right."""
    raw = read_settings(packs.file("configs/claims.yaml"), packs)
    try:
        claims = ClaimSettings.model_validate(raw.data or {})
    except ValidationError as error:
        raise InputError(problems_of(error, ClaimSettings, raw.positions, raw.source)) from None
    problems = [
        Problem(raw.source, *raw.positions.of(("形态", index)), ("形态", str(index + 1)), fault)
        for index, fault in form_faults(claims.forms, claims.pieces)
    ]
    if problems:
        raise InputError(problems)
    return claims


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
