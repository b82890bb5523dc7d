"""Bounds on what a template may cost: an office's pack is data from outside and must not take the machine down."""

from __future__ import annotations

from time import process_time
from typing import Any

__all__ = ["Budget", "TemplateLimitError", "bounded_operation"]

MOST_STEPS = 50_000
MOST_CHARACTERS = 2_000_000
LARGEST_OPERAND = 10_000
LONGEST_SECONDS = 10
"""Processor time inside templates. A real report takes a few hundred steps and a tenth of a second."""


class TemplateLimitError(Exception):
    """A template went past its bounds; the text is Chinese."""


class Budget:
    """Steps, characters and processor time that one draft may use; time counts inside of ``with budget:``."""

    __slots__ = ("_begin", "_depth", "characters", "seconds", "steps")

    def __init__(self) -> None:
        self._depth = 0
        self._begin = 0.0
        self.reset()

    def __enter__(self) -> None:
        if not self._depth:
            self._begin = process_time()
        self._depth += 1

    def __exit__(self, *_error: object) -> None:
        self._depth -= 1
        if not self._depth:
            self.seconds += process_time() - self._begin

    def reset(self) -> None:
        """A new draft begins."""
        self.steps = 0
        self.characters = 0
        self.seconds = 0.0

    def step(self, count: int = 1) -> None:
        """Counts a turn of a loop, a call, an include."""
        self.steps += count
        if self.steps > MOST_STEPS:
            raise TemplateLimitError(f"模板循环或调用超过 {MOST_STEPS} 次，已停止；请检查是否有死循环或自己包含自己")
        if self._depth and self.seconds + process_time() - self._begin > LONGEST_SECONDS:
            raise TemplateLimitError(f"模板运行超过 {LONGEST_SECONDS} 秒，已停止；请检查循环")

    def write(self, length: int) -> None:
        """Counts characters of output, those of intermediate texts too."""
        self.characters += length
        if self.characters > MOST_CHARACTERS:
            raise TemplateLimitError(f"模板输出超过 {MOST_CHARACTERS} 字，已停止；请检查循环")


def bounded_operation(operator: str, left: Any, right: Any) -> None:
    """Refuses arithmetic that could grow without bounds, and string formatting."""
    if operator == "**":
        raise TemplateLimitError("模板里不能用乘方 **")
    if operator == "%" and isinstance(left, str):
        raise TemplateLimitError("模板里不能用 % 拼接文字")
    if operator == "*" and not (_small(left) and _small(right)):
        raise TemplateLimitError("模板里的 * 只能用于不太大的整数")
    if operator == "+" and isinstance(left, str | list | tuple) and len(left) + len(right) > LARGEST_OPERAND:
        raise TemplateLimitError("模板里用 + 拼接的内容太长")


def _small(value: Any) -> bool:
    return isinstance(value, int) and abs(value) <= LARGEST_OPERAND
