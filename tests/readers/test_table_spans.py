"""How many columns a cell takes where the text does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.formats.table_spans import column_spans

CASES = {
    "a total over code and name": (
        [["编码", "名称", "合计", "基本"], ["栏次", "1", "2"], ["合计", "5", "5"], ["201", "公共服务", "5", "5"]],
        [[1, 1, 1, 1], [2, 1, 1], [2, 1, 1], [1, 1, 1, 1]],
    ),
    "a total whose last cell is missing stands where it is": (
        [["名称", "金额", "占比", "备注"], ["合计", "5", "100%"], ["水费", "5", "100%", ""]],
        [[1, 1, 1, 1], [1, 1, 1], [1, 1, 1, 1]],
    ),
    "two halves": (
        [["收入", "支出"], ["项目", "金额", "项目", "合计", "基金"], ["拨款", "5", "教育", "5", "0"]],
        [[2, 3], [1] * 5, [1] * 5],
    ),
    "empty cells below are the rest of merged ones": (
        [
            ["项目", "年初结转", "本年支出", "年末结转"],
            ["代码", "名称", "", "小计", "基本", "项目支出", ""],
            ["1", "a", "1", "2", "3", "4", "5"],
        ],
        [[2, 1, 3, 1], [1] * 7, [1] * 7],
    ),
    "code and name below 项目": (
        [["项  目", "本年支出"], ["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["201", "公共服务", "5", "5", ""]],
        [[2, 3], [1] * 5, [1] * 5],
    ),
    "three levels": (
        [["预算数", "决算数"], ["合计", "车", "接待", "合计", "车", "接待"], ["", "小计", "购置", "", "", "小计", "购置", ""]],
        [[4, 4], [1, 2, 1, 1, 2, 1], [1] * 8],
    ),
    "labels alike": (
        [["来源", "实际到位金额", "实际支出"], ["", "到位金额", "到位率", "到位时间", "支出金额", "支出率"]],
        [[1, 3, 2], [1] * 6],
    ),
    "periods share evenly": (
        [["项目", "第1季度", "第2季度"], ["", "到位", "到位率", "到位", "到位率"]],
        [[1, 2, 2], [1] * 5],
    ),
    "one cell alone is a banner": ([["监控报告"], ["问题", "无"]], [[2], [1, 1]]),
    "what cannot be told stays": ([["a", "b"], ["c", "d", "e", "f", "g"]], [[1, 1], [1] * 5]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_are_told_by_the_rows_below(name: str) -> None:
    given_rows, expected = CASES[name]
    assert column_spans(given_rows) == expected


_cells = st.sampled_from(["", "项目", "合计", "栏次", "名称", "5", "a"])


@given(st.lists(st.lists(_cells, min_size=1, max_size=9), max_size=9))
def test_every_cell_has_a_place_inside_the_table(given_rows: list[list[str]]) -> None:
    columns = max(map(len, given_rows), default=0)
    for row, found in zip(given_rows, column_spans(given_rows), strict=True):
        assert len(found) == len(row)
        assert min(found) >= 1
        assert sum(found) <= columns
