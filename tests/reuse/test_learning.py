"""Phrases learned from ten reports: kept sentences are convention, drafts say them, and the pack is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from drafter.core.errors import InputError
from drafter.resources import Packs
from drafter.reuse.compare import compare
from drafter.reuse.passages import given
from drafter.reuse.reuse_settings import load_tools
from drafter.verbs.draft import draft
from drafter.verbs.learn import learn
from drafter.wording.phrasebank import load_phrasebank
from tests.support.console import leaked_english, run
from tests.support.documents import document_of
from tests.support.learn_samples import UNIT, report_of, write_reports

PHRASES, PROBLEMS, STOCK = "phrasebank/学来的常用语.yaml", "phrasebank/学来的问题和措施.yaml", "configs/reuse.yaml"
FACTS = f"""
文种: [项目支出绩效自评报告]
单位: {{名称: {UNIT}}}
年度: 2024
项目:
  - 名称: 消毒设备更新
    资金:
      来源:
        - {{来源: 县级财政, 年初预算: 186.00, 支出: 124.87, 到位: [{{金额: 186.00}}]}}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learn")
    learn(write_reports(folder / "报告"), folder / "包")
    return folder / "包"


def _document(year: int) -> object:
    return document_of(report_of(year).replace("\n\n", "\n"))


def test_the_pack_loads_and_its_phrases_keep_the_shipped_conditions(pack: Path) -> None:
    own, shipped = load_phrasebank(Packs.find([pack])), load_phrasebank(Packs.find())
    learned = yaml.safe_load((pack / PHRASES).read_text("utf-8"))
    assert learned
    for entry in learned:
        before, now = shipped.get(entry["编号"]), own.get(entry["编号"])
        assert before is not None
        assert now is not None
        assert now.condition == before.condition
        assert not set(now.wordings) & set(before.wordings)


def test_figures_and_years_became_slots_and_the_cause_went(pack: Path) -> None:
    spent = yaml.safe_load((pack / PHRASES).read_text("utf-8"))[0]["措辞"][0]
    assert spent == "截至{{ 年度 }}年12月底，项目实际支出{{ 资金.支出 }}，预算执行率达到{{ 资金.执行率 }}。"
    problem = yaml.safe_load((pack / PROBLEMS).read_text("utf-8"))[0]
    assert problem["措辞"][0].startswith(
        "项目全年预算{{ 资金.全年预算 }}，实际支出{{ 资金.支出 }}，预算执行率只有{{ 资金.执行率 }}"
    )
    assert "到货" not in problem["措辞"][0]


def test_a_problem_names_the_measure_that_answered_it_every_year(pack: Path) -> None:
    entries = {entry["编号"]: entry for entry in yaml.safe_load((pack / PROBLEMS).read_text("utf-8"))}
    problem = next(entry for entry in entries.values() if entry["种类"] == "问题")
    assert "每月5日前" in entries[problem["答以"][0]]["措辞"][0]


def test_each_is_told_with_its_sources_and_count_and_what_is_said_once_is_not(pack: Path) -> None:
    texts = {name: (pack / name).read_text("utf-8") for name in (PHRASES, PROBLEMS, STOCK)}
    assert all("10 份报告里有：2014.md" in text for text in texts.values())
    assert not any("冷链车" in text for text in texts.values())


def test_kept_sentences_are_convention_when_reports_are_compared(pack: Path) -> None:
    found = {}
    for name, packs in (("shipped", Packs.find()), ("learned", Packs.find([pack]))):
        tools = load_tools(packs)
        current, prior = (given(_document(year), str(year), tools.settings) for year in (2023, 2022))  # type: ignore[arg-type]
        found[name] = compare(current, [prior], tools).matches
    assert {match.current.sort for match in found["shipped"]} >= {"其他", "措施"}
    assert {match.current.sort for match in found["learned"]} <= {"问题", "措施"}


