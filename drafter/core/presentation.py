"""How findings are shown to a person, whatever the output: severity words, places, order, text that is safe to show.

A document's words come from outside. Before they reach a terminal, a page or a sheet, control characters, direction marks and
halves of surrogate pairs are taken out; what they would do there is nothing that the document says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from drafter.core.patterns import lazy_re

if TYPE_CHECKING:  # the console asks for what is safe to show, and nothing of findings
    from drafter.core.document import Location
    from drafter.core.findings import Finding, Place, Report, Severity, Verdict

__all__ = [
    "SEVERITIES",
    "count_words",
    "headline",
    "in_order",
    "one_line",
    "place_key",
    "place_words",
    "safe",
    "severity_word",
    "spot_words",
    "verdict_word",
    "visible",
]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest down."""
_SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
_VERDICT_WORDS: dict[Verdict, str] = {"holds": "一致", "fails": "不一致", "undecided": "无法判断"}
_UNSHOWABLE = lazy_re("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SPACE = lazy_re(r"\s+")


def severity_word(severity: Severity) -> str:
    """``错误``, ``警告`` or ``提示``."""
    return _SEVERITY_WORDS[severity]


def verdict_word(verdict: Verdict) -> str:
    """``一致``, ``不一致`` or ``无法判断``."""
    return _VERDICT_WORDS[verdict]


def safe(text: str) -> str:
    """The text with U+FFFD for every character that would steer a terminal, turn the writing round or break an encoding."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def visible(text: str) -> str:
    r"""The text with an escape for every character that would steer a terminal or turn the writing round.

    >>> print(visible("报告\u202e.docx"))
    报告\u202e.docx
    """
    return _UNSHOWABLE.sub(lambda match: f"\\x{ord(match[0]):02x}" if match[0] < "\x80" else f"\\u{ord(match[0]):04x}", text)


def one_line(text: str) -> str:
    r"""The text for showing on one line: `safe`, each stretch of white space as one space.

    >>> one_line("301\n\t工资福利支出\n\t321.41")
    '301 工资福利支出 321.41'
    """
    return _SPACE.sub(" ", safe(text)).strip()


def spot_words(place: Place) -> str:
    """Where inside its section a place is: table, row and column; line; page. Empty for prose that has neither line nor page.

    >>> from drafter.core.document import Location
    >>> from drafter.core.findings import Place
    >>> spot_words(Place(Location(3, 0, 2, 1, 2), table="收入决算表", row="合计", column="本年收入"))
    '表《收入决算表》·合计·本年收入'
    """
    parts = [_cell_words(place)]
    parts += [f"第{place.line}行"] if place.line is not None else []
    parts += [f"第{place.page}页"] if place.page is not None else []
    return "，".join(filter(None, parts))


def _cell_words(place: Place) -> str:
    location = place.location
    if not place.table and location.row is None:
        return ""
    row = one_line(place.row) or ("" if location.row is None else f"第{location.row + 1}行")
    column = one_line(place.column) or ("" if location.column is None else f"第{location.column + 1}列")
    table = f"表《{one_line(place.table)}》" if place.table else "表"
    return "·".join(filter(None, (table, row, column)))


def place_words(place: Place) -> str:
    """Section and spot, as a person would say it: ``三、支出决算情况说明 › 第64行``; ``正文`` where nothing is known."""
    return " › ".join(filter(None, (one_line(place.document), one_line(place.section), spot_words(place)))) or "正文"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as the document has them, graver ones first at the same place; the same for any order given."""
    return sorted(findings, key=lambda f: (place_key(f.place.location), SEVERITIES.index(f.severity), f.rule, f.quote, f.message))


def place_key(location: Location) -> tuple[int, int, int, int, int]:
    """What locations are sorted by to stand in reading order."""
    row = -1 if location.row is None else location.row
    column = -1 if location.column is None else location.column
    return location.block, row, column, location.start, location.end


def headline(report: Report) -> str:
    """What came of a check in a few words; no finding is no praise where claims fail that no rule was asked about."""
    if report.findings:
        return count_words([report])
    fails = report.coverage.all.fails
    return f"没有要列的发现，但有 {fails} 条说法不一致（没有选用的规则、已忽略的发现不列）" if fails else "未发现问题"


def count_words(reports: Sequence[Report]) -> str:
    """``错误 2，警告 1，提示 0``."""
    severities = [finding.severity for report in reports for finding in report.findings]
    return "，".join(f"{severity_word(severity)} {severities.count(severity)}" for severity in SEVERITIES)
