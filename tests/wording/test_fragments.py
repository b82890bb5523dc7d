"""What a template prints keeps its origin, whatever way it takes through the template."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from drafter.core.errors import InputError
from drafter.core.provenance import Fragment, Origin, UnprintableError
from drafter.facts.derive import derive_funds
from drafter.facts.values import Fact, FactNode, Missing
from drafter.wording.environment import FragmentEnvironment, make_environment
from drafter.wording.filters import FILTERS
from tests.support.drafting import facts_of, load_data

PROJECT = {
    "立项依据": ["《甲办法》。", "《乙办法》"],
    "具体措施": ["按月核对；"],
    "属性": ["经常性", "延续"],
    "其他说明": "无",
    "验收情况": "待补",
    "管理方式": {"政府采购": "是", "招投标": "无此项"},
    "资金": {
        "来源": [
            {"来源": "区县财政", "年初预算": "100.10", "支出": "79", "到位": [{"金额": "100.10"}]},
            {"来源": "市级财政", "年初预算": "20", "调整": "-5.5", "支出": "0", "到位": "无"},
        ]
    },
}

FIGURE = "79.00"
WAYS = [
    ("{{ 数 }}", "直接输出"),
    ("{% macro 宏(甲) %}（{{ 甲 }}）{% endmacro %}{{ 宏(数) }}", "宏"),
    ("{% macro 内(甲) %}{{ 甲 }}{% endmacro %}{% macro 外(甲) %}{{ 内(甲) }}{% endmacro %}{{ 外(数) }}", "宏里的宏"),
    ("{% macro 宏(甲=数) %}{{ 甲 }}{% endmacro %}{{ 宏() }}", "宏的默认值"),
    ("{% macro 宏() %}{{ varargs[0] }}{% endmacro %}{{ 宏(数) }}", "宏的其余参数"),
    ("{% for 甲 in [数] %}{{ 甲 }}{% endfor %}", "循环"),
    ("{% for 甲 in [] %}{% else %}{{ 数 }}{% endfor %}", "空循环"),
    ("{% set 甲 = 数 %}{{ 甲 }}", "赋值"),
    ("{% set 甲 %}共{{ 数 }}元{% endset %}{{ 甲 }}", "块赋值"),
    ("{% set 甲 %}共{{ 数 }}元{% endset %}{% set 乙 %}{{ 甲 }}{% endset %}{{ 乙 }}", "块赋值两次"),
    ("{{ '共' ~ 数 ~ '元' }}", "连接"),
    ("{% set 甲 = '共' ~ 数 %}{{ 甲 ~ '元' }}", "连接后赋值"),
    ("{{ 数 if 数 > 0 else '无' }}", "条件式"),
    ("{{ '无' if 数 == 0 else 数 }}", "条件式的另一边"),
    ("{{ 空 or 数 }}", "or"),
    ("{% with 甲 = 数 %}{{ 甲 }}{% endwith %}", "with"),
    ("{% macro 宏() %}[{{ caller() }}]{% endmacro %}{% call 宏() %}{{ 数 }}{% endcall %}", "调用块"),
    ("{% macro 宏() %}{{ caller(数) }}{% endmacro %}{% call(甲) 宏() %}{{ 甲 }}{% endcall %}", "调用块的参数"),
    ("{% set 盒 = namespace(甲=数) %}{{ 盒.甲 }}", "命名空间"),
    ("{% set 盒 = namespace(甲='') %}{% for 乙 in [数] %}{% set 盒.甲 = 盒.甲 ~ 乙 %}{% endfor %}{{ 盒.甲 }}", "命名空间里累积"),
    ("{{ {'甲': 数}['甲'] }}", "字典"),
    ("{{ {'甲': 数}.甲 }}", "字典的名称"),
    ("{{ [[数]][0][0] }}", "列表"),
    ("{{ [数]|首项 }}", "首项"),
    ("{{ 数|数 }}", "数"),
    ("{{ 数|可空 }}", "可空"),
    ("{{ 数|句 }}", "句"),
    ("{{ 数|或无 }}", "或无"),
    ("{{ 数|率 }}", "率"),
    ("{{ 数|增减 }}", "增减"),
    ("{{ 数|升降 }}", "升降"),
    ("{{ [数, 数]|列举 }}", "列举"),
    ("{{ [数, 数]|分行 }}", "分行"),
    ("{{ [数, 数]|连写 }}", "连写"),
    ("{{ [数, 数]|分条 }}", "分条"),
    ("{{ ['甲' ~ 数]|列举 }}", "列举连接的"),
    ("{% filter 句 %}共{{ 数 }}元。{% endfilter %}", "过滤块"),
    ("{% block 甲 %}{{ 数 }}{% endblock %}", "块"),
    ('{% include "部分.jinja" %}', "包含"),
    ('{% set 甲 %}{% include "部分.jinja" %}{% endset %}{{ 甲 }}', "包含后赋值"),
    ('{% import "宏.jinja" as 库 %}{{ 库.印(数) }}', "引入"),
    ('{% from "宏.jinja" import 印 %}{{ 印(数) }}', "引入名称"),
    ('{% extends "底.jinja" %}{% block 甲 %}{{ 数 }}{% endblock %}', "继承"),
    ('{% extends "底.jinja" %}{% block 甲 %}{{ super() }}{{ 数 }}{% endblock %}', "继承后再用"),
    ("{% raw %}{{ 花括号 }}{% endraw %}{{ 数 }}", "原样"),
]
FILES = {
    "部分.jinja": "部分：{{ 数 }}。",
    "宏.jinja": "{% macro 印(甲) %}印{{ 甲 }}{% endmacro %}",
    "底.jinja": "底{% block 甲 %}默认{{ 数 }}{% endblock %}",
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> FragmentEnvironment:
    folder = tmp_path_factory.mktemp("templates")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return make_environment([folder], lambda path: path.name)


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    project = load_data(facts_of(PROJECT)).projects[0]
    funds = derive_funds(project["资金"], None)
    return {"项目": project, "资金": funds, "数": funds["支出"], "空": Missing(("空",)), "待": project["验收情况"]}


@pytest.fixture(autouse=True)
def _fresh_budget(environment: FragmentEnvironment) -> None:
    environment.budget.reset()


@pytest.mark.parametrize(("template", "way"), WAYS, ids=[way for _, way in WAYS])
def test_a_figure_stays_whole(template: str, way: str, environment: FragmentEnvironment, values: dict[str, Any]) -> None:
    fragment = environment.render_text(template, values, "测试")
    figure: Fact = values["数"]
    own = [segment for segment in fragment.segments if segment.origin == figure.origin]
    assert own
    assert {segment.text for segment in own} <= {figure.text, figure.number}
    others = "".join(segment.text for segment in fragment.segments if segment.origin != figure.origin)
    assert "79" not in others


PRINTED = [
    ("{{ 资金.支出 }}", "79万元"),
    ("{{ 资金.支出|数 }}", "79"),
    ("{{ 资金.来源[0].年初预算 }}", "100.10万元"),
    ("{{ 资金.年初预算 }}", "120.10万元"),
    ("{{ 资金.全年预算 }}", "114.60万元"),
    ("{{ 资金.执行率 }}", "68.94%"),
    ("{{ 资金.来源[1].调整|增减 }}", "减少5.5万元"),
    ("{{ 资金.来源[1].支出|增减 }}", "持平"),
    ("{{ 资金.来源|个数 }}", "2个"),
    ('{{ 资金.来源|个数("项") }}', "2项"),
    ('{{ 资金.来源|列举("、", "来源") }}', "区县财政、市级财政"),
    ("{{ 项目.立项依据|列举 }}", "《甲办法》《乙办法》"),
    ("{{ 资金.来源|取('来源')|列举 }}", "区县财政、市级财政"),
    ("{{ 项目.名称|缀('项目') }}", "某项目"),
    ("{{ 项目.立项依据|分行 }}", "《甲办法》\n《乙办法》"),
    ("{{ 项目.立项依据|分条 }}", "1. 《甲办法》。\n2. 《乙办法》。"),
    ("{{ 项目.具体措施|分条 }}", "按月核对。"),
    ("{{ 项目.其他说明|分条 }}", "无"),
    ("{{ 项目.立项依据|首项|句 }}", "《甲办法》"),
    ("{{ 项目.编号|可空 }}", ""),
    ("{{ 项目.编号|或无 }}", "无"),
    ("{{ 项目.编号 }}", "【待补：项目编号】"),
    ("{{ 项目.编号|数 }}", ""),
    ("{{ 待 }}", "【待补：验收情况】"),
    ("{{ 待|可空 }}", "【待补：验收情况】"),
    ("{{ 待|或无 }}", "【待补：验收情况】"),
    ("{{ 待|数 }}", "【待补：验收情况】"),
    ("{{ 项目.管理方式.政府采购|勾选('是', '否') }}", "☑是　□否"),
    ("{{ 项目.管理方式.招投标|勾选('是', '否') }}", "□是　□否"),
    ("{{ 项目.管理方式.招投标|勾选('是', '否', '无该项内容') }}", "□是　□否　☑无该项内容"),
    ("{{ 项目.管理方式.合同管理制|勾选('是', '否') }}", "□是　□否【待补：合同管理制】"),
    ("{{ 项目.属性|多选('经常性', '一次性', '延续') }}", "☑经常性　□一次性　☑延续"),
    ("{% for 源 in 资金.来源 %}{{ loop.index|汉字 }}{{ '、' if not loop.last }}{% endfor %}", "一、二"),
    ("{% for 组, 员 in 资金.来源|分组('来源') %}{{ 组 }}{{ 员|个数 }}{% endfor %}", "区县财政1个市级财政1个"),
    ("{{ 资金.来源|选('来源', '市级')|个数 }}", "1个"),
    ("{{ '有数' if 项目.立项依据[0]|含数 else '无数' }}", "无数"),
    ("{{ '已说' if 项目.立项依据[0]|含(项目.立项依据[0]) else '没说' }}", "已说"),
    ("{{ '空' if 项目.其他说明 is 无 }}{{ '补' if 待 is 待补 }}{{ '有' if 项目.立项依据 is 有 }}", "空补有"),
    ("{{ '有' if 项目.编号 is 有 or 待 is 有 or 项目.其他说明 is 有 else '都没有' }}", "都没有"),
    ("{{ 换行 }}", "\n"),
    ("{{ 项目.其他说明 }}", "无"),
    ("{{ 项目.其他说明|列举 }}", "无"),
    ("{{ 项目.其他说明|分行 }}", "无"),
    ("{{ '共' ~ 项目.其他说明 }}", "共无"),
]


@pytest.mark.parametrize(("template", "printed"), PRINTED, ids=[template for template, _ in PRINTED])
def test_a_filter_prints(template: str, printed: str, environment: FragmentEnvironment, values: dict[str, Any]) -> None:
    assert environment.render_text(template, values, "测试").plain == printed


TARGETS = [
    ("读", "≥48场", "48场以上"),
    ("读", "≤2%", "2%以内"),
    ("读", "=12座", "12座"),
    ("读", ">95%", "高于95%"),
    ("读", "≤0起", "0起"),
    ("读", "95%以上", "95%以上"),
    ("读", "10月底前", "10月底前"),
    ("界", "≤35元/册", "35元/册"),
    ("界", "95%以上", "95%"),
    ("界", "1.5%以内", "1.5%"),
]


@pytest.mark.parametrize(("name", "written", "printed"), TARGETS, ids=[f"{case[1]}|{case[0]}" for case in TARGETS])
def test_a_target_is_read_as_officials_write_it(name: str, written: str, printed: str) -> None:
    assert FILTERS[name](Fragment.of(written)).plain == printed


def test_a_word_is_put_to_the_end_once() -> None:
    assert [FILTERS["缀"](Fragment.of(name), "项目").plain for name in ("道路改造", "道路改造项目")] == [
        "道路改造项目",
        "道路改造项目",
    ]


CONDITIONS = [
    ("资金.支出 > 0", True),
    ("资金.支出 == 79", True),
    ("资金.支出 != 79", False),
    ("资金.编外 > 0", None),
    ("项目.编号", False),
    ("not 项目.编号", True),
    ("待", True),
    ("待 > 0", False),
    ("待 < 0", False),
    ("待 == 0", False),
    ("待 != 0", False),
    ("空 == 空", False),
    ("空.甲.乙 > 0", False),
    ("项目.管理方式.政府采购 == '是'", True),
    ("'甲' in 项目.立项依据[0]", True),
    ("资金.到位率 > 80 and 资金.到位率 < 90", True),
    ("资金.来源[1].执行率 == 0", True),
]


@pytest.mark.parametrize(("expression", "holds"), CONDITIONS, ids=[expression for expression, _ in CONDITIONS])
def test_a_condition_holds(expression: str, holds: bool | None, environment: FragmentEnvironment, values: dict[str, Any]) -> None:
    if holds is None:
        with pytest.raises(InputError, match="没有“编外”这个名称"):
            environment.evaluate(expression, values, "测试")
    else:
        assert environment.evaluate(expression, values, "测试") is holds


def test_a_fault_in_an_included_template_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "外.jinja").write_text("第一行\n第二行\n{% include '内.jinja' %}", encoding="utf-8")
    (tmp_path / "内.jinja").write_text("第一行\n{{ 资今 }}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        make_environment([tmp_path], lambda path: path.name).render("外.jinja", {})
    assert [(p.source, p.line) for p in caught.value.problems] == [("内.jinja", 2)]


def test_a_syntax_fault_in_an_included_template_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "内.jinja").write_text("第一行\n{{ 资今 ", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        make_environment([tmp_path], lambda path: path.name).render_text("{% include '内.jinja' %}", {}, "短语", 7)
    assert [(p.source, p.line) for p in caught.value.problems] == [("内.jinja", 2)]


def test_a_fault_in_a_macro_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "外.jinja").write_text("{% macro 宏() %}\n字\n{{ 3 }}\n{% endmacro %}\n{{ 宏() }}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        make_environment([tmp_path], lambda path: path.name).render("外.jinja", {})
    assert [(p.source, p.line) for p in caught.value.problems] == [("外.jinja", 3)]


def test_an_office_template_wins_over_the_shipped_one(tmp_path: Path) -> None:
    for name, text in {"自有": "自有的", "自带": "自带的"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "章.jinja").write_text(text, encoding="utf-8")
    folders = [tmp_path / "自有", tmp_path / "自带"]
    assert make_environment(folders, str).render("章.jinja", {}).plain == "自有的"


@pytest.mark.parametrize(
    "value",
    [
        Fragment.of("字"),
        Fact(None, Fraction(1), Origin("fact", "甲")),
        Missing(("甲",)),
    ],
    ids=["文字", "数字", "缺项"],
)
def test_no_value_turns_into_a_bare_string(value: object) -> None:
    with pytest.raises(UnprintableError):
        str(value)
    with pytest.raises(UnprintableError):
        f"{value}"
    with pytest.raises(UnprintableError):
        "{}".format(value)  # noqa: UP032 - this very way is tried


def test_a_name_under_something_missing_is_missing_too() -> None:
    node = FactNode(("项目", "1"), 3, {}, known=frozenset({"结果应用"}))
    gap = node["结果应用"]["公开平台"]
    assert isinstance(gap, Missing)
    assert gap.segment().text == "【待补：公开平台】"
    assert gap.segment().origin.path == "项目 → 1 → 结果应用 → 公开平台"
