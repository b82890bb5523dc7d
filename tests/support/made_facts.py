"""Random valid facts: any subset of the keys, 待补 and 无 among them, texts that try the templates' patience.

What the schema says is read from the schema, so that a new key is tried without a word here; what must hold between values
(sums, weights, references) is made to hold.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic import BaseModel

from drafter.facts.funding import FundingSource, Item
from drafter.facts.performance import Indicator
from drafter.facts.schema import Facts, Project
from drafter.facts.types import Adjustment, Amount, Count, Day, Name, Percent, Points, Words, WordsList, YesNo

__all__ = ["facts"]

PENDING, NONE = "待补", "无"

NAMES = [
    "某项目", "政务大厅运转经费", "“一网通办”项目", "5G网络租赁", "2024年度设备购置（二期）", "#一号工程", "## 二号工程", "+ 加号", "1. 一号",
    "甲、乙", "维修（护）费", "<b>粗体</b>&amp;", "A/B:C*?", "全角１２号", "其他商品和服务支出", "一" * 60,
]  # fmt: skip
SENTENCES = [
    "按月核对。", "按月核对", "全年办理946件，满意度98.5%。", "经查（见附件），没有问题；", "原因在于经费不足、", "“一次办好”", "完成率100%",
    "# 不是标题", "## 也不是标题", "+ 不是条目", "1. 先做甲；2. 再做乙。", "（一）小标题", "第3批共12个项目已于2024年3月5日印发（财预〔2020〕10号）",
    "３０００人次", "增长-3.5%", "比例为1:3", "A.B.C", "《办法》", "问：行不行？答：行！", "1,234.50万元", "无法计算", "长" * 300, "a b  c", "a'\"\\", "%s%d",
    "共办理【=办件量】。", "【=办件量】，其中【=跨域通办】", "办理【=办件量】件次", "5", "12.5", "3件",
    "根据【待补：2024年的文号】设立，办理【待补】件。",
]  # fmt: skip
PARAGRAPHS = ["第一段\n第二段", "第一段。\n\n# 第二段\n+ 第三段", "12件\n13件。"]
TARGETS = [
    "≥300件", "≤3天", "=100%", "300件", "95%以上", "显著提升", "≥1,200人次", "按时完成", "＞５０％", "<=2%", "50-60件", "300", "≥0", "＝5分", "0元",
    "100%", "有所提高。", "≤35元/册", "大于95%",
]  # fmt: skip
AMOUNTS = ["0", "0.00", "1", "12.5", "100.10", "0.01", "1234.56", "99999999.99", "１２", "3,000", "127", "94.44万元"]
DAYS = ["2024年1月1日", "2024-3-31", "2024/4/23", "2024.12.31"]
FIRST = ["产出指标", "效益指标", "满意度指标", "成本指标", "投入", "过程", "个性指标", "自拟的指标"]
SECOND = ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标", "其他"]
COUNTS = ["946件", "230余次", "53.5%", "1200人次", "约3年", "12345万元"]
FIGURES = {"办件量": "946件", "跨域通办": "53件"}

name = st.sampled_from(NAMES)
sentence = st.sampled_from(SENTENCES)
paragraph = st.sampled_from([*SENTENCES, *PARAGRAPHS])

words_list = st.one_of(st.just(NONE), st.just(PENDING), paragraph, st.lists(paragraph, min_size=1, max_size=3))
SCALARS: list[tuple[Any, Any]] = [
    (Name, st.one_of(name, sentence)),
    (Words, paragraph),
    (WordsList, words_list),
    (YesNo, st.sampled_from(["是", "否", "无此项"])),
    (Amount, st.sampled_from(AMOUNTS)),
    (Adjustment, st.sampled_from([*AMOUNTS, "-5.5", "-0.01"])),
    (Percent, st.sampled_from(["95%", "79.5", "100%", "120", "0"])),
    (Points, st.sampled_from(["0", "98", "79.99", "100"])),
    (Count, st.sampled_from(COUNTS)),
    (Day, st.sampled_from(DAYS)),
]


def maybe(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or 待补; absence is the mapping's affair."""
    return st.one_of(value, value, st.just(PENDING))


