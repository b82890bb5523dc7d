"""An office's own pack: what it replaces, what it adds, and that it stays inside its folder."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.claims import claim_forms
from drafter.claims.engine import judge_document
from drafter.config import settings
from drafter.config.plans import load_plan, plan_names
from drafter.config.settings import read_numbers, read_settings
from drafter.core import patterns
from drafter.core.errors import InputError
from drafter.core.provenance import Draft
from drafter.drafting.composer import load_composer
from drafter.drafting.phrases import PriorText
from drafter.resources import Packs
from drafter.reuse.reuse_settings import load_tools
from drafter.rules.check_settings import check_settings
from drafter.verbs.catalogue import list_types
from drafter.wording.phrasebank import load_phrasebank
from tests.support.claim_samples import document_of
from tests.support.drafting import ROOT, facts_of, load_data

TYPE = "项目支出绩效自评报告"
SLOW = {"资金": {"来源": [{"来源": "区县财政", "年初预算": "100", "支出": "79"}]}}
PHRASE = {"编号": "我的说明", "种类": "常用语", "用途": "资金安排", "措辞": ["本单位另有说明：全年预算{{ 资金.全年预算 }}。"]}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "我的包"
    folder.mkdir()
    return folder


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: our reader takes no & and *."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as PyYAML calls it
        return True


def put(pack: Path, name: str, content: Any) -> Path:
    """A file of the pack; anything but a text is written as YAML."""
    path = pack / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def composed(pack: Path, project: dict[str, Any] | None = None, plan: str = TYPE) -> Draft:
    packs = Packs.find([pack])
    sheet = load_data(facts_of(SLOW if project is None else project))
    return load_composer(packs).compose(sheet, sheet.projects[0], load_plan(plan, packs), PriorText())


def texts(draft: Draft) -> list[str]:
    return [text for _, text in draft.document.texts()]


# ---- What a pack replaces and adds ----


def test_an_empty_pack_changes_nothing(pack: Path) -> None:
    packs = Packs.find()
    sheet = load_data(facts_of(SLOW))
    plain = load_composer(packs).compose(sheet, sheet.projects[0], load_plan(TYPE, packs), PriorText())
    assert composed(pack) == plain


def test_a_pack_replaces_a_template(pack: Path) -> None:
    put(pack, "templates/zh/项目概况.jinja", "本项目全年预算{{ 资金.全年预算 }}。")
    draft = composed(pack)
    assert "本项目全年预算100万元。" in texts(draft)
    assert "（一）项目基本情况" not in texts(draft)


def test_a_template_of_a_pack_may_include_a_shipped_one(pack: Path) -> None:
    put(pack, "templates/zh/项目概况.jinja", "先说一句。\n\n{% include '资金使用.jinja' %}")
    found = texts(composed(pack))
    assert "先说一句。" in found
    assert any("79万元" in text for text in found[: found.index("先说一句。") + 3])


def test_a_pack_replaces_a_form(pack: Path) -> None:
    put(pack, "templates/zh/forms/项目支出绩效报告表.yaml", {"列宽": [1, 1], "行": [{"格": ["支出", "{{ 资金.支出|数 }}"]}]})
    draft = composed(pack, plan="项目支出绩效自评报告·报告表式")
    found = texts(draft)
    assert found[found.index("支出") + 1] == "79"


def test_a_pack_adds_a_phrase(pack: Path) -> None:
    put(pack, "phrasebank/我的.yaml", [PHRASE])
    assert any("本单位另有说明：全年预算100万元。" in text for text in texts(composed(pack)))


def test_a_pack_replaces_a_phrase_by_its_code(pack: Path) -> None:
    entry = load_phrasebank(Packs.find()).get("执行率偏低")
    assert entry
    mine = {"编号": "执行率偏低", "种类": "问题", "用途": "存在的问题", "标题": "钱没有花完", "答以": ["编制用款计划"]}
    mine |= {"条件": "资金.执行率 < 阈值.低执行率", "措辞": ["预算执行率{{ 资金.执行率 }}，没有花完。"]}
    put(pack, "phrasebank/我的.yaml", [mine])
    found = texts(composed(pack))
    assert "预算执行率79%，没有花完" in " ".join(found)
    assert not any(heading in text for text in found for heading in entry.headings)


def test_a_file_of_the_same_name_replaces_the_whole_file(pack: Path) -> None:
    measures = [{"编号": "我的措施", "种类": "措施", "用途": "下一步改进意见", "措辞": ["按月核对支出{{ 资金.支出 }}。"]}]
    problem = {"编号": "我的问题", "种类": "问题", "用途": "存在的问题", "标题": "支出慢", "答以": ["我的措施"]}
    put(pack, "phrasebank/措施.yaml", measures)
    put(pack, "phrasebank/问题.yaml", [{**problem, "条件": "资金.支出 > 0", "措辞": ["支出{{ 资金.支出 }}。"]}])
    bank = load_phrasebank(Packs.find([pack]))
    shipped = load_phrasebank(Packs.find())
    replaced = {
        entry["编号"]
        for name in ("问题", "措施")
        for entry in yaml.safe_load((ROOT / "phrasebank" / f"{name}.yaml").read_text("utf-8"))
    }
    for kind, mine in (("问题", "我的问题"), ("措施", "我的措施")):
        assert set(bank.codes(kind)) == {mine, *shipped.codes(kind)} - replaced
    assert bank.codes("常用语") == shipped.codes("常用语")


def test_a_problem_that_loses_its_measures_is_told(pack: Path) -> None:
    put(pack, "phrasebank/措施.yaml", [{"编号": "我的措施", "种类": "措施", "用途": "下一步改进意见", "措辞": ["核对。"]}])
    with pytest.raises(InputError, match="没有这些措施"):
        load_phrasebank(Packs.find([pack]))


def test_a_pack_adds_a_document_type(pack: Path) -> None:
    plan = {"名称": "简要说明", "报告标题": "{{ 项目.名称 }}简要说明", "文件名": "{{ 项目.名称 }}简要说明", "落款": "否"}
    put(pack, "configs/plans/简要说明.yaml", {**plan, "章节": [{"标题": "资金", "模板": "资金使用"}], "评分": {"满分": "100"}})
    packs = Packs.find([pack])
    assert "简要说明" in plan_names(packs)
    assert "简要说明" in [name for name, _ in list_types([pack])]
    found = texts(composed(pack, plan="简要说明"))
    assert found[:2] == ["某项目简要说明", "一、资金"]


def test_a_pack_replaces_the_thresholds(pack: Path) -> None:
    shipped = yaml.safe_load((ROOT / "phrasebank" / "阈值.yaml").read_text("utf-8"))
    assert any("执行率偏低" in mark.origin.path for mark in composed(pack).marks)
    put(pack, "phrasebank/阈值.yaml", {**shipped, "低执行率": 70, "偏慢执行率": 75})
    assert not any("执行率偏低" in mark.origin.path for mark in composed(pack).marks)


def test_the_first_of_several_packs_wins(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        put(tmp_path / name, "templates/zh/项目概况.jinja", f"{name}包的概况。")
    packs = Packs.find([tmp_path / "甲", tmp_path / "乙"])
    assert packs.file("templates/zh/项目概况.jinja").read_text("utf-8") == "甲包的概况。"
    assert packs.folders[-1] == Packs.find().folders[0]


# ---- Settings laid over the shipped ones ----

SHIPPED = {"甲": {"一": "1", "二": "2"}, "乙": ["a", "b"], "丙": "c"}
LAYERS = [
    ("别的键不动", {"丁": "d"}, {"丁": "d", **SHIPPED}),
    ("一层一层合并", {"甲": {"二": "22"}}, {**SHIPPED, "甲": {"一": "1", "二": "22"}}),
    ("列表代替", {"乙": ["x"]}, {**SHIPPED, "乙": ["x"]}),
    ("列表加在前面", {"乙+": ["x", "y"]}, {**SHIPPED, "乙": ["x", "y", "a", "b"]}),
    ("分级内容换成文字", {"甲": "没有了"}, {**SHIPPED, "甲": "没有了"}),
    ("整个代替", {"替换": "是", "丙": "cc"}, {"丙": "cc"}),
    ("写明不代替", {"替换": "否", "丙": "cc"}, {**SHIPPED, "丙": "cc"}),
]


def layered(pack: Path, content: Any, shipped: Any = None) -> Any:
    below = put(pack.parent / "自带", "configs/设置.yaml", SHIPPED if shipped is None else shipped)
    path = put(pack, "configs/设置.yaml", content)
    return read_settings(path.resolve(), Packs((pack, below.parents[1])))


@pytest.mark.parametrize(("content", "merged"), [case[1:] for case in LAYERS], ids=[case[0] for case in LAYERS])
def test_a_pack_s_settings_are_laid_over_the_shipped_ones(content: Any, merged: Any, pack: Path) -> None:
    assert layered(pack, content).data == merged


def test_what_the_pack_has_comes_first(pack: Path) -> None:
    assert list(layered(pack, {"丁": "d", "丙": "cc"}).data) == ["丁", "丙", "甲", "乙"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("丙: c\n乙+: 字\n", "设置.yaml:2:1: 乙+：“乙+”是在自带的列表前面加几条"),
        ("甲+: [x]\n", "自带的“甲”都应为列表"),
        ("没有+: [x]\n", "自带的“没有”都应为列表"),
        ("乙: [x]\n乙+: [y]\n", "“乙”和“乙+”只能写一个"),
        ("替换: 对\n", "替换：应为 是、否 之一"),
    ],
)
def test_what_cannot_be_laid_over_is_told_at_its_place(content: str, message: str, pack: Path) -> None:
    with pytest.raises(InputError) as caught:
        layered(pack, content)
    assert message in str(caught.value)


def test_three_layers_are_laid_over_each_other(pack: Path) -> None:
    middle = put(pack.parent / "中", "configs/设置.yaml", {"乙+": ["m"], "丙": "mm"})
    below = put(pack.parent / "自带", "configs/设置.yaml", SHIPPED)
    path = put(pack, "configs/设置.yaml", {"乙+": ["x"]})
    packs = Packs((pack, middle.parents[1], below.parents[1]))
    assert read_settings(path.resolve(), packs).data == {**SHIPPED, "乙": ["x", "m", "a", "b"], "丙": "mm"}


def test_a_fault_in_an_added_item_is_told_with_its_line(pack: Path) -> None:
    put(pack, "configs/claims.yaml", "形态+:\n  - {形态: share, 式: 甲}\n  - {形态: share}\n")
    with pytest.raises(InputError, match=r"claims\.yaml:3:5: 形态 → 2 → 式：缺少必填项"):
        check_settings(Packs.find([pack]))


@pytest.mark.parametrize(
    "name", ["configs/plans/甲.yaml", "templates/zh/forms/甲.yaml", "phrasebank/甲.yaml", "configs/styles.yaml"]
)
def test_a_plan_a_form_and_the_style_sheet_are_replaced_as_a_whole(name: str, pack: Path) -> None:
    below = put(pack.parent / "自带", name, {"甲": "一"})
    path = put(pack, name, {"乙": "二"})
    packs = Packs((pack, below.parents[len(Path(name).parts) - 1]))
    assert packs.layers_below(path.resolve()) == []


def test_one_threshold_is_changed_without_the_others(pack: Path) -> None:
    put(pack, "phrasebank/阈值.yaml", {"低执行率": 70})
    shipped = yaml.safe_load((ROOT / "phrasebank" / "阈值.yaml").read_text("utf-8"))
    packs = Packs.find([pack])
    found = read_numbers(packs.file("phrasebank/阈值.yaml"), packs)
    assert found == {name: Decimal(str(value)) for name, value in {**shipped, "低执行率": 70}.items()}


# ---- Patterns of settings ----


def test_every_shipped_pattern_can_be_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run would compile only where a text has the words, all of it at once."""
    keep = patterns._Lazy.__init__

    def compiled(self: Any, text: str | bytes, flags: int) -> None:
        keep(self, text, flags)
        re.compile(text, flags)

    monkeypatch.setattr(patterns._Lazy, "__init__", compiled)
    for known in (settings._read_once, claim_forms._compiled, claim_forms._loaded):
        known.cache_clear()
    loaded = check_settings(Packs.find())
    load_tools(Packs.find())
    judge_document(document_of("预算100万元，支出80万元。"), (), loaded.numbers, loaded.claims)


