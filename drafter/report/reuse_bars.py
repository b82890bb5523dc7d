"""The sections of a report as a table of HTML with a bar each: what is convention, what was carried over and how, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.report.marks import escaped
from drafter.report.reuse_shares import percent, section_name, shown_shares
from drafter.reuse.records import KINDS, SectionShare
from drafter.reuse.words import KIND_WORDS

__all__ = ["shares_table"]

WIDTH = 1000
"""Of a bar, in its own units."""
_HEADS = ("章节", "字数", "惯例", "沿用", "占比", "可以沿用", "怎样沿用的", "构成")


def shares_table(sections: Sequence[SectionShare], targets: Mapping[str, str]) -> str:
    """The table; a section whose passages are shown on the page leads to them (`targets`: name → id)."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(section, targets.get(section.section, "")) for section in shown_shares(sections))
    note = "字数不含标点，一个数算一个字；占比 ＝ 沿用 ÷（字数 − 惯例）。灰色是惯例，红黄是沿用的，蓝灰是只改了数字的，浅蓝是可以沿用的，白色是新写的。"
    table = f'<table class="shares"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f'<h2>各部分</h2>\n<div class="scroll" role="region" aria-label="各部分" tabindex="0">{table}</div>\n'
        f'<p class="legend">{note}</p>\n'
    )


def _row(section: SectionShare, target: str) -> str:
    name = escaped(section_name(section.section))
    linked = f'<a href="#{target}">{name}</a>' if target else name
    counts = (section.characters, section.convention, sum(section.reused.values()), percent(section.share), section.allowed)
    cells = "".join(f'<td class="number">{count}</td>' for count in counts)
    how = "，".join(f"{KIND_WORDS[kind]} {section.reused[kind]}" for kind in KINDS if section.reused.get(kind))
    return f'<tr><td class="name">{linked}</td>{cells}<td class="how">{how}</td><td>{_bar(section)}</td></tr>'


def _bar(section: SectionShare) -> str:
    parts = "".join(_rectangles(section))
    label = f"沿用 {percent(section.share)}"
    return f'<svg class="bar" viewBox="0 0 {WIDTH} 10" preserveAspectRatio="none" role="img" aria-label="{label}">{parts}</svg>'


def _rectangles(section: SectionShare) -> Iterator[str]:
    parts = [
        ("convention", section.convention),
        *((kind, section.reused.get(kind, 0)) for kind in KINDS),
        ("allowed", section.allowed),
    ]
    before = 0
    for name, characters in parts:
        start, end = (WIDTH * place // max(section.characters, 1) for place in (before, before + characters))
        before += characters
        if end > start:
            yield f'<rect class="{name}" x="{start}" y="0" width="{end - start}" height="10"></rect>'
