"""A comparison as one HTML file: each passage beside the one it came from, the sections as bars, what is stale.

The file asks nothing of the network, and a policy inside it forbids it to. Without the script everything is shown and nothing can be
filtered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from string import Template

from drafter.core.findings import Place
from drafter.core.presentation import one_line, place_words
from drafter.report.marks import escaped
from drafter.report.reuse_bars import shares_table
from drafter.report.reuse_marks import Span, figure_spans, marked_spans
from drafter.report.reuse_places import Places
from drafter.report.reuse_shares import section_name
from drafter.report.reuse_text import summary_words
from drafter.report.shell import asset, policy
from drafter.reuse.records import KINDS, ReuseMatch, ReuseReport, StaleFact
from drafter.reuse.words import KIND_WORDS, STALE_WORDS, changed_figures, report_words

__all__ = ["render_reuse_html"]

_LEGEND = (
    '<p class="legend">左边是以前的报告，右边是本报告。<mark class="carried">底色</mark>是沿用的文字，'
    '<mark class="same">粗体实线</mark>是没有变的数，<mark class="moved">虚线</mark>是改了的数。</p>\n'
)


def render_reuse_html(report: ReuseReport, places: Places) -> str:
    """The page."""
    style, script = asset("report.css") + asset("reuse.css"), asset("reuse.js")
    return Template(asset("reuse.html")).substitute(
        title=escaped(f"沿用情况：{one_line(report.document)}"),
        policy=policy(style, script),
        style=style,
        script=script,
        counts=escaped(summary_words(report)),
        buttons="".join(_buttons(report)),
        parts="".join(_parts(report, places)),
    )


def _buttons(report: ReuseReport) -> Iterator[str]:
    kinds = [match.kind for match in report.matches]
    for kind in KINDS:
        if kind in kinds:
            label = f"{KIND_WORDS[kind]} {kinds.count(kind)}"
            yield f'<button type="button" data-kind="{kind}" aria-pressed="true">{label}</button>'
    if any(match.figures_unchanged for match in report.matches):
        yield '<button type="button" id="unchanged" aria-pressed="false">只看数字没有变的</button>'


def _parts(report: ReuseReport, places: Places) -> Iterator[str]:
    priors = "、".join(report_words(prior) for prior in report.priors)
    yield f'<p class="sides">比较了{escaped(priors)}。</p>\n' if priors else ""
    if report.notices:
        items = "".join(f"<li>{escaped(notice)}</li>" for notice in report.notices)
        yield f'<ul class="notices" aria-label="注意">{items}</ul>\n'
    if not report.matches and not report.stale:
        yield '<p class="clean">没有发现沿用以前报告的内容。</p>\n'
        return
    groups = [(name, list(found)) for name, found in groupby(report.matches, key=lambda match: match.current.section)]
    targets = {name: f"g{number}" for number, (name, _) in reversed(list(enumerate(groups, 1)))}
    yield shares_table(report.sections, targets)
    if groups:
        yield f"<h2>沿用的段落</h2>\n{_LEGEND}"
    numbers = iter(range(1, len(report.matches) + 1))
    for number, (name, found) in enumerate(groups, 1):
        pairs = "".join(_pair(match, next(numbers), report, places) for match in found)
        heading = f'<h3 id="g{number}">{escaped(section_name(name))}</h3>'
        yield f'<section class="group" aria-labelledby="g{number}">{heading}\n{pairs}</section>\n'
    if report.stale:
        yield f'<h2>上年的内容还留着</h2>\n<ul class="stale">{"".join(_stale(f, report, places) for f in report.stale)}</ul>\n'


def _pair(match: ReuseMatch, number: int, report: ReuseReport, places: Places) -> str:
    prior = _side(match, report_words(report.priors[match.document]), places.of_prior(match.document, match.prior), now=False)
    current = _side(match, "本报告", places.of_current(match.current), now=True)
    unchanged = " data-unchanged" if match.figures_unchanged else ""
    return (
        f'<article class="pair" data-kind="{match.kind}"{unchanged} id="p{number}" aria-labelledby="p{number}h">'
        f'<h4 id="p{number}h">{number}. {KIND_WORDS[match.kind]}{_flags(match)}</h4>'
        f'<div class="both">{prior}{current}</div>{_figures(match)}</article>\n'
    )


def _flags(match: ReuseMatch) -> str:
    unchanged = '<span class="flag">数字没有变</span>' if match.figures_unchanged else ""
    bumped = '<span class="plain">年份改了</span>' if match.year_bumped and match.kind != "year-only" else ""
    return unchanged + bumped


def _side(match: ReuseMatch, name: str, place: Place, *, now: bool) -> str:
    passage, spans = (match.current, match.spans) if now else (match.prior, match.prior_spans)
    marks: list[Span] = [(*span, "carried") for span in spans]
    marks += figure_spans(passage.text, [(new if now else old, same) for new, old, same in changed_figures(match)])
    head = f"<h5>{escaped(one_line(name))}　{escaped(place_words(place))}</h5>"
    return f'<div class="side">{head}<p>{marked_spans(passage.text, marks)}</p></div>'


def _figures(match: ReuseMatch) -> str:
    items = [_figure(one_line(now), one_line(then), same=same) for now, then, same in changed_figures(match)]
    return f'<ul class="figures" aria-label="数字">{"".join(items)}</ul>' if items else ""


def _figure(now: str, then: str, *, same: bool) -> str:
    if same:
        return f'<li class="same">{escaped(now)} <b>没有变</b></li>'
    return f"<li>{escaped(then)} <b>改为</b> {escaped(now)}</li>"


def _stale(fact: StaleFact, report: ReuseReport, places: Places) -> str:
    place = place_words(places.of_current(fact.passage, fact.start, fact.end))
    sentence = marked_spans(fact.passage.text, [(fact.start, fact.end, "left")])
    source = report_words(report.priors[fact.document])
    where = f" › {place_words(places.of_prior(fact.document, fact.prior))}" if fact.prior else ""
    return (
        f"<li><p><b>{STALE_WORDS[fact.kind]}</b>　<small>{escaped(place)}</small></p>"
        f'<p class="sentence">{sentence}</p><p>{escaped(one_line(fact.reason))}</p>'
        f"<p><small>出自{escaped(source + where)}</small></p></li>\n"
    )