def test_a_pattern_of_a_pack_is_tried_when_it_is_loaded(pack: Path) -> None:
    put(pack, "configs/claims.yaml", {"形态+": [{"形态": "completion", "式": "预算({钱:base}，完成{率:rate}"}]})
    with pytest.raises(InputError, match="写错了"):
        check_settings(Packs.find([pack]))


# ---- What is wrong with a pack ----

BROKEN = [
    ("模板写错", "templates/zh/项目概况.jinja", "第一行\n{{ 资金.", "templates/zh/项目概况.jinja:2"),
    ("模板里的名称写错", "templates/zh/项目概况.jinja", "{{ 资金.执行滤 }}", "是不是“执行率”"),
    ("模板里写死数字", "templates/zh/项目概况.jinja", "全年预算127万元。", "写死在模板或常用语里"),
    ("常用语里写死数字", "phrasebank/我的.yaml", [{**PHRASE, "措辞": ["占95%。"]}], "写死在模板或常用语里"),
    ("常用语缺用途", "phrasebank/我的.yaml", [{"编号": "甲", "种类": "常用语", "措辞": ["乙。"]}], "用途：缺少必填项"),
    ("常用语的键写错", "phrasebank/我的.yaml", [{**PHRASE, "措词": ["乙。"]}], "不认识的键“措词”，是不是“措辞”？"),
    ("常用语没有措辞", "phrasebank/我的.yaml", [{**PHRASE, "措辞": []}], "措辞"),
    ("常用语的种类写错", "phrasebank/我的.yaml", [{**PHRASE, "种类": "套话"}], "应为 常用语、问题、措施、成效、句式 之一"),
    ("常用语的条件写错", "phrasebank/我的.yaml", [{**PHRASE, "条件": "资金.支出 >"}], "我的.yaml（我的说明·条件）"),
    ("常用语的文件不是列表", "phrasebank/我的.yaml", PHRASE, "应为列表"),
    ("编号重复", "phrasebank/我的.yaml", [PHRASE, {**PHRASE, "措辞": ["另一句。"]}], "编号“我的说明”重复了"),
    ("阈值不是数字", "phrasebank/阈值.yaml", {"低执行率": "很低"}, "应为数字"),
    ("文种的模板不存在", "configs/plans/项目支出绩效自评报告.yaml", {"模板": "没有这个"}, "找不到模板“没有这个.jinja”"),
    ("文种的模板在外面", "configs/plans/项目支出绩效自评报告.yaml", {"模板": "../../外面"}, "找不到模板“../../外面.jinja”"),
    ("文种的表在外面", "configs/plans/项目支出绩效自评报告.yaml", {"表": "../../../外面"}, "找不到这个文件"),
    ("文种的键写错", "configs/plans/项目支出绩效自评报告.yaml", {"模版": "甲"}, "是不是“模板”"),
    ("阈值是 NaN", "phrasebank/阈值.yaml", {"低执行率": "NaN"}, "应为数字"),
    ("满分是 NaN", "configs/plans/项目支出绩效自评报告.yaml", {"满分": "NaN"}, "评分 → 满分：应为数字"),
    ("分值大得写不下", "configs/plans/项目支出绩效自评报告.yaml", {"分值": {"产出指标": "1e999999"}}, "产出指标：应为数字"),
    ("数字的正则写错", "configs/numbers.yaml", "单位: []\n不是数量: {甲: '('}", "正则表达式写错了"),
]


