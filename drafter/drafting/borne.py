"""Which phrases the facts of a project bear, without writing a report."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.config.plans import Plan
from drafter.drafting.composer import Composer, _Composition
from drafter.drafting.phrases import PhraseChooser, PriorText
from drafter.facts.sheet import FactSheet
from drafter.facts.values import FactNode

__all__ = ["borne"]


def borne(composer: Composer, sheet: FactSheet, project: FactNode, plan: Plan) -> Iterator[str]:
    """The codes of the phrases whose condition the facts of a project meet."""
    composer.environment.budget.reset()
    made = _Composition(composer, sheet, project, plan, PriorText())
    chooser = PhraseChooser(composer.bank, composer.environment, made.values, seed="", prior=PriorText())
    yield from (phrase.code for phrase in composer.bank if any(True for _ in chooser.offered(phrase)))
