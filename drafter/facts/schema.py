"""The facts file of a unit-year as pydantic models; aliases are the Chinese keys, descriptions are what an editor shows.

Hardly anything is required here: what a document needs and the facts lack becomes a highlighted 【待补：…】 in the draft, and
that is for the templates to say. Later documents (决算, 监控情况表) add their own top-level keys beside 项目.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from drafter.facts.types import (
    Adjustment,
    Amount,
    Count,
    Day,
    Earlier,
    ExplicitList,
    Name,
    Percent,
    Points,
    Words,
    WordsList,
    Year,
    YesNo,
)

__all__ = ["Facts", "FundingSource", "Indicator", "Project", "Record"]


class Record(BaseModel):
    """A mapping of the facts file; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, written: Any) -> Any:
        if not isinstance(written, dict | BaseModel):
            keys = "、".join(str(field.alias) for field in list(cls.model_fields.values())[:4])
            colon = isinstance(written, str) and ("：" in written or ":" in written)
            raise ValueError(f"应为“键: 值”的分级内容（例如 {keys}）{'；键后面要用英文冒号，再空一格' if colon else ''}")
        return written


def _key(alias: str, description: str = "", **more: Any) -> Any:
    return Field(default=None, alias=alias, description=description or alias, **more)


class Staff(Record):
    """人员."""

    model_config = ConfigDict(title="人员")
    establishment: Count | None = _key("编制", "编制人数，例如 6人")
    in_post: Count | None = _key("在职", "在职人数")
    retired_with_honours: Count | None = _key("离休", "离休人数")
    retired: Count | None = _key("退休", "退休人数")
    temporary: Count | None = _key("临聘", "临时聘用人数")


class Unit(Record):
    """单位."""

    model_config = ConfigDict(title="单位")
    name: Name = Field(alias="名称", description="单位全称")
    short_name: Name | None = _key("简称", "正文中用的简称")
    authority: Name | None = _key("主管部门")
    functions: WordsList | None = _key("职能", "主要职能，一条一项")
    organisation: WordsList | None = _key("机构", "内设机构和所属单位")
    staff: Staff | None = _key("人员")


class Receipt(Record):
    """一次资金到位（指标下达）."""

    model_config = ConfigDict(title="到位")
    day: Day | None = _key("日期", "指标下达日期")
    amount: Amount = Field(alias="金额", description="下达金额，万元")
    document: Name | None = _key("文号", "指标文号")
    remark: Words | None = _key("备注")


class Disposal(Record):
    """结余去向."""

    model_config = ConfigDict(title="结余去向")
    kind: Name = Field(alias="去向", description="上缴财政、结转下年……")
    amount: Amount = Field(alias="金额", description="万元")
    purpose: Words | None = _key("用途", "结转资金用于什么")
    reason: Words | None = _key("原因", "为什么没有支出")


class FundingSource(Record):
    """一个资金来源."""

    model_config = ConfigDict(title="资金来源")
    name: Name = Field(alias="来源", description="区县财政、市级财政、省级财政、其他配套资金……")
    brought_forward: Amount | None = _key("上年结转", "上年度结转金额，万元")
    appropriation: Amount | None = _key("年初预算", "年初预算数，万元；年中才安排的填 0")
    adjustment: Adjustment | None = _key("调整", "年中追加为正，调减为负，万元")
    adjustment_reason: Words | None = _key("调整原因")
    receipts: Annotated[list[Receipt], ExplicitList] | None = _key("到位", "每次到位一条")
    due: Day | None = _key("应到位日期", "按预算批复应当到位的最后日期")
    expenditure: Adjustment | None = _key("支出", "实际支出，万元；为负时须填“支出说明”")
    expenditure_note: Words | None = _key("支出说明", "支出为负等特殊情况的说明")
    disposals: Annotated[list[Disposal], ExplicitList] | None = _key("结余去向", "结余结转到哪里去了，合计应等于结余")


class Item(Record):
    """支出明细的一项（经济分类）."""

    model_config = ConfigDict(title="支出明细")
    name: Name = Field(alias="科目", description="经济分类科目或支出内容，例如 办公费")
    content: Words | None = _key("内容", "预算支出内容")
    budget: Amount | None = _key("预算", "该项预算，万元")
    adjustment: Adjustment | None = _key("调整", "该项调整，万元")
    amount: Adjustment = Field(alias="支出", description="该项实际支出，万元")
    basis: Words | None = _key("依据", "支出及调整依据")


class Funds(Record):
    """资金."""

    model_config = ConfigDict(title="资金")
    sources: Annotated[list[FundingSource], ExplicitList] | None = _key("来源", "每个资金来源一条")
    items: Annotated[list[Item], ExplicitList] | None = _key("支出明细", "按经济分类的实际支出，合计应等于支出")


