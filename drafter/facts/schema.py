"""The facts file of a unit-year as pydantic models; aliases are the Chinese keys, descriptions are what an editor shows.

Hardly anything is required here: what a document needs and the facts lack becomes a highlighted 【待补：…】 in the draft, and
that is for the templates to say. Later documents (决算, 监控情况表) add their own top-level keys beside 项目.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from drafter.facts.funding import Funds
from drafter.facts.holdings import Asset, Contract, MultiYear, WeakPoint
from drafter.facts.management import Confirmations, Controls, EarlierEvaluation, Organisation, Publication
from drafter.facts.performance import Achievement, Indicator, IssueFact, MeasureFact, Objective
from drafter.facts.record import Record, optional
from drafter.facts.types import Count, Day, Earlier, ExplicitList, Name, Points, Words, WordsList, Year

__all__ = ["Facts", "Project"]


class Staff(Record):
    """人员."""

    model_config = ConfigDict(title="人员")
    establishment: Count | None = optional("编制", "编制人数，例如 6人")
    in_post: Count | None = optional("在职", "在职人数")
    retired_with_honours: Count | None = optional("离休", "离休人数")
    retired: Count | None = optional("退休", "退休人数")
    temporary: Count | None = optional("临聘", "临时聘用人数")


class Unit(Record):
    """单位."""

    model_config = ConfigDict(title="单位")
    name: Name = Field(alias="名称", description="单位全称")
    short_name: Name | None = optional("简称", "正文中用的简称")
    finance: Name | None = optional("财务部门", "管预算和支付的内设机构，例如 财务股；改进措施的责任部门用")
    authority: Name | None = optional("主管部门")
    functions: WordsList | None = optional("职能", "主要职能，一条一项")
    organisation: WordsList | None = optional("机构", "内设机构和所属单位")
    staff: Staff | None = optional("人员")


class Span(Record):
    """起止时间."""

    model_config = ConfigDict(title="起止时间")
    begin: Day = Field(alias="起")
    end: Day = Field(alias="止")


class Project(Record):
    """项目."""

    model_config = ConfigDict(title="项目")
    name: Name = Field(alias="名称", description="项目名称，与预算批复一致")
    earlier_name: Name | None = optional("上年名称", "项目改了名的，上年叫什么；与上年比较时用")
    code: Name | None = optional("编号", "项目编号")
    kinds: WordsList | None = optional("属性", "经常性、一次性、新增、延续")
    basis: WordsList | None = optional("立项依据", "文件名称或文号，一件一项")
    background: WordsList | None = optional("立项背景", "为什么设立这个项目")
    content: WordsList | None = optional("主要内容", "项目做什么，一条一项")
    span: Span | None = optional("起止时间")
    implementer: Name | None = optional("实施单位")
    authority: Name | None = optional("主管部门")
    department: Name | None = optional("责任部门", "单位里具体负责项目的股室，例如 采编部")
    unit_head: Name | None = optional("单位负责人")
    head: Name | None = optional("项目负责人")
    feasibility: Words | None = optional("可行性研究结论")
    review: Words | None = optional("专家论证结论")
    controls: Controls | None = optional("管理方式")
    funds: Funds | None = optional("资金")
    years: MultiYear | None = optional("跨年度", "分几年实施的项目，总投资和各年的账")
    contracts: Annotated[list[Contract], ExplicitList] | None = optional("合同", "主要合同，一份一条")
    assets: Annotated[list[Asset], ExplicitList] | None = optional("资产", "项目形成的资产，一项一条")
    objective: Objective | None = optional("绩效目标")
    weights: dict[str, Points] | None = optional("分值设置", "与默认不同的一级指标分值，例如 产出指标: 40")
    indicators: Annotated[list[Indicator], ExplicitList] | None = optional("指标", "绩效指标，每个三级指标一条")
    stated_total: Points | None = optional("自评总分", "单位给出的自评总分；有分项得分时应与合计一致")
    rules: WordsList | None = optional("管理制度", "制度和办法名称，一件一项")
    actions: WordsList | None = optional("具体措施", "组织实施中的具体做法")
    changes: Words | None = optional("调整情况", "项目调整内容及报批手续")
    acceptance: Words | None = optional("验收情况", "项目完工验收情况")
    achievements: Annotated[list[Achievement], ExplicitList] | None = optional("产出成效", "干成了什么")
    benefits: WordsList | None = optional("实际效益", "产生了什么效益")
    experience: WordsList | None = optional("经验做法", "主要经验及做法")
    deviations: WordsList | None = optional("偏离原因", "偏离绩效目标的原因")
    weak_points: Annotated[list[WeakPoint], ExplicitList] | None = optional("薄弱环节", "资金、指标以外的薄弱环节，一个一条")
    issues: Annotated[list[IssueFact], ExplicitList] | None = optional("问题", "存在的问题")
    measures: Annotated[list[MeasureFact], ExplicitList] | None = optional("改进意见", "下一步改进意见，写明针对哪个问题")
    next_steps: WordsList | None = optional("下一步打算", "下阶段工作安排")
    earlier: EarlierEvaluation | None = optional("上年评价")
    organisation: Organisation | None = optional("自评组织")
    publication: Publication | None = optional("结果应用")
    confirmations: Confirmations | None = optional("确认事项", "单位确认属实的事项，填 是")
    remarks: WordsList | None = optional("其他说明", "其他需要说明的问题")
    figures: dict[str, Count] | None = optional("数据", "有名字的数字，正文里用【=名称】引用")


class Facts(Record):
    """一个单位一年的事实."""

    model_config = ConfigDict(title="单位年度事实")
    unit: Unit = Field(alias="单位")
    year: Year = Field(alias="年度", description="报告年度，四位数字")
    types: WordsList | None = optional("文种", "要起草的文种，见 drafter types")
    day: Day | None = optional("报告日期", "成文日期，印在落款下面，例如 2022年3月15日")
    projects: Annotated[list[Project], ExplicitList] | None = optional("项目")
    figures: dict[str, Count] | None = optional("数据", "各项目共用的有名字的数字")
    last_year: Earlier | None = optional("上年", "上年的事实文件路径，或直接写在这里的上年事实")
