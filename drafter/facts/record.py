"""What every mapping of a facts file has in common: only known keys, and a message that shows how a mapping is written."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Record", "optional"]


class Record(BaseModel):
    """A mapping of the facts file; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, written: Any) -> Any:
        if not isinstance(written, dict | BaseModel):
            keys = "、".join(str(field.alias) for field in list(cls.model_fields.values())[:4])
            colon = isinstance(written, str) and ("：" in written or ":" in written)
            raise ValueError(f"应为“键: 值”的分级内容（例如 {keys}）{'；键后面要用英文冒号，再空一格' if colon else ''}")
        return written


def optional(alias: str, description: str = "", **more: Any) -> Any:
    """The field of a key that may be left out; `description` is what an editor shows, the key itself where nothing is to be said."""
    return Field(default=None, alias=alias, description=description or alias, **more)
