"""Arithmetic that the prose spells out: （1-131/146）×100%=10.27%, 得分=20-3×1.5-2×0.5=14.5分, 364.80万元÷380.00万元=96.00%.

What stands before an equals sign is computed and held against the figure behind it. Words between figures end a formula, so a
formula of which only a part is figures (A级×2+1=5) is no claim. A percentage may be meant as a fraction or as a bare number, and
amounts may change from 元 to 万元 on the way; a claim fails only if none of these readings gives the figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from drafter.claims.judgement import Judgement, compare, failing, show, with_tail
from drafter.claims.prose import MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range

__all__ = ["judge_arithmetic"]

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_SIGNS = "+\\-−×xX*·÷/"
_FORMULA = lazy_re(rf"[（\[【{{|]*{_FIG}(?:[{_SIGNS}（）\[\]【】{{}}|]|{_FIG})*")
_EQUALS = lazy_re(rf"(?:[=≈]|，?(?:等于|约等于|即为?|得))(?={_FIG})")
_GOES_ON = lazy_re(rf"[{_SIGNS}]*[（\[【{{|]*{_FIG}|[-−—~～至到]")
_OPENING, _CLOSING = "（[【{", "）]】}"
_SAME_SIGN = str.maketrans("−xX*·÷[]【】{}", "-××××/（）（）（）")
LONGEST_FORMULA = 80
PERCENT_READINGS = (Fraction(1, 100), Fraction(1))
POWERS = {"percent": (Fraction(100), Fraction(1, 100)), "money": (Fraction(10**4), Fraction(1, 10**4))}


class _NoFormulaError(ValueError):
    """The signs and figures are no formula."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a formula comes to: with the digits as written, and with all that they can stand for."""

    exact: Fraction
    range: Range


@dataclass(slots=True)
class _Reader:
    """Reads a formula: sums of products of figures and brackets."""

    passage: MaskedPassage
    text: str
    place: int
    """Next sign, as a place of the masked text."""
    end: int
    percent: Fraction
    """What one per cent is taken for."""

    def total(self) -> _Value:
        value = self._product()
        while self._at("+-") or self._is_negative():
            minus = self._is_negative() or self._take() == "-"
            other = self._product(unsigned=minus)
            pair = (value.exact - other.exact, value.range - other.range)
            value = _Value(*pair) if minus else _Value(value.exact + other.exact, value.range + other.range)
        return value

    def _product(self, *, unsigned: bool = False) -> _Value:
        value = self._operand(unsigned=unsigned)
        while self._at("×/"):
            sign, other = self._take(), self._operand()
            value = _times(value, other) if sign == "×" else _over(value, other)
        return value

    def _operand(self, *, unsigned: bool = False) -> _Value:
        if self._at("（|"):
            return self._bracket(self._take())
        if self.place >= self.end or not is_figure(self.text[self.place]):
            raise _NoFormulaError
        figure = self.passage.figure_at(self.place)
        self.place += 1
        value = _read(figure, self.percent)
        return _Value(abs(value.exact), _size(value.range)) if unsigned else value

    def _bracket(self, opening: str) -> _Value:
        value = self.total()
        if not self._at("|" if opening == "|" else "）"):
            raise _NoFormulaError
        self.place += 1
        return _Value(abs(value.exact), _size(value.range)) if opening == "|" else value

    def _is_negative(self) -> bool:
        """A minus that was read as the sign of the figure behind it: 320万元-5万元."""
        here = self.place < self.end and is_figure(self.text[self.place])
        return here and self.passage.figure_at(self.place).quantity.value < 0

    def _at(self, signs: str) -> bool:
        return self.place < self.end and self.text[self.place] in signs

    def _take(self) -> str:
        self.place += 1
        return self.text[self.place - 1]


def _times(one: _Value, two: _Value) -> _Value:
    return _Value(one.exact * two.exact, one.range * two.range)


def _over(one: _Value, two: _Value) -> _Value:
    quotient = one.range.over(two.range)
    if quotient is None:
        raise _NoFormulaError
    return _Value(one.exact / two.exact, quotient)


def _size(found: Range) -> Range:
    low, high = sorted((abs(found.low), abs(found.high)))
    return Range(Fraction(0) if found.low < 0 < found.high else low, high)


def _read(figure: Figure, percent: Fraction) -> _Value:
    """Whole percentages are exact, as the 100% of a formula is, and so are coefficients (0.8); amounts in 万元."""
    if figure.kind == NUMBER and int(figure.quantity.value.as_tuple().exponent) >= -1:
        return _Value(figure.value, Range(figure.value, figure.value))
    if figure.kind != PERCENT:
        return _Value(figure.value, figure.range)
    whole = figure.quantity.value == figure.quantity.value.to_integral_value()
    span = Range(figure.value, figure.value) if whole else figure.range
    return _Value(figure.value * percent, span.times(percent))