def test_a_draft_says_it_in_the_units_own_words(pack: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")
    texts = []
    for name, packs in (("自带", ()), ("学来", (pack,))):
        (report,) = draft(facts, output=tmp_path / f"{name}.docx", packs=packs)
        texts.append("\n".join(text for _, text in report.draft.document.texts()))
    said = ("截至2024年12月底，项目实际支出124.87万元，预算执行率达到67.13%。", "由财务科每月5日前向各科通报支出进度")
    assert [words in texts[1] for words in said] == [True, True]
    assert [words in texts[0] for words in said] == [False, False]


def test_the_same_reports_make_the_same_bytes(pack: Path, tmp_path: Path) -> None:
    learn(write_reports(tmp_path / "报告"), tmp_path / "包")
    files = sorted(path.relative_to(pack) for path in pack.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path / "包") for path in (tmp_path / "包").rglob("*") if path.is_file())
    assert all((pack / name).read_bytes() == (tmp_path / "包" / name).read_bytes() for name in files)


def test_words_changed_here_and_there_are_one_sentence(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "报告")
    changed = reports[0].read_text("utf-8").replace("逐笔核对了项目的支出凭证", "逐笔核对项目支出凭证")
    reports[0].write_text(changed, encoding="utf-8")
    learn(reports, tmp_path / "包", least=10)
    assert (tmp_path / "包" / STOCK).read_text("utf-8").count("自评小组") == 1


def test_text_that_would_be_a_template_is_not_learned(tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    for year in (2021, 2022, 2023):
        text = report_of(year).replace("附验收单和发票。", "附验收单和发票{{ 资金.支出 }}{% for 甲 in 乙 %}。")
        (folder / f"{year}.md").write_text(text, encoding="utf-8")
    learn([folder], tmp_path / "包")
    assert "{% for" not in "".join(path.read_text("utf-8") for path in (tmp_path / "包").rglob("*.yaml"))


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_reports_are_refused_and_nothing_is_left(count: int, tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    folder.mkdir()
    (folder / "空.txt").write_text("", encoding="utf-8")
    for year in range(2020, 2020 + count):
        (folder / f"{year}.md").write_text(report_of(year), encoding="utf-8")
    with pytest.raises(InputError):
        learn([folder], tmp_path / "包")
    assert [path.name for path in tmp_path.iterdir()] == ["报告"]


def test_a_folder_with_something_in_it_is_not_overwritten(pack: Path, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "报告")
    other = tmp_path / "别的"
    other.mkdir()
    (other / "重要.txt").write_text("留着", encoding="utf-8")
    with pytest.raises(InputError, match="已经有东西"):
        learn(reports, other, force=True)
    assert (other / "重要.txt").read_text("utf-8") == "留着"
    learn(reports, tmp_path / "包")
    with pytest.raises(InputError, match="--force"):
        learn(reports, tmp_path / "包")
    (tmp_path / "包" / PHRASES).write_text("[]", encoding="utf-8")
    learn(reports, tmp_path / "包", force=True)
    assert (tmp_path / "包" / PHRASES).read_bytes() == (pack / PHRASES).read_bytes()


def test_a_fault_while_writing_leaves_no_half_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = write_reports(tmp_path / "报告")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("drafter.verbs.learn.os.replace", full)
    with pytest.raises(InputError, match="写入失败"):
        learn(reports, tmp_path / "包")
    assert [path.name for path in tmp_path.iterdir()] == ["报告"]


def test_the_command_says_what_was_learned_and_what_could_not_be_read(tmp_path: Path) -> None:
    write_reports(tmp_path / "报告")
    (tmp_path / "报告" / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    result = run("phrases", "learn", tmp_path / "报告", "-o", tmp_path / "包")
    assert result.exit_code == 2
    assert "已写好" in result.output
    assert "坏.docx" in result.output
    assert leaked_english(result.output, str(tmp_path), "md", "docx") == []


def test_the_list_of_phrases_is_as_before() -> None:
    assert run("phrases", "--kind", "问题").output.startswith("问题　")
