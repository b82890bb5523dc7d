"""The JSON Schema for editors says what the loader says: the same keys, the same files accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from drafter.core.errors import InputError
from drafter.facts import schema as models
from drafter.facts.json_schema import facts_json_schema
from drafter.facts.record import Record
from tests.support.drafting import EXAMPLES, ROOT, load_text

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMA = facts_json_schema()
SKELETON = ROOT / "templates" / "zh" / "facts" / "项目支出绩效自评报告.yaml"


def as_an_editor_reads(text: str) -> Any:
    """Plain YAML, with numbers as numbers and dates as text, as the YAML language server has it."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


def as_text(text: str) -> Any:
    """Every scalar as text."""
    return yaml.load(text, yaml.BaseLoader)


def faults(data: Any) -> list[str]:
    found = jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)
    return sorted(" → ".join(map(str, fault.absolute_path)) for fault in found)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
@pytest.mark.parametrize("read", [as_an_editor_reads, as_text])
def test_the_examples_are_valid(path: Any, read: Any) -> None:
    data = read(path.read_text(encoding="utf-8"))
    data["年度"] = int(data["年度"])
    if "年度" in data.get("上年", {}):
        data["上年"]["年度"] = int(data["上年"]["年度"])
    assert faults(data) == []


def test_the_skeleton_lacks_only_what_is_required() -> None:
    assert faults(as_an_editor_reads(SKELETON.read_text(encoding="utf-8"))) == ["单位 → 名称", "年度", "项目"]


def records() -> dict[str, type[BaseModel]]:
    return {found.__name__: found for found in Record.__subclasses__() if found is not models.Facts}


def test_the_schema_has_the_keys_of_the_models_and_explains_each() -> None:
    shown = {name: list(model["properties"]) for name, model in SCHEMA["$defs"].items()}
    assert shown == {name: [str(f.alias) for f in record.model_fields.values()] for name, record in sorted(records().items())}
    assert list(SCHEMA["properties"]) == [str(field.alias) for field in models.Facts.model_fields.values()]
    for model in (SCHEMA, *SCHEMA["$defs"].values()):
        assert model["additionalProperties"] is False
        for name, given in model["properties"].items():
            assert given.get("description") or given.get("title") or "$ref" in given or "anyOf" in given, name


VALUES = [
    ("编号", "待补"),
    ("编号", None),
    ("立项依据", "无"),
    ("立项依据", ["甲", "乙"]),
    ("指标", "无"),
    ("资金", {"来源": "无"}),
    ("资金", {"来源": [{"来源": "甲", "年初预算": 127, "支出": "1,234.56", "到位": "待补"}]}),
    ("自评总分", 98.5),
    ("起止时间", {"起": "2024-01-01", "止": "2024年12月31日"}),
    ("数据", {"办件量": "946件"}),
]
WRONG = [
    ("编号好", "X"),
    ("编号", ["甲"]),
    ("指标", {"一级": "产出指标"}),
    ("指标", [{"二级": "数量指标", "指标值": "好"}]),
    ("资金", "一百万"),
    ("资金", {"来源": [{"来源": "甲", "年初预算": "很多"}]}),
    ("结果应用", {"公开状态": "公开"}),
]


def facts_with(name: str, value: Any) -> dict[str, Any]:
    return {"单位": {"名称": "甲局"}, "年度": 2024, "项目": [{"名称": "乙", name: value}]}


def loads(data: dict[str, Any]) -> bool:
    try:
        load_text(yaml.safe_dump(data, allow_unicode=True))
    except InputError:
        return False
    return True


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_what_the_loader_accepts_the_editor_accepts(name: str, value: Any) -> None:
    assert loads(facts_with(name, value))
    assert faults(facts_with(name, value)) == []


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_the_editor_refuses_the_loader_refuses(name: str, value: Any) -> None:
    assert not loads(facts_with(name, value))
    assert faults(facts_with(name, value))