class Objective(Record):
    """年度总体目标."""

    model_config = ConfigDict(title="绩效目标")
    expected: Words | None = _key("预期", "年初设定的总体目标")
    achieved: Words | None = _key("完成", "实际完成情况")


class Indicator(Record):
    """绩效指标."""

    model_config = ConfigDict(title="绩效指标")
    first: Name = Field(alias="一级", description="产出指标、效益指标、满意度指标、成本指标……")
    second: Name | None = _key("二级", "数量指标、质量指标、时效指标、社会效益指标……")
    third: Name | None = _key("三级", "指标名称")
    target: Words | None = Field(default=None, alias="指标值", description="年度指标值：≥300件、≤3天、=100%，或定性的文字")
    outcome: Words | None = _key("完成值", "实际完成值")
    weight: Points | None = _key("分值")
    points: Points | None = _key("得分", "自评得分；定量指标可不填，由程序计算")
    degree: Percent | None = _key("完成程度", "定性指标的完成程度，例如 95%")
    note: Words | None = _key("说明", "指标说明")
    reason: Words | None = _key("偏差原因")
    measure: Words | None = _key("改进措施")


class Achievement(Record):
    """产出成效的一段."""

    model_config = ConfigDict(title="产出成效")
    heading: Name | None = _key("标题")
    text: Words = Field(alias="内容", description="正文；数字写成【=名称】，数值写在“数据”里")


class IssueFact(Record):
    """存在的问题."""

    model_config = ConfigDict(title="问题")
    adopted: Words | None = _key("采用", "采用常用语库里的一条问题，填编号")
    rejected: Words | None = _key("不采用", "不采用程序提出的一条问题，填编号")
    heading: Name | None = _key("标题", "一句话概括，例如 预算执行进度偏慢")
    text: Words | None = _key("情况", "具体情况，要有事实和数字")
    reason: Words | None = _key("原因")
    measures: WordsList | None = _key("措施", "针对这个问题的改进措施：文字，或常用语库的措施编号")

    @model_validator(mode="after")
    def _one_of_three(self) -> IssueFact:
        if not (self.adopted or self.rejected or self.heading):
            raise ValueError("每个问题要有“标题”（自己写）、“采用”或“不采用”（程序提出的）之一")
        return self


class MeasureFact(Record):
    """改进意见."""

    model_config = ConfigDict(title="改进意见")
    answers: Name = Field(alias="针对", description="所针对问题的标题，或问题编号")
    text: Words = Field(alias="内容")


class Controls(Record):
    """管理方式（报告表中的勾选项）."""

    model_config = ConfigDict(title="管理方式")
    procurement: YesNo | None = _key("政府采购", "是否实施政府采购")
    procurement_amount: Amount | None = _key("采购金额", "政府采购金额，万元")
    tender: YesNo | None = _key("招投标", "是否实行招投标")
    treasury: YesNo | None = _key("国库集中支付")
    reimbursement: YesNo | None = _key("资金报账制")
    agent: YesNo | None = _key("工程代理制")
    investment_review: YesNo | None = _key("投资评审制")
    contract: YesNo | None = _key("合同管理制")
    dual_account: YesNo | None = _key("财政双控账户管理")
    special_account: YesNo | None = _key("财政专户管理")


class Confirmations(Record):
    """确认事项：单位确认属实的事项；不确认的不会写进报告."""

    model_config = ConfigDict(title="确认事项")
    earmarked: YesNo | None = _key("专款专用")
    no_misuse: YesNo | None = _key("无截留挤占挪用")
    no_fictitious: YesNo | None = _key("无虚列支出")
    rules_complete: YesNo | None = _key("制度健全")
    approval_complete: YesNo | None = _key("审批手续完备")
    accounting_sound: YesNo | None = _key("会计核算规范")
    paid_in_time: YesNo | None = _key("资金及时拨付")
    no_duplicate: YesNo | None = _key("无多头申报重复安排")
    no_splitting: YesNo | None = _key("无拆分规避采购")
    by_review: YesNo | None = _key("按评审结果立项")
    objective_approved: YesNo | None = _key("绩效目标申报批复")
    objective_published: YesNo | None = _key("绩效目标公开")
    acceptance_done: YesNo | None = _key("验收合格")
    no_deviation: YesNo | None = _key("未偏离绩效目标")
    files_kept: YesNo | None = _key("档案齐全")


class EarlierEvaluation(Record):
    """上年度评价情况."""

    model_config = ConfigDict(title="上年评价")
    same_kind: YesNo | None = _key("同类项目", "上年度是否有同类项目")
    third_party: YesNo | None = _key("第三方机构", "是否引入第三方评价机构")
    third_party_name: Name | None = _key("机构名称")
    opinion: Words | None = _key("专家意见")
    measures: Words | None = _key("改进措施", "上年度评价后的改进措施")
    rectified: Words | None = _key("整改落实", "整改落实情况")


