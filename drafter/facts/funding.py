"""The money of a project: its sources, how it came in, what was left of it, what it was spent on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from drafter.facts.record import Record, optional
from drafter.facts.types import Adjustment, Amount, Day, ExplicitList, Name, Words

__all__ = ["AdjustmentStep", "Disposal", "FundingSource", "Funds", "Item", "LateExpense", "Quarters", "Receipt", "Suspense"]


class Receipt(Record):
    """一次资金到位（指标下达）."""

    model_config = ConfigDict(title="到位")
    day: Day | None = optional("日期", "指标下达日期")
    amount: Amount = Field(alias="金额", description="下达金额，万元")
    document: Name | None = optional("文号", "指标文号")
    remark: Words | None = optional("备注")


class AdjustmentStep(Record):
    """一次预算调整."""

    model_config = ConfigDict(title="调整明细")
    day: Day | None = optional("日期", "批复日期")
    amount: Adjustment = Field(alias="金额", description="追加为正，调减为负，万元")
    document: Name | None = optional("文号", "批复文号")
    reason: Words | None = optional("原因", "为什么追加或调减")


class Disposal(Record):
    """结余去向."""

    model_config = ConfigDict(title="结余去向")
    kind: Name = Field(alias="去向", description="上缴财政、结转下年……")
    amount: Amount = Field(alias="金额", description="万元")
    purpose: Words | None = optional("用途", "结转资金用于什么")
    reason: Words | None = optional("原因", "为什么没有支出")


class FundingSource(Record):
    """一个资金来源."""

    model_config = ConfigDict(title="资金来源")
    name: Name = Field(alias="来源", description="区县财政、市级财政、省级财政、其他配套资金……")
    brought_forward: Amount | None = optional("上年结转", "上年度结转金额，万元")
    appropriation: Amount | None = optional("年初预算", "年初预算数，万元；年中才安排的填 0")
    adjustment: Adjustment | None = optional("调整", "年中追加为正，调减为负，万元")
    adjustment_reason: Words | None = optional("调整原因")
    steps: Annotated[list[AdjustmentStep], ExplicitList] | None = optional(
        "调整明细", "一年里调整过几次的，每次一条；“调整”可以不填，由程序合计"
    )
    bond: Literal["一般债券", "专项债券"] | None = optional("债券种类", "地方政府债券资金填 一般债券 或 专项债券")
    receipts: Annotated[list[Receipt], ExplicitList] | None = optional("到位", "每次到位一条")
    due: Day | None = optional("应到位日期", "按预算批复应当到位的最后日期")
    expenditure: Adjustment | None = optional("支出", "实际支出，万元；为负时须填“支出说明”")
    expenditure_note: Words | None = optional("支出说明", "支出为负等特殊情况的说明")
    disposals: Annotated[list[Disposal], ExplicitList] | None = optional("结余去向", "结余结转到哪里去了，合计应等于结余")


class Item(Record):
    """支出明细的一项（经济分类）."""

    model_config = ConfigDict(title="支出明细")
    name: Name = Field(alias="科目", description="经济分类科目或支出内容，例如 办公费")
    content: Words | None = optional("内容", "预算支出内容")
    budget: Amount | None = optional("预算", "该项预算，万元")
    adjustment: Adjustment | None = optional("调整", "该项调整，万元")
    amount: Adjustment = Field(alias="支出", description="该项实际支出，万元")
    basis: Words | None = optional("依据", "支出及调整依据")


class Quarters(Record):
    """分季度支出."""

    model_config = ConfigDict(title="分季支出")
    first: Adjustment | None = optional("一季度", "一季度支出，万元")
    second: Adjustment | None = optional("二季度", "二季度支出，万元")
    third: Adjustment | None = optional("三季度", "三季度支出，万元")
    fourth: Adjustment | None = optional("四季度", "四季度支出，万元")
    december: Adjustment | None = optional("十二月", "其中12月的支出，万元")
    reason: Words | None = optional("原因", "支出集中在年底的原因")


class Suspense(Record):
    """一笔没有清理的往来款."""

    model_config = ConfigDict(title="挂账")
    name: Name = Field(alias="事项", description="例如 预付设备款")
    amount: Amount = Field(alias="金额", description="万元")
    day: Day | None = optional("日期", "挂账日期")
    reason: Words | None = optional("原因", "为什么没有清理")


class LateExpense(Record):
    """以前年度的费用在本年列支."""

    model_config = ConfigDict(title="跨期支出")
    name: Name = Field(alias="事项", description="例如 上年培训费")
    amount: Amount = Field(alias="金额", description="万元")
    reason: Words | None = optional("原因", "为什么没有在当年报销")


class Funds(Record):
    """资金."""

    model_config = ConfigDict(title="资金")
    sources: Annotated[list[FundingSource], ExplicitList] | None = optional("来源", "每个资金来源一条")
    items: Annotated[list[Item], ExplicitList] | None = optional("支出明细", "按经济分类的实际支出，合计应等于支出")
    quarters: Quarters | None = optional("分季支出", "各季度支出，合计应等于支出；有了它才看得出支出是不是集中在年底")
    suspense: Annotated[list[Suspense], ExplicitList] | None = optional("挂账", "没有清理的往来款，一笔一条")
    late_expenses: Annotated[list[LateExpense], ExplicitList] | None = optional(
        "跨期支出", "以前年度的费用在本年列支的，一笔一条"
    )
    against_last_year: Words | None = optional("增减原因", "与上年相比支出增减的原因；写了才在报告里比较")
