"""The content of configs/claims.yaml as a record, so that what an office writes wrongly is refused with its line and column."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from drafter.claims.roles import Role
from drafter.config.settings import Pattern, Setting

__all__ = ["AccountEquation", "Balance", "BoundedCounts", "ClaimForm", "ClaimSettings", "NamedTotal"]

_NOT_CUED = {Role.PLAIN, Role.RATE, Role.LAST}
"""Roles that no cue gives: they follow from the figure, or from the words that compare."""


def _by_scope(written: Any) -> Any:
    """The cues of a role, which may be kept apart by scope (年初, 调整, 全年)."""
    return {"": written} if isinstance(written, str) else written


class ClaimForm(Setting):
    """A way to say a claim; `drafter.claims.claim_forms` says what its text may hold."""

    shape: str = Field(alias="形态")
    text: str = Field(alias="式")
    name: str = Field(default="", alias="名称")


class TotalCell(Setting):
    """The row and column of a table that a total stands in."""

    row: str = Field(default="", alias="行")
    column: str = Field(default="", alias="列")
    budget: str = Field(default="", alias="预算列")


class NamedTotal(TotalCell):
    """What the prose calls a total of a table, or a fact."""

    pattern: Pattern = Field(alias="式")
    tables: str = Field(alias="表")
    also: str = Field(default="", alias="也看")
    unit: str = Field(default="", alias="单位")
    alternatives: tuple[TotalCell, ...] = Field(default=(), alias="或")
    other_paragraphs: tuple[str, ...] | None = Field(default=None, alias="不是段")
    """Words of paragraphs that mean another total; `None` for those that hold of all names."""
    other_sentences: tuple[str, ...] | None = Field(default=None, alias="不是句")


class BoundedCounts(Setting):
    """A count that is a part of another."""

    small: Pattern = Field(alias="小")
    large: Pattern = Field(alias="大")
    unit: str = Field(alias="单位")


class FundRateName(Setting):
    """A rate of two amounts of money by its name."""

    rate: Pattern = Field(alias="率")
    part: Pattern = Field(alias="分子")
    whole: Pattern = Field(alias="分母")


class FundRateNames(Setting):
    """The rates of money."""

    names: tuple[FundRateName, ...] = Field(default=(), alias="名称")
    apart: Pattern | None = Field(default=None, alias="不是全部")


class ClosedWhole(Setting):
    """A whole with all its parts."""

    whole: Pattern = Field(alias="总")
    parts: tuple[Pattern, ...] = Field(alias="分", min_length=2)


class AccountEquation(Setting):
    """A total with the part that it always has, and those that it may have."""

    total: Pattern = Field(alias="总")
    part: Pattern = Field(alias="分")
    more: tuple[Pattern, ...] = Field(alias="另加", min_length=1)


class Balance(Setting):
    """Words that tell what is left of what came in."""

    words: Pattern = Field(alias="式")
    came: Pattern = Field(alias="收入")
    spent: Pattern = Field(alias="支出")


class MarkKind(Setting):
    """What sets two figures of one name apart: the number of a document, a batch."""

    name: str = Field(alias="名称")
    pattern: Pattern = Field(alias="式")
    one_without: Literal["可比"] | None = Field(default=None, alias="缺一")


class ClaimSettings(Setting):
    """configs/claims.yaml."""

    roles: dict[str, Annotated[dict[str, Pattern], BeforeValidator(_by_scope)]] = Field(default_factory=dict, alias="角色")
    pieces: dict[str, str] = Field(default_factory=dict, alias="词")
    forms: tuple[ClaimForm, ...] = Field(alias="形态")
    fund_rates: FundRateNames = Field(default_factory=FundRateNames, alias="资金的率")
    closed_wholes: tuple[ClosedWhole, ...] = Field(default=(), alias="全部分项")
    accounts: tuple[AccountEquation, ...] = Field(default=(), alias="收支的等式")
    balance: Balance | None = Field(default=None, alias="收支相抵")
    whole_sets: tuple[tuple[Pattern, ...], ...] = Field(default=(), alias="完整的构成")
    apart: tuple[tuple[Pattern, ...], ...] = Field(default=(), alias="不相干的构成")
    crossing: tuple[Pattern, ...] = Field(default=(), alias="交叉的属性")
    closing: Pattern | None = Field(default=None, alias="列举之后的总数")
    reported: tuple[Pattern, ...] = Field(default=(), alias="指出的错误")
    unique: tuple[Pattern, ...] = Field(default=(), alias="全文一个的个数")
    bounded: tuple[BoundedCounts, ...] = Field(default=(), alias="不会更多的个数")
    limited: tuple[str, ...] = Field(alias="不能超过百分之百的率")
    totals: tuple[NamedTotal, ...] = Field(default=(), alias="表内总数")
    other_paragraphs: tuple[str, ...] = Field(default=(), alias="不是总数的段")
    other_sentences: tuple[str, ...] = Field(default=(), alias="不是总数的句")
    marks: tuple[MarkKind, ...] = Field(default=(), alias="区分")
    facts: tuple[NamedTotal, ...] = Field(default=(), alias="事实名称")
    other_years: tuple[str, ...] = Field(default=(), alias="不是本年的句")

    @field_validator("roles")
    @classmethod
    def _known_roles(cls, roles: dict[str, Any]) -> dict[str, Any]:
        known = [role.value for role in Role if role not in _NOT_CUED]
        strange = [name for name in roles if name not in known]
        if strange:
            raise ValueError(f"没有叫“{'、'.join(strange)}”的角色；可用的有：{'、'.join(known)}")
        return roles
