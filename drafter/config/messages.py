"""Pydantic's errors in Chinese, with the nearest known key for an unknown one."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from drafter.config.reader import Path_, Positions, label_path
from drafter.core.errors import Problem
from drafter.core.text import nearest

__all__ = ["known_keys", "problems_of"]

_FIXED = {
    "list_type": "应为列表（每条前面加“- ”），确实没有请填“无”",
    "tuple_type": "应为列表（每条前面加“- ”）",
    "dict_type": "应为“名称: 值”的分级内容",
    "string_type": "应为文字",
    "model_type": "应为“键: 值”的分级内容",
    "none_required": "应为空",
}
_NUMBER = "应为数字"
_WITH_VALUE = {
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为“是”或“否”",
    "bool_type": "应为“是”或“否”",
    "string_too_short": "太短，至少要 {min_length} 个字",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
}
"""What pydantic says of a value, with the bounds it gives; the value is added."""


def problems_of(
    error: ValidationError, model: type[BaseModel], positions: Positions, source: str, prefix: Path_ = ()
) -> list[Problem]:
    """Every error of a validation, at its line and column."""
    return [_problem(detail, model, positions, source, prefix) for detail in error.errors(include_url=False)]


def _problem(detail: Any, model: type[BaseModel], positions: Positions, source: str, prefix: Path_) -> Problem:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    path = (*prefix, *location)
    if detail["type"] == "extra_forbidden":
        line, column = positions.keys.get(path, positions.of(path))
    else:
        line, column = positions.of(path)
    return Problem(source, line, column, label_path(path), _message(detail, model, location))


def _message(detail: Any, model: type[BaseModel], location: Path_) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(location[-1]), known_keys(model, location[:-1]))
    if kind == "missing":
        return "缺少必填项"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind == "literal_error":
        choices = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return f"应为 {choices} 之一（现值：'{detail['input']}'）"
    told = _WITH_VALUE.get(kind, "值不对").format_map(detail.get("ctx", {}))
    return _FIXED.get(kind, f"{told}（现值：'{detail['input']}'）")


def _unknown_key(key: str, known: list[str]) -> str:
    guess = nearest(key, known)
    hint = f"是不是“{guess}”？" if guess else f"这里可以用的键有：{'、'.join(known)}"
    return f"不认识的键“{key}”，{hint}"


def known_keys(model: type[BaseModel], location: Path_) -> list[str]:
    """The keys that a mapping at this place may have."""
    found: type[BaseModel] | None = model
    for part in location:
        if isinstance(part, int) or found is None:
            continue
        annotation = next((f.annotation for f in found.model_fields.values() if part in (f.alias, f.title)), None)
        found = _model_in(annotation)
    return [str(field.alias) for field in found.model_fields.values()] if found else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as ``Annotated[list[Source], …] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found:
            return found
    return None
