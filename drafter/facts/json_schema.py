"""The facts file's JSON Schema from the same models that load it, for completion and hints in an editor."""

from __future__ import annotations

from typing import Any

from drafter.facts.schema import Facts

__all__ = ["facts_json_schema"]

_PENDING = {"const": "待补", "description": "还不知道，报告里会突出显示"}
_EMPTY = {"type": "null"}
_NEVER_EMPTY = {"单位年度事实", "单位", "项目"}
"""What is required in other records may be empty while the whole record is: a form that is still to be filled in."""


def facts_json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12); every optional value may also be empty or 待补, every list 无."""
    schema = Facts.model_json_schema(by_alias=True)
    for model in (schema, *schema.get("$defs", {}).values()):
        required = set(model.get("required", ()))
        for name, given in model.get("properties", {}).items():
            model["properties"][name] = _allowing_pending(given, required=name in required)
            if name in required and model.get("title") not in _NEVER_EMPTY:
                model["properties"][name] = _allowing_empty(model["properties"][name])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema


def _allowing_pending(given: dict[str, Any], *, required: bool) -> dict[str, Any]:
    """The property with 待补 and 无 among what it may be, and without pydantic's null default."""
    shown: dict[str, Any] = {key: given[key] for key in ("title", "description") if key in given}
    options = given.get("anyOf", [{k: v for k, v in given.items() if k not in (*shown, "default")}])
    kept = [option for option in options if option != {"type": "null"}]
    if required:
        return {**shown, "anyOf": kept} if len(kept) > 1 else {**shown, **kept[0]}
    lists = any(option.get("type") == "array" for option in kept)
    return {**shown, "anyOf": [*kept, _EMPTY, _PENDING, *([{"const": "无"}] if lists else [])]}


def _allowing_empty(given: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {key: given[key] for key in ("title", "description") if key in given}
    options = given.get("anyOf", [{key: value for key, value in given.items() if key not in shown}])
    return {**shown, "anyOf": [*options, _EMPTY]}
