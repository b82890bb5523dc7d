"""What a project binds and leaves behind: contracts and their suppliers, assets, the whole of a project that runs over years, weak points."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from drafter.facts.performance import DEPARTMENT, GOAL, UNTIL
from drafter.facts.record import Record, optional
from drafter.facts.types import Amount, Count, Day, Name, Words, YesNo

__all__ = ["Asset", "Contract", "MultiYear", "WeakPoint"]


class Contract(Record):
    """一份合同."""

    model_config = ConfigDict(title="合同")
    name: Name = Field(alias="名称", description="合同内容，例如 改造工程施工")
    supplier: Name | None = optional("供应商", "中标或成交的单位")
    amount: Amount | None = optional("金额", "合同金额，万元")
    signed: Day | None = optional("签订日期")
    way: Name | None = optional("采购方式", "公开招标、竞争性磋商、询价……")
    paid: Amount | None = optional("已付", "到年底累计已付，万元")
    terms: Words | None = optional("付款约定", "余款什么时候、按什么条件付")
    retention: Amount | None = optional("质保金", "质量保证金，万元")
    retention_due: Day | None = optional("质保到期", "质保期满的日期")
    retention_settled: YesNo | None = optional("质保金已清", "质保金是否已经支付或退还")
    reason: Words | None = optional("原因", "没有按约定付款、质保金没有清退的原因")


class Asset(Record):
    """形成的资产."""

    model_config = ConfigDict(title="资产")
    name: Name = Field(alias="名称", description="例如 健身路径")
    count: Count | None = optional("数量", "例如 45条")
    amount: Amount | None = optional("金额", "资产原值，万元")
    registered: YesNo | None = optional("已登记", "是否登记资产账、卡片")
    use: Literal["在用", "部分闲置", "闲置"] | None = optional("使用", "在用、部分闲置 或 闲置")
    keeper: Name | None = optional("管护单位", "谁负责管护；没有落实填 无")
    reason: Words | None = optional("原因", "没有登记、闲置或没有落实管护的原因")


class MultiYear(Record):
    """跨年度项目的总账."""

    model_config = ConfigDict(title="跨年度")
    total: Amount = Field(alias="总投资", description="批复的总投资，万元")
    before: Amount | None = optional("以前年度支出", "到上年底累计支出，万元")
    later: Amount | None = optional("以后年度安排", "以后年度计划安排，万元")
    remark: Words | None = optional("说明", "分几年、各年做什么")


class WeakPoint(Record):
    """一个薄弱环节：写明环节和涉及的数，程序据此写成问题和措施."""

    model_config = ConfigDict(title="薄弱环节")
    kind: Literal["前期准备", "目标设定", "标准偏低", "招投标", "监理验收", "部门协同", "人员力量", "运维响应"] = Field(
        alias="环节"
    )
    matter: Name = Field(alias="事项", description="哪一项工作，例如 灭菌柜安装")
    extent: Count = Field(alias="涉及", description="涉及多少，例如 2台、41.60万元、26天")
    reason: Words | None = optional("原因")
    effect: Words | None = optional("影响", "造成了什么后果")
    measure: Words | None = optional("改进措施")
    department: Name | None = optional("责任部门", DEPARTMENT)
    until: Name | None = optional("整改时限", UNTIL)
    goal: Words | None = optional("整改目标", GOAL)
