"""Passages of the very same codes: last year's paragraph with this year's figures, or with last year's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.reuse.carried_figures import Amount, amount_of, amounts
from drafter.reuse.reuse_settings import ReuseSettings
from drafter.reuse.sides import Side

__all__ = ["Twins"]

Values = tuple[tuple[int, Amount], ...]
DIGITS = 3
"""Figures with so many digits in all are hardly the same two years running by chance."""


class Twins:
    """The earlier passages by their codes, and among equals by their figures."""

    def __init__(self, prior: Side, order: Sequence[int], settings: ReuseSettings) -> None:
        self._prior = prior
        self._settings = settings
        self._by_codes: dict[bytes, list[int]] = {}
        self._by_values: dict[bytes, dict[Values, int]] = {}
        for source in order:
            self._by_codes.setdefault(prior.codes(source).tobytes(), []).append(source)

    def of(self, current: Side, passage: int) -> tuple[int, bool] | None:
        """The earlier passage of the same codes, and whether its figures are the same too and hardly by chance."""
        codes = current.codes(passage).tobytes()
        sources = self._by_codes.get(codes)
        if sources is None:
            return None
        values = _values(current, passage, self._settings)
        if not values:
            return self._same_words(current, passage, sources), False
        if codes not in self._by_values:
            self._by_values[codes] = dict(self._valued(reversed(sources)))
        same = self._by_values[codes].get(values)
        return (sources[0], False) if same is None else (same, _is_telling(values))

    def _valued(self, sources: Iterator[int]) -> Iterator[tuple[Values, int]]:
        for source in sources:
            yield _values(self._prior, source, self._settings), source

    def _same_words(self, current: Side, passage: int, sources: Sequence[int]) -> int:
        text = current.passages[passage].text
        return next((source for source in sources if self._prior.passages[source].text == text), sources[0])


def _values(side: Side, passage: int, settings: ReuseSettings) -> Values:
    return tuple((place, amount_of(text)) for place, text in sorted(amounts(side, passage, settings).items()))


def _is_telling(values: Values) -> bool:
    return sum(len(number.as_tuple().digits) for _, (number, _) in values) >= DIGITS
