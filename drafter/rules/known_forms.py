"""Forms as ``configs/forms.yaml`` defines them: how one is recognised, which boxes it has, which of them must be filled in."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.config.settings import Setting

__all__ = ["BoxSpec", "FormSpec", "FormsBook"]


class BoxSpec(Setting):
    """One box of a form."""

    name: str = Field(alias="框")
    aliases: tuple[str, ...] = Field(default=(), alias="别名")
    level: Literal["必填", "应填", "可空"] = Field(default="应填", alias="级别")
    """必填: an error when empty; 应填: a warning; 可空: known as a label only."""
    needs: Literal["编码和名称", "金额", "问题", ""] = Field(default="", alias="要求")
    """What the content has to hold."""


class FormSpec(Setting):
    """A form as it is recognised, and its boxes."""

    signs: tuple[str, ...] = Field(default=(), alias="认出")
    """Words of its title or of its cells; one is enough."""
    boxes: tuple[BoxSpec, ...] = Field(default=(), alias="框")


class FormsBook(Setting):
    """All forms that are known, and the lines outside tables that ask for something."""

    forms: dict[str, FormSpec] = Field(default_factory=dict, alias="表")
    common: tuple[BoxSpec, ...] = Field(default=(), alias="通用")
    """Boxes of any form that has at least `drafter.rules.boxes.FEWEST_LABELS` known labels."""
    lines: tuple[BoxSpec, ...] = Field(default=(), alias="行首")
    """Labels of lines outside tables: 填报单位（盖章）."""
