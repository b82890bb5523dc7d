"""The shipped words and relations are valid; an office's mistake in its own is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.config.settings import load_settings
from drafter.core.errors import InputError
from drafter.resources import Packs
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords

PACKS = Packs.find()


def test_every_table_that_a_relation_names_is_known() -> None:
    words = load_settings(PACKS.file("configs/tables.yaml"), TableWords, PACKS)
    relations = load_settings(PACKS.file("configs/reconciliation.yaml"), Relations, PACKS)
    named = {side.table for relation in relations.cross for side in (relation.left, *relation.right)}
    named |= {side.table for relation in relations.items for side in (relation.left, relation.right)}
    named |= {table for equation in (*relations.rows, *relations.columns) for table in equation.tables}
    assert named <= {table.name for table in words.tables}


def test_a_wrong_key_or_pattern_is_told_with_its_line(tmp_path: Path) -> None:
    text = PACKS.file("configs/tables.yaml").read_text(encoding="utf-8").replace("分段: '季度", "分段: '(季度")
    path = tmp_path / "tables.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="正则表达式写错了"):
        load_settings(path, TableWords, PACKS)
