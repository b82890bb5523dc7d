"""Claim forms of the settings: refused where they cannot work, and never the end of a run."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.claims import judging
from drafter.claims.claim_forms import SHAPES, Pattern, form_faults, load_forms
from drafter.claims.claim_settings import ClaimForm
from drafter.claims.engine import judge_document
from drafter.claims.recogniser import recognise
from drafter.core.errors import InputError
from drafter.core.findings import Basis
from drafter.rules.engine import check_document
from drafter.system.boundary import Failures
from tests.support.cases import read_cases
from tests.support.claim_samples import check_settings, document_of, passage_of

LOGGED = "预算100万元，支出80万元，比预算少支出20万元。"


def fault_of(**form: str) -> str:
    """What is said of the only form of a settings file."""
    faults = dict(form_faults([ClaimForm(**form)], {"预算": "年初预算|预算"}))
    return faults.get(0, "")


@pytest.mark.parametrize(
    ("shape", "written", "said"),
    [
        ("growth", "{钱:bse}，(?P<up>增加){钱:delta}，(?P<by>增长){率:rate}", "bse"),
        ("growth", "{钱:this}，增加{钱:delta}，增长{率:rate}", "by、up"),
        ("balance", "预算{钱:base}，支出{钱:part}", "rest"),
        ("completion", "{词:决算}{钱:part}，完成{率:rate}", "词“决算”"),
        ("completion", "{元:part}，完成{率:rate}", "{元:part}"),
        ("completions", "{钱:part}，完成{率:rate}", "completions"),
        ("share", "({钱:part}，占{率:rate}", "写错"),
    ],
)
def test_a_form_that_cannot_work_is_refused_with_what_is_wrong(shape: str, written: str, said: str) -> None:
    assert said in fault_of(形态=shape, 式=written)
    with pytest.raises(InputError, match="形态 → 1"):
        load_forms([ClaimForm(形态=shape, 式=written)], {"预算": "预算"}, "某.yaml")


def test_a_form_is_made_of_the_pieces_that_the_settings_name() -> None:
    assert fault_of(形态="completion", 式="{词:预算}{钱:base}，支出{钱:part}，完成{率:rate}") == ""


def test_every_shape_has_an_equation_or_a_whole_to_be_found() -> None:
    from drafter.claims.equations import EQUATIONS

    assert set(SHAPES) == {*EQUATIONS, "share"}


@pytest.mark.parametrize(
    "text",
    [
        "年度指标值为不低于90%，实际完成88.2，相差1.8个百分点。",
        "10场，增加10场，增长100%。",
        "指标值90%，完成值85件，相差5个百分点。",
    ],
)
def test_figures_of_other_kinds_are_no_fault_of_the_form(text: str) -> None:
    settings = check_settings()
    failures = Failures()
    judge_document(document_of(text), (), settings.numbers, settings.claims, failures=failures)
    assert not failures.broken


def test_a_form_that_fails_is_named_and_the_rest_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    real = judging._claim

    def failing(claim: Any, *more: Any) -> Any:
        if claim.shape == "balance":
            raise KeyError(claim.shape)
        return real(claim, *more)

    monkeypatch.setattr(judging, "_claim", failing)
    document = document_of(LOGGED, "年初预算50万元，实际支出40万元，执行率为84%。")
    report = check_document(document, "例", check_settings(), failures=Failures())
    assert [finding.rule for finding in report.findings if finding.severity == "error"] == ["NU04"]
    assert len(report.broken) == 1
    assert "balance" in report.broken[0].name
    assert report.broken[0].place is not None
    assert report.broken[0].place.location.block == 0


def test_a_value_seen_twice_is_no_understanding() -> None:
    texts = ("办公用房维修支出47.25万元。", "全年办公用房维修支出47.25万元，年初预算50万元，实际支出40万元，执行率为80%。")
    report = check_document(document_of(*texts), "例", check_settings())
    bases = {claim.shape: claim.basis for claim in report.claims}
    assert bases["repeat"] == Basis.SEEN
    assert bases["completion"] == Basis.COMPUTED


SPECIMENS = read_cases("claim_forms.yaml")
FORMS = load_forms(check_settings().claims.forms, check_settings().claims.pieces, "configs/claims.yaml")


def _roles(pattern: Pattern, text: str) -> list[str]:
    """The figures of each claim that one form finds in a text, by role."""
    found = recognise(passage_of(text), (pattern,))
    return [" ".join(f"{role}={figure.text}" for role, figure in sorted(claim.figures.items())) for claim in found]


def test_every_form_has_its_specimens() -> None:
    assert [pattern.shape for pattern in FORMS] == [case["形态"] for case in SPECIMENS]
    assert all(len(case["合"]) >= 2 for case in SPECIMENS)


@pytest.mark.parametrize(("pattern", "case"), [pytest.param(f, c, id=c["名称"]) for f, c in zip(FORMS, SPECIMENS, strict=False)])
def test_a_form_finds_its_specimens_with_their_roles_and_not_what_comes_close(pattern: Pattern, case: dict[str, Any]) -> None:
    for specimen in case["合"]:
        assert _roles(pattern, specimen["文"]) == [specimen["数"]]
    assert _roles(pattern, case["不合"]) == []
