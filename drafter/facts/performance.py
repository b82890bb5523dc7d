"""What a project was for and what came of it: objective, indicators, achievements, problems and the measures that answer them."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from drafter.facts.record import Record, optional
from drafter.facts.types import Count, Name, Percent, Points, Words, WordsList

__all__ = ["Achievement", "Indicator", "IssueFact", "MeasureFact", "Objective", "Survey"]

DEPARTMENT = "谁负责整改，例如 采编部"
UNTIL = "什么时候做完，例如 2025年6月底前"
GOAL = "做到什么程度，明年怎样看得出来，例如 下年度不低于48场"


class Objective(Record):
    """年度总体目标."""

    model_config = ConfigDict(title="绩效目标")
    expected: Words | None = optional("预期", "年初设定的总体目标")
    achieved: Words | None = optional("完成", "实际完成情况")


class Survey(Record):
    """满意度调查."""

    model_config = ConfigDict(title="调查")
    way: Name | None = optional("方式", "问卷调查、电话回访、现场访问……")
    sent: Count | None = optional("发放", "发放多少，例如 120份")
    returned: Count | None = optional("收回", "收回的有效数量，例如 96份")
    lowest: Name | None = optional("最低一项", "得分最低的一项，例如 等候时间")
    lowest_result: Words | None = optional("最低一项结果", "例如 74.4%")
    reason: Words | None = optional("原因", "样本少、回收少的原因")


class Indicator(Record):
    """绩效指标."""

    model_config = ConfigDict(title="绩效指标")
    first: Name = Field(alias="一级", description="产出指标、效益指标、满意度指标、成本指标……")
    second: Name | None = optional("二级", "数量指标、质量指标、时效指标、社会效益指标……")
    third: Name | None = optional("三级", "指标名称")
    target: Words | None = Field(default=None, alias="指标值", description="年度指标值：≥300件、≤3天、=100%，或定性的文字")
    outcome: Words | None = optional("完成值", "实际完成值")
    weight: Points | None = optional("分值")
    points: Points | None = optional("得分", "自评得分；定量指标可不填，由程序计算")
    degree: Percent | None = optional("完成程度", "定性指标的完成程度，例如 95%")
    survey: Survey | None = optional("调查", "满意度指标怎样调查的")
    note: Words | None = optional("说明", "指标说明")
    reason: Words | None = optional("偏差原因")
    measure: Words | None = optional("改进措施")
    department: Name | None = optional("责任部门", DEPARTMENT)
    until: Name | None = optional("整改时限", UNTIL)
    goal: Words | None = optional("整改目标", GOAL)


class Achievement(Record):
    """产出成效的一段."""

    model_config = ConfigDict(title="产出成效")
    heading: Name | None = optional("标题")
    text: Words = Field(alias="内容", description="正文；数字写成【=名称】，数值写在“数据”里")


class IssueFact(Record):
    """存在的问题."""

    model_config = ConfigDict(title="问题")
    adopted: Words | None = optional("采用", "采用常用语库里的一条问题，填编号")
    rejected: Words | None = optional("不采用", "不采用程序提出的一条问题，填编号")
    heading: Name | None = optional("标题", "一句话概括，例如 预算执行进度偏慢")
    text: Words | None = optional("情况", "具体情况，要有事实和数字")
    reason: Words | None = optional("原因")
    measures: WordsList | None = optional("措施", "针对这个问题的改进措施：文字，或常用语库的措施编号")
    department: Name | None = optional("责任部门", DEPARTMENT)
    until: Name | None = optional("整改时限", UNTIL)
    goal: Words | None = optional("整改目标", GOAL)

    @model_validator(mode="after")
    def _one_of_three(self) -> IssueFact:
        if not (self.adopted or self.rejected or self.heading):
            raise ValueError("每个问题要有“标题”（自己写）、“采用”或“不采用”（程序提出的）之一")
        return self


class MeasureFact(Record):
    """改进意见."""

    model_config = ConfigDict(title="改进意见")
    answers: Name = Field(alias="针对", description="所针对问题的标题，或问题编号")
    text: Words | None = optional("内容", "做什么；只安排责任部门、时限、目标时可以不写")
    department: Name | None = optional("责任部门", DEPARTMENT)
    until: Name | None = optional("整改时限", UNTIL)
    goal: Words | None = optional("整改目标", GOAL)
