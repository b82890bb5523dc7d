"""Settings files as records or plain data; what is wrong with one is said with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from drafter.config.layers import laid_over
from drafter.config.messages import problems_of
from drafter.config.reader import RawFacts, read_yaml
from drafter.core.errors import InputError
from drafter.core.patterns import tried_re, trust
from drafter.core.quantity import plain_number
from drafter.resources import Packs

__all__ = ["Number", "Pattern", "Setting", "load_settings", "pattern_fault", "read_numbers", "read_settings", "read_texts"]


_FAULTS = {
    "unterminated character set": "方括号没有配对",
    "unterminated subpattern": "圆括号没有配对",
    "unbalanced parenthesis": "圆括号没有配对",
    "nothing to repeat": "*、+、? 前面没有可以重复的内容",
    "multiple repeat": "*、+、? 连用了",
    "bad escape": "反斜杠后面的字不对",
    "bad character range": "方括号里的范围前后颠倒",
    "look-behind requires fixed-width pattern": "(?<=…)、(?<!…) 里的长度要固定",
}
"""Beginnings or parts of what `re` says."""


def pattern_fault(error: re.error) -> str:
    """What is wrong with a regular expression, in Chinese, and where in it."""
    said = next((words for part, words in _FAULTS.items() if part in error.msg), error.msg)
    where = "" if error.pos is None else f"第 {error.pos + 1} 个字符处"
    return f"正则表达式写错了（{where}{said}）"


def _compile(written: Any, usual: ValidatorFunctionWrapHandler) -> Any:
    """A text as a pattern; what is no text is refused as pydantic does."""
    try:
        return tried_re(written) if isinstance(written, str) else usual(written)
    except re.error as error:
        raise ValueError(pattern_fault(error)) from None


Pattern = Annotated[re.Pattern[str], WrapValidator(_compile)]
"""A regular expression over folded text: half-width digits and signs, every white space a plain space."""


def _plain_number(written: Any) -> Any:
    return plain_number(written) if isinstance(written, str) else written


Number = Annotated[Decimal, BeforeValidator(_plain_number)]
"""A number in plain digits."""


class Setting(BaseModel):
    """A mapping of a settings file; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_S = TypeVar("_S", bound=Setting)


def load_settings(path: Path, model: type[_S], packs: Packs) -> _S:
    """A settings file as a record."""
    raw = read_settings(path, packs)
    try:
        return model.model_validate(raw.data)
    except ValidationError as error:
        raise InputError(problems_of(error, model, raw.positions, raw.source)) from None


def read_settings(path: Path, packs: Packs) -> RawFacts:
    """A settings file as plain data with positions, read once a process; an office's over the shipped one of the same name."""
    layers = (path, *packs.layers_below(path))
    return _read_once(tuple((layer, packs.show(layer)) for layer in layers), shipped=packs.is_shipped(layers[-1]))


@lru_cache(maxsize=64)
def _read_once(layers: tuple[tuple[Path, str], ...], *, shipped: bool) -> RawFacts:
    """The layers, the office's own first; whether drafter ships the last, whose patterns are tried already."""
    raws = [read_yaml(path, source) for path, source in layers]
    raw = raws.pop()
    if shipped:
        trust(_texts(raw.data))
    while raws:
        raw = laid_over(raws.pop(), raw)
    return raw


def _texts(data: Any) -> Iterator[str]:
    """Every text among plain data."""
    if isinstance(data, str):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(item)


def read_numbers(path: Path, packs: Packs) -> dict[str, Decimal]:
    """A settings file of names and numbers."""
    raw = read_settings(path, packs)
    numbers: dict[str, Any] = raw.data if isinstance(raw.data, dict) else {}
    try:
        return {name: plain_number(str(value)) for name, value in numbers.items()}
    except ValueError:
        raise InputError.of(raw.source, "这个文件里每一项都应为数字") from None


def read_texts(path: Path, packs: Packs) -> dict[str, str]:
    """A settings file of names and texts."""
    raw = read_settings(path, packs)
    return {name: str(text) for name, text in raw.data.items()} if isinstance(raw.data, dict) else {}
