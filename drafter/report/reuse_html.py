"""A comparison as one HTML file: each passage beside the one it came from, the sections as bars, what is stale.

The file asks nothing of the network, and a policy inside it forbids it to. Without the script everything is shown and nothing can be
filtered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from drafter.core.findings import Place
from drafter.core.presentation import one_line, place_words
from drafter.report.reuse_bars import shares_shown
from drafter.report.reuse_marks import Span, figure_spans, marked_spans
from drafter.report.reuse_places import Places
from drafter.report.reuse_shares import section_name
from drafter.report.reuse_text import summary_words
from drafter.report.shell import asset, page
from drafter.reuse.records import KINDS, ReuseMatch, ReuseReport, StaleFact
from drafter.reuse.terms import KIND_WORDS, STALE_WORDS, changed_figures, report_words

__all__ = ["render_reuse_html"]

_Shown = dict[str, object]
"""What a template is given of one thing."""


def render_reuse_html(report: ReuseReport, places: Places) -> str:
    """A comparison as one HTML page: shares by section, then each passage beside where it came from."""
    groups = [(name, list(found)) for name, found in groupby(report.matches, key=lambda match: match.current.section)]
    targets = {name: f"g{number}" for number, (name, _) in reversed(list(enumerate(groups, 1)))}
    return page(
        "reuse.html.jinja",
        style=asset("report.css") + asset("reuse.css"),
        script=asset("reuse.js"),
        title=f"沿用情况：{one_line(report.document)}",
        counts=summary_words(report),
        filter_label="按沿用的办法显示",
        buttons=list(_buttons(report)),
        any_unchanged=any(match.figures_unchanged for match in report.matches),
        priors="、".join(report_words(prior) for prior in report.priors),
        notices=report.notices,
        shares=shares_shown(report.sections, targets),
        groups=list(_groups(groups, report, places)),
        stale=[_stale(fact, report, places) for fact in report.stale],
    )


def _buttons(report: ReuseReport) -> Iterator[tuple[str, str, int]]:
    """Each kind that there is, its name and how often."""
    kinds = [match.kind for match in report.matches]
    for kind in KINDS:
        if kind in kinds:
            yield kind, KIND_WORDS[kind], kinds.count(kind)


def _groups(groups: list[tuple[str, list[ReuseMatch]]], report: ReuseReport, places: Places) -> Iterator[_Shown]:
    numbers = iter(range(1, len(report.matches) + 1))
    for number, (name, found) in enumerate(groups, 1):
        pairs = [_pair(match, next(numbers), report, places) for match in found]
        yield {"id": f"g{number}", "name": section_name(name), "pairs": pairs}


def _pair(match: ReuseMatch, number: int, report: ReuseReport, places: Places) -> _Shown:
    return {
        "number": number,
        "kind": match.kind,
        "word": KIND_WORDS[match.kind],
        "unchanged": match.figures_unchanged,
        "bumped": match.year_bumped and match.kind != "year-only",
        "prior": _side(
            match, report_words(report.priors[match.document]), places.of_prior(match.document, match.prior), now=False
        ),
        "current": _side(match, "本报告", places.of_current(match.current), now=True),
        "figures": [(one_line(now), one_line(then), same) for now, then, same in changed_figures(match)],
    }


def _side(match: ReuseMatch, name: str, place: Place, *, now: bool) -> _Shown:
    passage, spans = (match.current, match.spans) if now else (match.prior, match.prior_spans)
    marks: list[Span] = [(*span, "carried") for span in spans]
    marks += figure_spans(passage.text, [(new if now else old, same) for new, old, same in changed_figures(match)])
    return {"name": one_line(name), "place": place_words(place), "pieces": marked_spans(passage.text, marks)}


def _stale(fact: StaleFact, report: ReuseReport, places: Places) -> _Shown:
    where = f" › {place_words(places.of_prior(fact.document, fact.prior))}" if fact.prior else ""
    return {
        "word": STALE_WORDS[fact.kind],
        "place": place_words(places.of_current(fact.passage, fact.start, fact.end)),
        "pieces": marked_spans(fact.passage.text, [(fact.start, fact.end, "left")]),
        "reason": one_line(fact.reason),
        "source": report_words(report.priors[fact.document]) + where,
    }
