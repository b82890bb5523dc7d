"""Forms as data to tables: spans, repeated rows, merged equal values, and rows that don't fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.core.document import Table
from drafter.core.errors import InputError
from drafter.core.provenance import Segment
from drafter.drafting.forms import Form, lay_out, load_form
from drafter.resources import Packs
from drafter.wording.environment import make_environment
from tests.support.drafting import ROOT, composition, facts_of, load_data, shipped

SOURCE = "templates/zh/forms/某表.yaml"
PROJECT = {
    "编号": "待补",
    "其他说明": "无",
    "指标": [
        {"一级": "产出指标", "二级": "数量指标", "三级": "甲", "指标值": "≥3件", "完成值": "3件"},
        {"一级": "产出指标", "二级": "数量指标", "三级": "乙", "指标值": "≥4件", "完成值": "4件"},
        {"一级": "产出指标", "二级": "质量指标", "三级": "丙", "指标值": "≥5%", "完成值": "5%"},
        {"一级": "效益指标", "二级": "质量指标", "三级": "丁", "指标值": "显著", "完成值": "显著"},
    ],
    "资金": {"来源": [{"来源": "区县财政", "年初预算": "100", "支出": "79"}]},
}
LIST = {"逐项": "指标", "为": "标"}


def laid(rows: list[Any], widths: list[int], values: dict[str, Any] | None = None, **more: Any) -> list[list[str]]:
    """The texts of the table's grid; a merged cell's text at its first place, ↑ and ← at the others."""
    form = Form.model_validate({"列宽": widths, "行": rows, **more})
    found = values if values is not None else composition(load_data(facts_of(PROJECT))).values
    cells, shape = lay_out(form, found, make_environment([], str), SOURCE)
    grid = [["?"] * shape.columns for _ in range(shape.rows)]
    for draft in cells:
        cell = draft.cell
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                assert grid[row][column] == "?", f"第 {row + 1} 行第 {column + 1} 列有两个格子"
                grid[row][column] = "↑" if row > cell.row else "←" if column > cell.column else words(draft.segments)
    return grid


def words(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


LAYOUTS = [
    ("一行", [{"格": ["甲", "乙"]}], [["甲", "乙"]]),
    ("跨列", [{"格": [{"文": "甲", "跨列": 2}]}], [["甲", "←"]]),
    ("跨行", [{"格": [{"文": "甲", "跨行": 2}, "乙"]}, {"格": ["丙"]}], [["甲", "乙"], ["↑", "丙"]]),
    ("后一格跨行", [{"格": ["甲", {"文": "乙", "跨行": 2}]}, {"格": ["丙"]}], [["甲", "乙"], ["丙", "↑"]]),
    ("跨行跨列", [{"格": [{"文": "甲", "跨行": 2, "跨列": 2}]}, {"格": []}], [["甲", "←"], ["↑", "↑"]]),
    ("空格", [{"格": ["", "乙"]}], [["", "乙"]]),
    ("没有文的格", [{"格": [{"跨列": 2}]}], [["", "←"]]),
    (
        "逐项",
        [{**LIST, "格": ["{{ 标.三级 }}", "{{ 标.完成值 }}"]}],
        [["甲", "3件"], ["乙", "4件"], ["丙", "5%"], ["丁", "显著"]],
    ),
    ("条件不成立", [{"条件": "指标|length > 10", "格": ["甲", "乙"]}, {"格": ["丙", "丁"]}], [["丙", "丁"]]),
    ("条件成立", [{"条件": "资金.支出 > 0", "格": ["甲", "乙"]}], [["甲", "乙"]]),
    ("空的列表没有行", [{"格": ["甲", "乙"]}, {"逐项": "项目.其他说明", "格": ["{{ 项 }}", ""]}], [["甲", "乙"]]),
    ("没写的列表没有行", [{"格": ["甲", "乙"]}, {"逐项": "项目.问题", "格": ["{{ 项 }}", ""]}], [["甲", "乙"]]),
    (
        "空的列表有替代的行",
        [{"逐项": "项目.其他说明", "格": ["{{ 项 }}", ""], "没有时": [{"格": [{"文": "无", "跨列": 2}]}]}],
        [["无", "←"]],
    ),
    (
        "每一项几行",
        [{"逐项": "资金.来源", "为": "源", "行": [{"格": ["{{ 源.来源 }}", "甲"]}, {"格": ["乙", "{{ 源.支出|数 }}"]}]}],
        [["区县财政", "甲"], ["乙", "79"]],
    ),
    (
        "合并相同的值",
        [{**LIST, "格": [{"文": "{{ 标.一级 }}", "并同值": "是"}, "{{ 标.三级 }}"]}],
        [["产出指标", "甲"], ["↑", "乙"], ["↑", "丙"], ["效益指标", "丁"]],
    ),
    (
        "左边换了就不合并",
        [{**LIST, "格": [{"文": "{{ 标.一级 }}", "并同值": "是"}, {"文": "{{ 标.二级 }}", "并同值": "是"}]}],
        [["产出指标", "数量指标"], ["↑", "↑"], ["↑", "质量指标"], ["效益指标", "质量指标"]],
    ),
    (
        "不同的逐项之间不合并",
        [
            {**LIST, "格": [{"文": "同", "并同值": "是"}, "{{ 标.三级 }}"]},
            {"逐项": "资金.来源", "格": [{"文": "同", "并同值": "是"}, "{{ 项.来源 }}"]},
        ],
        [["同", "甲"], ["↑", "乙"], ["↑", "丙"], ["↑", "丁"], ["同", "区县财政"]],
    ),
    (
        "没有要求就不合并",
        [{**LIST, "格": ["{{ 标.一级 }}", "{{ 标.三级 }}"]}],
        [["产出指标", "甲"], ["产出指标", "乙"], ["产出指标", "丙"], ["效益指标", "丁"]],
    ),
    ("缺项", [{"格": ["编号", "{{ 项目.编号 }}"]}], [["编号", "【待补：项目编号】"]]),
    ("标点收拾干净", [{"格": ["{{ 项目.其他说明|列举 }}。", "（{{ 项目.属性|可空 }}）"]}], [["无。", ""]]),
]


@pytest.mark.parametrize(("rows", "grid"), [case[1:] for case in LAYOUTS], ids=[case[0] for case in LAYOUTS])
def test_a_form_is_laid_out(rows: list[Any], grid: list[list[str]]) -> None:
    assert laid(rows, [1, 1]) == grid


WRONG = [
    ("格子太少", [{"格": ["甲"]}], "第 1 行只有 1 列，应为 2 列"),
    ("第二行格子太少", [{"格": ["甲", "乙"]}, {"格": []}], "第 2 行只有 0 列，应为 2 列"),
    ("格子太多", [{"格": ["甲", "乙", "丙"]}], "第 1 行的格子超过了 2 列（“丙”）"),
    ("跨列太多", [{"格": ["甲", {"文": "乙", "跨列": 2}]}], "第 1 行的格子超过了 2 列（“乙”）"),
    ("跨行之后太多", [{"格": ["甲", {"文": "乙", "跨行": 2}]}, {"格": ["丙", "丁"]}], "第 2 行的格子超过了 2 列（“丁”）"),
    ("跨行出了表", [{"格": ["甲", {"文": "乙", "跨行": 3}]}, {"格": ["丙"]}], "跨行"),
    ("跨列盖住跨行", [{"格": ["甲", {"文": "乙", "跨行": 2}]}, {"格": [{"文": "丙", "跨列": 2}]}], "第 2 行"),
    ("没有这个名称", [{"格": ["{{ 资今 }}", "乙"]}], "没有“资今”这个名称"),
    ("列表没有这个名称", [{"逐项": "资今", "格": ["甲", "乙"]}], "没有“资今”这个名称"),
    ("条件没有这个名称", [{"条件": "资今 > 0", "格": ["甲", "乙"]}], "没有“资今”这个名称"),
    ("输出列表", [{"格": ["{{ 指标 }}", "乙"]}], "不能直接输出"),
]


@pytest.mark.parametrize(("rows", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_row_that_does_not_fit_is_told(rows: list[Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        laid(rows, [1, 1])
    assert SOURCE in str(caught.value)
    assert message in str(caught.value)


LOOKS = [
    ("固定的字是标签", "甲", "标签"),
    ("空的是文字", "", "文字"),
    ("只有数字是数值", "{{ 资金.支出|数 }}", "数值"),
    ("有数字的短文字也是数值", "{{ 资金.支出 }}", "数值"),
    ("文字是文字", "{{ 项目.名称 }}", "文字"),
]


@pytest.mark.parametrize(("text", "look"), [case[1:] for case in LOOKS], ids=[case[0] for case in LOOKS])
def test_a_cell_looks_like_what_it_holds(text: str, look: str) -> None:
    form = Form.model_validate({"列宽": [1], "行": [{"格": [text]}]})
    values = composition(load_data(facts_of(PROJECT))).values
    cells, _ = lay_out(form, values, make_environment([], str), SOURCE)
    assert [draft.cell.look for draft in cells] == [look]


def test_the_rows_of_the_head_look_like_a_head() -> None:
    form = Form.model_validate({"列宽": [1], "表头行": 1, "行": [{"格": ["甲"]}, {"格": ["乙"]}]})
    cells, shape = lay_out(form, {}, make_environment([], str), SOURCE)
    assert [draft.cell.look for draft in cells] == ["表头", "标签"]
    assert shape == Table((), 2, 1, 1, (1,))


def test_a_figure_in_a_form_keeps_its_origin() -> None:
    form = Form.model_validate({"列宽": [1], "行": [{"格": ["共{{ 资金.支出|数 }}"]}]})
    values = composition(load_data(facts_of(PROJECT))).values
    cells, _ = lay_out(form, values, make_environment([], str), SOURCE)
    assert [(s.text, s.origin.kind) for s in cells[0].segments] == [("共", "template"), ("79", "fact")]


BROKEN_FILES = [
    ("没有列宽", {"行": []}, "缺少必填项"),
    ("不认识的键", {"列宽": [1], "行": [], "宽": 1}, "不认识的键“宽”"),
    ("跨列为零", {"列宽": [1], "行": [{"格": [{"文": "甲", "跨列": "0"}]}]}, "跨列"),
    ("样不对", {"列宽": [1], "行": [{"格": [{"文": "甲", "样": "粗体"}]}]}, "应为"),
]


@pytest.mark.parametrize(("data", "message"), [case[1:] for case in BROKEN_FILES], ids=[case[0] for case in BROKEN_FILES])
def test_a_broken_form_file_is_told_with_its_line(data: dict[str, Any], message: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "zh" / "forms"
    folder.mkdir(parents=True)
    (folder / "某表.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        load_form("某表", Packs.find([tmp_path]))
    assert {problem.source for problem in caught.value.problems} == {(folder / "某表.yaml").as_posix()}
    assert all(problem.line > 0 for problem in caught.value.problems)


@pytest.mark.parametrize("path", sorted((ROOT / "templates" / "zh" / "forms").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_form_fills_its_grid_with_the_least_facts(path: Path) -> None:
    form, source = load_form(path.stem, shipped())
    made = composition(load_data(facts_of({})))
    cells, shape = lay_out(form, made.values, made.environment, source)
    spots = [
        (row, column)
        for draft in cells
        for row in range(draft.cell.row, draft.cell.row + draft.cell.rows)
        for column in range(draft.cell.column, draft.cell.column + draft.cell.columns)
    ]
    assert sorted(spots) == [(row, column) for row in range(shape.rows) for column in range(shape.columns)]
