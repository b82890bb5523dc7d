"""Why money was left over at the end of the year: as the unit states it, else as dates and indicators show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from drafter.core.provenance import Fragment, Origin
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["balance_kind", "told_kind"]

UNKNOWN = "不明"


def balance_kind(project: FactNode, words: Mapping[str, Sequence[str]], thresholds: Mapping[str, Decimal]) -> Fragment:
    """合同, 跨年, 流标, 晚到, 未做, 节约, 高估 or 不明: the word by which the phrasebank asks for the cause of a balance."""
    funds = project["资金"]
    kind = UNKNOWN
    if isinstance(funds, FactNode):
        kind = _stated(funds, words) or _shown(project, funds, thresholds)
    return Fragment.of(kind, Origin("formula", " → ".join(project.path), project.line))


def told_kind(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """The kind that a reason in a clerk's words is of: 两次公开招标均流标 is 流标."""
    return next((kind for kind, signs in words.items() if any(sign in text for sign in signs)), "")


def _stated(funds: FactNode, words: Mapping[str, Sequence[str]]) -> str:
    """The kind that most of the balance is of by its stated reasons; empty where they explain less than half."""
    sums: dict[str, Fraction] = {}
    whole = Fraction(0)
    for disposal in funds["结余去向"]:
        amount = disposal["金额"].exact or Fraction(0)
        said = [text.plain for text in (disposal["原因"], disposal["用途"]) if isinstance(text, Fragment)]
        kind = next((found for text in said if (found := told_kind(text, words))), "")
        sums[kind] = sums.get(kind, Fraction(0)) + amount
        whole += amount
    best = max(sums, key=lambda kind: sums[kind], default="")
    return best if best and sums[best] * 2 >= whole else ""


def _shown(project: FactNode, funds: FactNode, thresholds: Mapping[str, Decimal]) -> str:
    """The kind that the other facts show where the unit gave no reason."""
    if _late_share(funds) >= thresholds.get("晚到占比", Decimal(30)):
        return "晚到"
    if _runs_on(project):
        return "跨年"
    indicators = [node for node in project["指标"] if isinstance(node, FactNode)]
    if any(node["达标"] == "否" and node["类"] in {"数量", "时效", "产出"} for node in indicators):
        return "未做"
    met = [node for node in indicators if node["达标"] == "是"]
    return "高估" if met and len(met) == len([n for n in indicators if not isinstance(n["达标"], Missing)]) else UNKNOWN


def _late_share(funds: FactNode) -> Fraction:
    """Percent of the year's receipts that came after their due day, or in the last months."""
    late = sum((receipt["金额"].exact or Fraction(0) for receipt in funds["晚到各笔"]), Fraction(0))
    received = funds["到位金额"]
    whole = received.exact if isinstance(received, Fact) else None
    return late * 100 / whole if whole else Fraction(0)


def _runs_on(project: FactNode) -> bool:
    """Whether the project's own time ends after its last receipts' year."""
    span, year = project["起止时间"], project["报告年度"]
    if not isinstance(span, FactNode) or not isinstance(span["止"], Fragment) or not isinstance(year, Fragment):
        return False
    return span["止"].plain.split("年")[0] > year.plain