@pytest.mark.parametrize(("name", "content", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_wrong_with_a_pack_is_told(name: str, content: Any, message: str, pack: Path) -> None:
    put(pack.parent, "外面.jinja", "外面的文字")
    put(pack.parent, "外面.yaml", {"列宽": [1], "行": [{"格": ["外面的文字"]}]})
    put(pack, name, plan_with(content) if name.startswith("configs/plans") else content)
    with pytest.raises(InputError) as caught:
        composed(pack)
    assert message in str(caught.value)


BROKEN_CLAIMS = [
    ("角色不是词", {"角色": "乙"}, ":1:5: 角色：应为“名称: 值”的分级内容"),
    ("没有这个角色", {"角色": {"余下": "乙"}}, "没有叫“余下”的角色；可用的有：预算、到位、决算"),
    ("角色的词写错", {"角色": {"预算": {"年初": "("}}}, "角色 → 预算 → 年初：正则表达式写错了"),
    ("没有的键", {"表内总和": []}, "不认识的键“表内总和”，是不是“表内总数”？"),
    ("形态不是列表", {"形态": "乙"}, "形态：应为列表"),
    ("形态里没有的数", {"形态+": [{"形态": "share", "式": "占{钱:bse}{率:rate}"}]}, ":2:3: 形态 → 1：形态“share”没有叫“bse”的数"),
    ("形态里没有的类", {"形态+": [{"形态": "share", "式": "占{款:part}{率:rate}"}]}, "不认识的写法“{款:part}”"),
    ("形态里没有的词", {"形态+": [{"形态": "share", "式": "占{词:总数}{率:rate}"}]}, "词“总数”没有写明"),
    ("没有这种形态", {"形态+": [{"形态": "shares", "式": "占{率:rate}"}]}, "没有形态“shares”"),
    ("总数没有说在哪张表", {"表内总数+": [{"式": "全年支出"}]}, "表内总数 → 1 → 表：缺少必填项"),
]


@pytest.mark.parametrize(("content", "message"), [case[1:] for case in BROKEN_CLAIMS], ids=[case[0] for case in BROKEN_CLAIMS])
def test_what_is_wrong_with_the_claims_of_a_pack_is_told_with_its_line(content: Any, message: str, pack: Path) -> None:
    put(pack, "configs/claims.yaml", content)
    with pytest.raises(InputError) as caught:
        check_settings(Packs.find([pack]))
    assert message in str(caught.value)
    assert re.search(r"claims\.yaml:\d+:\d+", str(caught.value))


def test_a_pattern_that_python_wonders_about_is_taken_without_a_word(pack: Path) -> None:
    put(pack, "configs/claims.yaml", {"指出的错误+": ["[[误]填"], "形态+": [{"形态": "share", "式": "[[占]{钱:part}{率:rate}"}]})
    check_settings(Packs.find([pack]))


def plan_with(section: dict[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = {"名称": TYPE, "报告标题": "题", "文件名": "题", "章节": [{"模板": "资金使用"}]}
    if section.keys() & {"满分", "分值"}:
        return {**plan, "章节": [{"模板": "资金使用"}], "评分": section}
    return {**plan, "附件": [section]} if "表" in section else {**plan, "章节": [section]}


def test_a_pack_that_is_no_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "没有", put(tmp_path, "文件.txt", "字")):
        with pytest.raises(InputError, match="找不到这个文件夹") as caught:
            Packs.find([path])
        assert str(path) in str(caught.value)


def test_an_unknown_document_type_is_answered_with_the_nearest(pack: Path) -> None:
    with pytest.raises(InputError, match="是不是“项目支出绩效自评报告"):
        load_plan("项目支出绩效报告", Packs.find([pack]))


# ---- Paths stay inside ----

ESCAPES = ["../外面.yaml", "configs/../../外面.yaml", "/etc/passwd", "configs/plans/../../../外面.yaml"]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_path_that_leads_out_of_the_pack_is_not_found(name: str, pack: Path) -> None:
    put(pack.parent, "外面.yaml", "字")
    (pack / "configs" / "plans").mkdir(parents=True)
    packs = Packs.find([pack])
    assert packs.find_file(name) is None
    with pytest.raises(InputError, match="找不到这个文件"):
        packs.file(name)


def test_a_link_that_leads_out_of_the_pack_is_not_followed(pack: Path) -> None:
    outside = put(pack.parent, "外面.jinja", "外面的文字。")
    inside = pack / "templates" / "zh" / "项目概况.jinja"
    inside.parent.mkdir(parents=True)
    inside.symlink_to(outside)
    assert Packs.find([pack]).file("templates/zh/项目概况.jinja").is_relative_to(ROOT)
    with pytest.raises(InputError, match=r"找不到模板“项目概况\.jinja”"):
        composed(pack)


def test_a_type_is_not_looked_for_outside(pack: Path) -> None:
    put(pack.parent, "外面.yaml", {"名称": "外面"})
    with pytest.raises(InputError, match="没有这个文种"):
        load_plan("../../../外面", Packs.find([pack]))


def test_files_are_named_as_the_user_gave_them(pack: Path) -> None:
    packs = Packs.find([pack])
    assert packs.show(packs.folders[-1] / "configs" / "numbers.yaml") == "configs/numbers.yaml"
    assert packs.show(pack / "configs" / "numbers.yaml") == (pack / "configs" / "numbers.yaml").as_posix()