def record(model: type[BaseModel], **made: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping of the schema: the required keys and any of the others, in the forms that their types allow."""
    required, optional = {}, {}
    for field in model.model_fields.values():
        key = str(field.alias)
        value = made[key] if key in made else _of_type(key, field.annotation, field.metadata)
        if field.is_required():
            required[key] = value
        else:
            optional[key] = maybe(value)
    return st.fixed_dictionaries(required, optional=optional)


def _of_type(key: str, annotation: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    kinds = {annotation, *get_args(annotation)}
    for kind, values in SCALARS:
        if kind in kinds or (metadata and getattr(kind, "__metadata__", [None])[0] is metadata[0]):
            return values
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return record(kind)
        inner = (
            [i for i in get_args(get_args(kind)[0]) if isinstance(i, type) and issubclass(i, BaseModel)] if get_args(kind) else []
        )
        if inner:
            return st.one_of(st.just(NONE), st.lists(record(inner[0]), min_size=1, max_size=3))
    literals = [value for kind in kinds for value in get_args(kind) if isinstance(value, str)]
    assert literals, f"没有为“{key}”准备取值（{annotation}）"
    return st.sampled_from(literals)


def _number(written: Any) -> Decimal | None:
    """The amount as a number, where it is one."""
    text = str(written).replace(",", "").replace("万元", "").replace("１２", "12")
    return None if written is None or text == PENDING else Decimal(text)


@st.composite
def _funds(draw: st.DrawFn) -> dict[str, Any]:
    sources = draw(st.lists(record(FundingSource, 结余去向=st.just(NONE)), min_size=1, max_size=3))
    for source in sources:
        _adjust(source)
        spent = _number(source.get("支出"))
        if spent is not None and spent < 0:
            source["支出说明"] = draw(sentence)
        balance = _balance(source)
        if balance is not None and balance > 0:
            source.pop("结余去向", None)
            if draw(st.booleans()):
                source["结余去向"] = draw(maybe(_disposals(balance)))
    amounts = [_number(source.get("支出")) for source in sources]
    made: dict[str, Any] = {"来源": sources}
    if draw(st.booleans()):
        made["支出明细"] = draw(_items([a for a in amounts if a is not None], complete=None not in amounts))
    return made


def _adjust(source: dict[str, Any]) -> None:
    """The adjustments of a source make up its 调整; where one of them is open, they are left out."""
    details = source.get("调整明细")
    amounts = [_number(detail.get("金额")) for detail in details] if isinstance(details, list) else []
    if amounts and None not in amounts:
        source["调整"] = str(sum(amount for amount in amounts if amount is not None))
    else:
        source.pop("调整明细", None)


def _balance(source: dict[str, Any]) -> Decimal | None:
    receipts, spent = source.get("到位"), _number(source.get("支出"))
    if receipts is None or receipts == PENDING or spent is None:
        return None
    amounts = [_number(receipt["金额"]) or Decimal(0) for receipt in (() if receipts == NONE else receipts)]
    carried = _number(source.get("上年结转")) or Decimal(0)
    return sum(amounts, carried) - spent


@st.composite
def _disposals(draw: st.DrawFn, balance: Decimal) -> list[dict[str, Any]]:
    parts = draw(_parts(balance))
    kinds = st.sampled_from(["结转下年", "上缴财政", "由财政收回", "其他"])
    return [
        {
            "去向": draw(kinds),
            "金额": str(part),
            **draw(st.fixed_dictionaries({}, optional={"用途": sentence, "原因": maybe(sentence)})),
        }
        for part in parts
    ]


@st.composite
def _items(draw: st.DrawFn, spent: list[Decimal], complete: bool) -> Any:
    if not complete:
        return draw(st.one_of(st.just(PENDING), st.lists(record(Item), min_size=1, max_size=3)))
    parts = draw(_parts(sum(spent, Decimal(0))))
    return [{**draw(record(Item)), "支出": str(part)} for part in parts]


@st.composite
def _parts(draw: st.DrawFn, whole: Decimal) -> list[Decimal]:
    """One to three amounts that add up."""
    share = draw(st.sampled_from([None, Decimal("0.25"), Decimal("0.5")]))
    if share is None:
        return [whole]
    first = (whole * share).quantize(Decimal("0.01"))
    return [first, whole - first]


@st.composite
def _indicators(draw: st.DrawFn) -> tuple[Any, dict[str, str]]:
    """Indicators, with weights that add up with 分值设置, or none of them."""
    target = st.sampled_from(TARGETS)
    made = record(
        Indicator,
        一级=st.sampled_from(FIRST), 二级=st.sampled_from(SECOND), 三级=st.one_of(name, sentence), 指标值=target, 完成值=target,
        分值=st.nothing(), 得分=st.nothing(),
    )  # fmt: skip
    indicators = draw(st.lists(made, max_size=4))
    if not indicators:
        return draw(st.sampled_from([NONE, PENDING])), {}
    for indicator in indicators:
        indicator.setdefault("指标值", PENDING)
        for key in ("分值", "得分"):
            indicator.pop(key, None)
    weights: dict[str, int] = {}
    if draw(st.booleans()):
        for indicator in indicators:
            points = draw(st.sampled_from([5, 10, 20]))
            indicator["分值"] = str(points)
            weights[indicator["一级"]] = weights.get(indicator["一级"], 0) + points
            if draw(st.booleans()):
                indicator["得分"] = draw(st.sampled_from(["0", "3.5", str(points)]))
        weights["预算执行率"] = 100 - sum(weights.values())
    return indicators, {key: str(value) for key, value in weights.items() if value}


@st.composite
def _problems(draw: st.DrawFn) -> dict[str, Any]:
    """The unit's own problems, of each kind but 采用, which the facts must bear; advice against some of them."""
    titles = draw(st.lists(st.one_of(name, sentence), max_size=3, unique=True))
    own = st.fixed_dictionaries({}, optional={"情况": maybe(paragraph), "原因": maybe(paragraph), "措施": words_list})
    found = [{"标题": title, **draw(own)} for title in titles]
    found += [
        {"不采用": code} for code in draw(st.lists(st.sampled_from(["执行率偏低", "缺成本指标", "指标未达标"]), max_size=2))
    ]
    if not found:
        return draw(st.sampled_from([{}, {"问题": NONE}, {"问题": PENDING}]))
    advice = [{"针对": title, "内容": draw(paragraph)} for title in titles if draw(st.booleans())]
    return {"问题": found, **({"改进意见": advice} if advice else {})}


@st.composite
def _project(draw: st.DrawFn) -> dict[str, Any]:
    overridden = ("资金", "指标", "分值设置", "问题", "改进意见", "自评总分", "起止时间", "数据")
    project = draw(record(Project, **dict.fromkeys(overridden, st.just(None))))
    project = {key: value for key, value in project.items() if key not in overridden}
    indicators, weights = draw(_indicators())
    project |= draw(_problems())
    if draw(st.booleans()):
        project["资金"] = draw(maybe(_funds()))
    if draw(st.booleans()):
        project |= {"指标": indicators, **({"分值设置": weights} if weights else {})}
    if draw(st.booleans()):
        project["起止时间"] = draw(st.sampled_from([PENDING, {"起": DAYS[0], "止": DAYS[3]}]))
    if not weights and draw(st.booleans()):
        project["自评总分"] = draw(st.sampled_from(["98", "59.99", PENDING]))
    return project


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """The facts of a unit-year with one project, and last year's in some."""
    project = draw(_project())
    unit = draw(record(Facts.model_fields["unit"].annotation, 人员=st.just(None)))  # type: ignore[arg-type]
    made: dict[str, Any] = {
        "单位": {k: v for k, v in unit.items() if k != "人员"},
        "年度": draw(st.sampled_from(["2024", "2021"])),
    }
    made |= {"项目": [project], "数据": dict(FIGURES)}
    if draw(st.booleans()):
        made["报告日期"] = draw(st.sampled_from([PENDING, DAYS[0]]))
    if draw(st.booleans()):
        made["上年"] = {"项目": [{"名称": project["名称"], "资金": draw(_funds())}], "数据": dict(FIGURES)}
    return made