def judge_arithmetic(passage: MaskedPassage) -> Iterator[Judgement]:
    """The formulas of a passage that a single figure follows."""
    for match in _EQUALS.finditer(passage.masked):
        stated_place = match.end()
        if _GOES_ON.match(passage.masked, stated_place + 1):
            continue
        span = _formula_before(passage, match.start())
        judged = _judged(passage, span, stated_place) if span else None
        if judged:
            yield judged


def _formula_before(passage: MaskedPassage, end: int) -> tuple[int, int] | None:
    """The span of the formula that ends at a place, without a bracket that closes only later."""
    nearest = max(0, end - LONGEST_FORMULA)
    start = end
    while start > nearest and (is_figure(passage.masked[start - 1]) or passage.masked[start - 1] in f"{_SIGNS}（）[]【】{{}}|"):
        start -= 1
    depth = 0
    for place in range(end - 1, start - 1, -1):
        depth += (passage.masked[place] in _CLOSING) - (passage.masked[place] in _OPENING)
        if depth < 0:
            start = place + 1
            break
    return (start, end) if _FORMULA.fullmatch(passage.masked, start, end) else None


def _judged(passage: MaskedPassage, span: tuple[int, int], stated_place: int) -> Judgement | None:
    start, end = span
    figures = tuple(passage.figure_at(place) for place in range(start, end) if is_figure(passage.masked[place]))
    stated = passage.figure_at(stated_place)
    if any(figure.hedge for figure in figures) or len(figures) < 2 or not _is_telling((*figures, stated), span):
        return None
    text = passage.masked.translate(_SAME_SIGN)
    values = []
    for percent in PERCENT_READINGS if any(figure.kind == PERCENT for figure in figures) else PERCENT_READINGS[:1]:
        reader = _Reader(passage, text, start, end, percent)
        try:
            values.append(reader.total())
        except _NoFormulaError:
            return None
        if reader.place != end:
            return None
    return _verdict(passage, span, stated_place, values, _powers((*figures, stated)))


def _is_telling(figures: tuple[Figure, ...], span: tuple[int, int]) -> bool:
    """Whether it is surely a formula: 2021-2023=3 and 9/12=75 may be a period, a date, a number of something."""
    return span[1] - span[0] > len("a-b") or any(figure.kind != NUMBER or "." in figure.quantity.plain for figure in figures)


def _powers(figures: tuple[Figure, ...]) -> list[Fraction]:
    """By what a result may differ from the figure stated: per cent or fraction, 元 or 万元."""
    kinds = [figure.kind for figure in figures]
    percents = POWERS["percent"] if PERCENT in kinds or any(figure.quantity.value == 100 for figure in figures) else ()
    mixed = MONEY in kinds and NUMBER in kinds
    pairs = product((Fraction(1), *percents), (Fraction(1), *(POWERS["money"] if mixed else ())))
    return [one * two for one, two in pairs]


def _verdict(
    passage: MaskedPassage, span: tuple[int, int], stated_place: int, values: list[_Value], powers: list[Fraction]
) -> Judgement | None:
    stated = passage.figure_at(stated_place)
    readings = [(_Value(v.exact * p, v.range.times(p))) for v in values for p in powers]
    usual = min(readings, key=lambda value: _distance(value.exact, stated.value))
    first = max(passage.masked.rfind(mark, 0, span[0]) for mark in "。；，：")
    quote = passage.quote(max(first + 1, span[0] - 30), stated_place + 1)
    right = show(usual.exact, stated)
    written = passage.quote(*span)
    figures = (*(passage.figure_at(place) for place in range(*span) if is_figure(passage.masked[place])), stated)
    derivation = f"{written} = {right}"
    if any(_written(stated).meets(value.range) for value in readings):
        judged = Judgement("arithmetic", "holds", quote, stated.location, derivation, figures=figures)
        exact = any(_written(stated).meets(Range(value.exact, value.exact)) for value in readings)
        return judged if exact else with_tail(judged, stated, right, "按写出的数字计算略有出入，在四舍五入的范围内")
    capped = usual.exact > stated.value and (stated.value in {f.value for f in figures[:-1]} or stated.quantity.value == 100)
    severity = "note" if capped else compare(stated, usual.range)[1]
    message = f"写的是 {stated.text}，按写出的算式应为 {right}"
    return failing(
        "arithmetic",
        quote,
        stated,
        derivation=derivation,
        expected=right,
        slip="capped" if capped else "",
        severity=severity,
        message=message,
        figures=figures,
    )


def _written(stated: Figure) -> Range:
    """What the result may be: also a count is rounded where it was computed."""
    if stated.hedge:
        return stated.range
    interval = stated.quantity.interval()
    scale = stated.value / Fraction(stated.quantity.value) if stated.quantity.value else Fraction(1)
    return Range(Fraction(interval.low) * scale, Fraction(interval.high) * scale)


def _distance(value: Fraction, stated: Fraction) -> Fraction:
    """How far two numbers are apart as a ratio."""
    if value <= 0 or stated <= 0:
        return abs(value - stated) + 10**6
    return max(value / stated, stated / value)
