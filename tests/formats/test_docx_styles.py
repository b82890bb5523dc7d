"""The style sheet as data."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from drafter.core.errors import InputError
from drafter.formats.docx.styles import ROLES, StyleSheet
from tests.support.docx_samples import ROOT


def loaded() -> dict[str, Any]:
    mapping: dict[str, Any] = yaml.safe_load((ROOT / "configs" / "styles.yaml").read_text(encoding="utf-8"))
    return mapping


def test_the_page_has_the_margins_of_the_standard(sheet: StyleSheet) -> None:
    page = sheet.page
    in_mm = [round(length * 25.4 / 1440) for length in (page.width, page.height, page.top, page.right, page.bottom, page.left)]
    assert in_mm == [210, 297, 37, 26, 35, 28]


def test_the_body_has_twenty_two_lines_of_twenty_eight_characters(sheet: StyleSheet) -> None:
    body, page = sheet.paragraphs["正文"], sheet.page
    assert (page.height - page.top - page.bottom) // body.line == 22
    assert (page.width - page.left - page.right) // (body.size * 10 + body.character_spacing) == 28
    assert (body.first_line, body.twips(body.first_line)) == (200, 640)


def test_every_role_has_a_style(sheet: StyleSheet) -> None:
    assert tuple(sheet.paragraphs) == ROLES


def test_values_read_as_text_are_the_same_as_values_read_as_numbers(sheet: StyleSheet) -> None:
    text = (ROOT / "configs" / "styles.yaml").read_text(encoding="utf-8")
    assert StyleSheet.from_mapping(yaml.load(text, Loader=yaml.BaseLoader)) == sheet


def test_all_mistakes_are_reported_at_once() -> None:
    mapping = loaded()
    mapping["页面"]["上"] = "三七"
    mapping["样式"]["正文"]["字号大小"] = 16
    mapping["样式"]["表注"]["对齐"] = "居左"
    mapping["标记"]["待补"] = "橙色"
    del mapping["表格"]["行高"]
    with pytest.raises(InputError) as caught:
        StyleSheet.from_mapping(mapping)
    places = [problem.path for problem in caught.value.problems]
    assert places == [("标记", "待补"), ("样式", "正文", "字号大小"), ("样式", "表注", "对齐"), ("表格", "行高"), ("页面", "上")]
    assert "应为数字（现值：三七）" in str(caught.value)


def test_a_file_that_is_no_style_sheet_is_refused() -> None:
    with pytest.raises(InputError, match="缺少这一项"):
        StyleSheet.from_mapping({})
