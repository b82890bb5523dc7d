"""How a project was run and evaluated: the boxes of the form, what the unit confirms, last year's evaluation, use and publication."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from drafter.facts.record import Record, optional
from drafter.facts.types import Amount, Name, Words, WordsList, YesNo

__all__ = ["Confirmations", "Controls", "EarlierEvaluation", "Organisation", "Publication"]


class Controls(Record):
    """管理方式（报告表中的勾选项）."""

    model_config = ConfigDict(title="管理方式")
    procurement: YesNo | None = optional("政府采购", "是否实施政府采购")
    procurement_amount: Amount | None = optional("采购金额", "政府采购金额，万元")
    tender: YesNo | None = optional("招投标", "是否实行招投标")
    treasury: YesNo | None = optional("国库集中支付")
    reimbursement: YesNo | None = optional("资金报账制")
    agent: YesNo | None = optional("工程代理制")
    investment_review: YesNo | None = optional("投资评审制")
    contract: YesNo | None = optional("合同管理制")
    dual_account: YesNo | None = optional("财政双控账户管理")
    special_account: YesNo | None = optional("财政专户管理")


class Confirmations(Record):
    """确认事项：单位确认属实的事项；不确认的不会写进报告."""

    model_config = ConfigDict(title="确认事项")
    earmarked: YesNo | None = optional("专款专用")
    no_misuse: YesNo | None = optional("无截留挤占挪用")
    no_fictitious: YesNo | None = optional("无虚列支出")
    rules_complete: YesNo | None = optional("制度健全")
    approval_complete: YesNo | None = optional("审批手续完备")
    accounting_sound: YesNo | None = optional("会计核算规范")
    paid_in_time: YesNo | None = optional("资金及时拨付")
    no_duplicate: YesNo | None = optional("无多头申报重复安排")
    no_splitting: YesNo | None = optional("无拆分规避采购")
    by_review: YesNo | None = optional("按评审结果立项")
    objective_approved: YesNo | None = optional("绩效目标申报批复")
    objective_published: YesNo | None = optional("绩效目标公开")
    acceptance_done: YesNo | None = optional("验收合格")
    no_deviation: YesNo | None = optional("未偏离绩效目标")
    files_kept: YesNo | None = optional("档案齐全")
    monitored: YesNo | None = optional("绩效监控", "年中是否做了绩效运行监控")
    evidenced: YesNo | None = optional("佐证材料齐全", "完成值是否都有台账、验收单等佐证")
    costed: YesNo | None = optional("测算有依据", "预算测算是否有标准、合同或询价依据")


class EarlierEvaluation(Record):
    """上年度评价情况."""

    model_config = ConfigDict(title="上年评价")
    same_kind: YesNo | None = optional("同类项目", "上年度是否有同类项目")
    third_party: YesNo | None = optional("第三方机构", "是否引入第三方评价机构")
    third_party_name: Name | None = optional("机构名称")
    opinion: Words | None = optional("专家意见")
    measures: Words | None = optional("改进措施", "上年度评价后的改进措施")
    rectified: Words | None = optional("整改落实", "整改落实情况")


class Organisation(Record):
    """自评组织工作."""

    model_config = ConfigDict(title="自评组织")
    basis: WordsList | None = optional("依据", "布置自评工作的文件")
    steps: WordsList | None = optional("步骤", "做了哪些工作")
    people: Words | None = optional("人员安排")
    scope: Words | None = optional("范围", "自评的时间和范围")


class Publication(Record):
    """结果应用和公开."""

    model_config = ConfigDict(title="结果应用")
    uses: WordsList | None = optional("应用", "自评结果怎么用")
    basis: WordsList | None = optional("依据", "公开所依据的文件")
    place: Words | None = optional("公开平台", "在哪里公开")
    status: Literal["已公开", "拟公开"] | None = optional("公开状态", "已公开 或 拟公开")