class Organisation(Record):
    """自评组织工作."""

    model_config = ConfigDict(title="自评组织")
    basis: WordsList | None = _key("依据", "布置自评工作的文件")
    steps: WordsList | None = _key("步骤", "做了哪些工作")
    people: Words | None = _key("人员安排")
    scope: Words | None = _key("范围", "自评的时间和范围")


class Publication(Record):
    """结果应用和公开."""

    model_config = ConfigDict(title="结果应用")
    uses: WordsList | None = _key("应用", "自评结果怎么用")
    basis: WordsList | None = _key("依据", "公开所依据的文件")
    place: Words | None = _key("公开平台", "在哪里公开")
    status: Literal["已公开", "拟公开"] | None = _key("公开状态", "已公开 或 拟公开")


class Span(Record):
    """起止时间."""

    model_config = ConfigDict(title="起止时间")
    begin: Day = Field(alias="起")
    end: Day = Field(alias="止")


class Project(Record):
    """项目."""

    model_config = ConfigDict(title="项目")
    name: Name = Field(alias="名称", description="项目名称，与预算批复一致")
    code: Name | None = _key("编号", "项目编号")
    kinds: WordsList | None = _key("属性", "经常性、一次性、新增、延续")
    basis: WordsList | None = _key("立项依据", "文件名称或文号，一件一项")
    background: WordsList | None = _key("立项背景", "为什么设立这个项目")
    content: WordsList | None = _key("主要内容", "项目做什么，一条一项")
    span: Span | None = _key("起止时间")
    implementer: Name | None = _key("实施单位")
    authority: Name | None = _key("主管部门")
    unit_head: Name | None = _key("单位负责人")
    head: Name | None = _key("项目负责人")
    feasibility: Words | None = _key("可行性研究结论")
    review: Words | None = _key("专家论证结论")
    controls: Controls | None = _key("管理方式")
    funds: Funds | None = _key("资金")
    objective: Objective | None = _key("绩效目标")
    weights: dict[str, Points] | None = _key("分值设置", "与默认不同的一级指标分值，例如 产出指标: 40")
    indicators: Annotated[list[Indicator], ExplicitList] | None = _key("指标", "绩效指标，每个三级指标一条")
    stated_total: Points | None = _key("自评总分", "单位给出的自评总分；有分项得分时应与合计一致")
    rules: WordsList | None = _key("管理制度", "制度和办法名称，一件一项")
    actions: WordsList | None = _key("具体措施", "组织实施中的具体做法")
    changes: Words | None = _key("调整情况", "项目调整内容及报批手续")
    acceptance: Words | None = _key("验收情况", "项目完工验收情况")
    achievements: Annotated[list[Achievement], ExplicitList] | None = _key("产出成效", "干成了什么")
    benefits: WordsList | None = _key("实际效益", "产生了什么效益")
    experience: WordsList | None = _key("经验做法", "主要经验及做法")
    deviations: WordsList | None = _key("偏离原因", "偏离绩效目标的原因")
    issues: Annotated[list[IssueFact], ExplicitList] | None = _key("问题", "存在的问题")
    measures: Annotated[list[MeasureFact], ExplicitList] | None = _key("改进意见", "下一步改进意见，写明针对哪个问题")
    next_steps: WordsList | None = _key("下一步打算", "下阶段工作安排")
    earlier: EarlierEvaluation | None = _key("上年评价")
    organisation: Organisation | None = _key("自评组织")
    publication: Publication | None = _key("结果应用")
    confirmations: Confirmations | None = _key("确认事项", "单位确认属实的事项，填 是")
    remarks: WordsList | None = _key("其他说明", "其他需要说明的问题")
    figures: dict[str, Count] | None = _key("数据", "有名字的数字，正文里用【=名称】引用")


class Facts(Record):
    """一个单位一年的事实."""

    model_config = ConfigDict(title="单位年度事实")
    unit: Unit = Field(alias="单位")
    year: Year = Field(alias="年度", description="报告年度，四位数字")
    types: WordsList | None = _key("文种", "要起草的文种，见 drafter types")
    day: Day | None = _key("报告日期", "成文日期，印在落款下面，例如 2022年3月15日")
    projects: Annotated[list[Project], ExplicitList] | None = _key("项目")
    figures: dict[str, Count] | None = _key("数据", "各项目共用的有名字的数字")
    last_year: Earlier | None = _key("上年", "上年的事实文件路径，或直接写在这里的上年事实")
