"""What a template sees: facts that print themselves with their origin, texts, and things that are missing.

Three kinds of nothing are kept apart: a value that is *absent*, one that is marked 待补, and a list that is explicitly 无 (an
empty tuple). The first two are `Missing`; printed, both become a 【待补：…】.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from drafter.core.provenance import Fragment, Origin, Segment, UnprintableError
from drafter.core.quantity import Quantity

__all__ = ["Fact", "FactNode", "Missing", "UnknownNameError", "text_of"]

UNCOMPUTABLE = "无法计算"


class UnknownNameError(KeyError):
    """A template asks for a name that the schema does not know."""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A figure with its origin. Comparisons with an absent figure or an uncomputable one are false."""

    quantity: Quantity | None
    """`None` where the definition gives no number (a rate on base 0)."""
    exact: Fraction | None
    """The value before rounding, in the quantity's unit."""
    origin: Origin

    @property
    def text(self) -> str:
        """As it is printed, unit included."""
        return self.quantity.text if self.quantity else UNCOMPUTABLE

    @property
    def number(self) -> str:
        """As it is printed in a table whose heading names the unit."""
        return self.quantity.plain if self.quantity else UNCOMPUTABLE

    def segment(self, text: str | None = None) -> Segment:
        """The figure as a piece of a text; `text` where another form than `Fact.text` is wanted."""
        return Segment(self.text if text is None else text, self.origin)

    def _compare(self, other: object) -> Fraction | None:
        """The sign of ``self - other``; `None` where they cannot be compared."""
        theirs = _number(other)
        return None if theirs is None or self.exact is None else self.exact - theirs

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        difference = self._compare(other)
        return difference is not None and difference < 0

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        difference = self._compare(other)
        return difference is not None and difference > 0

    def __le__(self, other: object) -> bool:
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        difference = self._compare(other)
        return difference is not None and difference <= 0

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, _COMPARABLE):
            return NotImplemented
        difference = self._compare(other)
        return difference is not None and difference >= 0

    def __eq__(self, other: object) -> bool:
        difference = self._compare(other)
        return difference is not None and difference == 0

    def __hash__(self) -> int:
        return hash((self.exact, self.origin.path))

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        raise UnprintableError(f"数字“{self.origin.path}”不能变成普通字符串，否则来源会丢失")


_COMPARABLE: tuple[type, ...] = ()


def _number(value: object) -> Fraction | None:
    if isinstance(value, Fact):
        return value.exact
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, eq=False)
class Missing:
    """A value that is not there. Compares false with everything, holds nothing, and prints as 【待补：…】."""

    path: tuple[str, ...]
    line: int = 0
    asked: bool = False
    """Marked 待补 in the facts: it belongs here and is not known yet, so a template's ``if`` keeps its place."""

    @property
    def label(self) -> str:
        """What to fill in, as a person calls it."""
        names = [part for part in self.path if not part.isdigit()]
        last = names[-1] if names else ""
        around = names[-2] if len(names) > 1 and len(last) <= 2 else ""
        if names and names[0].startswith("上年") and len(names) > 1:
            around = f"上年{around}"
        return around if around.endswith(last) else around + last

    def segment(self) -> Segment:
        """The highlighted gap."""
        return Segment(f"【待补：{self.label}】", Origin("gap", " → ".join(self.path), self.line))

    def child(self, name: str) -> Missing:
        """What is missing inside of something missing."""
        return Missing((*self.path, name), self.line, self.asked)

    def __getitem__(self, name: object) -> Missing:
        return self.child(str(name))

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return self.asked

    def _never(self, _other: object) -> bool:
        return False

    __lt__ = __gt__ = __le__ = __ge__ = __eq__ = _never

    def __ne__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash(self.path)

    def __str__(self) -> str:
        raise UnprintableError(f"“{self.label}”还没有值，不能变成普通字符串")


_COMPARABLE = (Fact, Missing, int, Decimal)


class FactNode(Mapping[str, Any]):
    """A mapping of the facts file with its derived values, by Chinese name.

    A name that the schema knows and the file lacks gives `Missing`; any other raises `UnknownNameError`.
    """

    __slots__ = ("_children", "_known", "_pending", "line", "path")

    def __init__(
        self,
        path: tuple[str, ...],
        line: int,
        children: Mapping[str, Any],
        *,
        known: frozenset[str] = frozenset(),
        pending: Mapping[str, int] | None = None,
    ) -> None:
        self.path = path
        self.line = line
        self._children = dict(children)
        self._known = known
        self._pending = dict(pending or {})

    def __getitem__(self, name: str) -> Any:
        if name in self._children:
            return self._children[name]
        if name in self._pending:
            return Missing((*self.path, name), self._pending[name], asked=True)
        if name in self._known:
            return Missing((*self.path, name), self.line)
        raise UnknownNameError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def __len__(self) -> int:
        return len(self._children)

    def __bool__(self) -> bool:
        return True

    def extended(self, more: Mapping[str, Any]) -> FactNode:
        """The same node with more values; given ones win over derived ones of the same name."""
        return FactNode(
            self.path, self.line, {**more, **self._children}, known=self._known | frozenset(more), pending=self._pending
        )

    def replaced(self, changes: Mapping[str, Any]) -> FactNode:
        """The same node with some values replaced."""
        return FactNode(self.path, self.line, {**self._children, **changes}, known=self._known, pending=self._pending)

    def names(self) -> list[str]:
        """Every name that may be asked for."""
        return sorted(self._known | set(self._children) | set(self._pending))


def text_of(value: object) -> Fragment:
    """The printed form of anything that a template may print.

    Raises `UnprintableError` for anything else: a bare number or string of unknown origin.
    """
    if isinstance(value, Fragment):
        return value
    if isinstance(value, Fact | Missing):
        return Fragment((value.segment(),))
    raise UnprintableError(f"不能直接输出 {type(value).__name__}")
