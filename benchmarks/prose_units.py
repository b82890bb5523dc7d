"""A hundred invented units of twenty project kinds, seeded: what bench_prose drafts from.

Rates lie between 30 and 105 %; the reason why money was left over is one of those that the field knows, stated in about six units of
ten. Indicators are met, missed, far exceeded, late, over a cap; satisfaction falls short in every third unit. Every third unit also says
what it paid by quarter, its contracts, assets or weak points.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

__all__ = ["SEED", "units"]

SEED = 20261121
COUNT = 100
KINDS = Path(__file__).with_name("prose_kinds.yaml")
PLACES = ("云溪", "清河", "石门", "平川", "青山", "临江", "安河", "永丰", "沙洲", "龙泉", "白塔", "南岭", "东屏", "西渡", "玉泉")
WEIGHTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}

MONEY = {
    "晚到": [
        "资金{月}月才下达，年底前来不及办理采购",
        "资金下达时已是{月}月，合同签订顺延",
        "指标文件{月}月才收到，招标程序跨了年度",
    ],
    "未做": [
        "施工单位{月}月中途退场，重新选定用了两个月",
        "用地手续{月}月才办结，{股室}没有按计划开工",
        "{月}月以后连续降雨，现场停工四十多天",
    ],
    "高估": ["年初按最高单价测算，实际用量少于预计", "测算时把已有库存重复计入", "年初按全额标准测算，实际人数减少"],
    "节约": ["公开招标中标价低于预算控制价", "三家询价后成交价比预算低", "统一采购后单价下降"],
    "流标": ["第一次招标响应供应商不足三家，流标后{月}月重新组织", "两次公开招标均流标，改为竞争性磋商"],
    "合同": [
        "按合同约定，尾款在验收满一年后支付",
        "合同约定质保期满支付质量保证金",
        "合同分两年履行，第二期款项按节点在次年支付",
    ],
    "跨年": ["项目分两年实施，第二年建设内容尚未开工", "工程总工期十八个月，剩余工程量在次年完成"],
}
PURPOSES = {
    "合同": "支付合同尾款",
    "跨年": "支付第二年建设内容",
    "晚到": "支付采购款",
    "流标": "支付重新采购的合同款",
    "未做": "继续完成未完工内容",
}
MISSED = [
    "{股室}{月}月以后人手不足，{名}的安排顺延",
    "{月}月至{末}月设备检修，{名}停了两个月",
    "供货单位{月}月延期交付，影响了{名}",
    "有两个乡镇没有按时申报{名}",
    "{月}月起场地封闭施工，{名}只能分批进行",
]
LATE = ["竣工验收资料两次退回补正，{月}月才通过", "设计变更审批用了三十多天", "主管部门审图意见{月}月才返回"]
OVER = ["主要材料{月}月起涨价", "增加了一项应急内容，单价随之提高", "偏远点位运输费用高于测算"]
SATISFACTION = ["回收的{份}份问卷中，“{弱项}”一项得分最低", "现场访问{份}人，对“{弱项}”意见集中"]
MORE, LESS = "{股室}新增任务，年中按程序调整", "{股室}的一项任务年中取消，按程序调减"
"""Why a budget was raised or cut during the year."""
WEAK = ["等候时间", "办事指引", "夜间服务", "信息公开", "设施维护", "停车条件", "回复速度"]
FIXES = [
    "与供货单位重新约定分批到货时间",
    "把{名}拆成上下半年两批安排",
    "为{名}增加一支备用队伍",
    "提前办理{名}的前期手续",
    "对{名}实行周调度",
]
DEARER = ["与供货单位重新议价", "按近两年成交价重核{名}的控制数", "把零星采购合并，降低{名}"]
OWN = [
    (
        "验收资料归档偏晚",
        "全年形成验收资料{份}份，年底前归档不到一半。",
        "资料由各承办人分散保管",
        "验收后十五天内由{股室}统一收齐归档",
    ),
    (
        "服务记录没有逐次登记",
        "{末}月抽查服务记录{份}份，有三成没有当次登记。",
        "登记表由各点自行设计，项目不一致",
        "年初统一登记表样，{股室}每季度抽查一次",
    ),
    (
        "宣传资料发放不均",
        "全年印制资料{份}份，偏远片区只领到两成。",
        "资料按片区平均分配，没有考虑人口",
        "按服务人口分配资料，{股室}在上半年送到偏远片区",
    ),
    (
        "供应商考核没有留下记录",
        "对供应商的季度考核做了四次，只有一次形成书面记录。",
        "考核办法没有规定记录的格式",
        "一季度修订考核办法，{股室}按季度归档考核表",
    ),
]
DEVIATIONS = [
    "全年任务集中在下半年实施，遇到停工没有余量",
    "实施方案的批复晚于计划，后面各项顺延",
    "承办单位只有一家，出现延误时没有替补",
]
EXCEEDED = ["年初按上年保底数确定，没有考虑新增的两个片区", "上级临时增加了一批任务"]
CONFIRMATIONS = (
    "专款专用",
    "无截留挤占挪用",
    "无虚列支出",
    "制度健全",
    "审批手续完备",
    "会计核算规范",
    "绩效目标申报批复",
    "绩效目标公开",
)


def units(count: int = COUNT, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Facts of the units, the same for the same seed; every seventh unit has two projects."""
    kinds = yaml.safe_load(KINDS.read_text(encoding="utf-8"))
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 - invented units, no secrets
        yield _Unit(chance, kinds, number).facts()


def _money(amount: float | Decimal) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


class _Unit:
    def __init__(self, chance: random.Random, kinds: list[dict[str, Any]], number: int) -> None:
        self.chance = chance
        self.kind = kinds[number % len(kinds)]
        self.other = kinds[(number + 7) % len(kinds)]
        self.number = number
        self.year = 2024
        self.place = chance.choice(PLACES) + chance.choice("县区")

    def facts(self) -> dict[str, Any]:
        name = f"{self.place}{self.kind['单位']}"
        projects, last = [], []
        for kind in (self.kind, self.other) if self.number % 7 == 3 else (self.kind,):
            project, before = _Project(self.chance, kind, name, self.year, self.number).facts()
            projects.append(project)
            last += [before] if before else []
        money = {"财务部门": self.chance.choice(["财务股", "计划财务科", "办公室"])} if self.chance.random() < 0.5 else {}
        made: dict[str, Any] = {
            "文种": ["项目支出绩效自评报告"],
            "年度": self.year,
            "单位": {"名称": name, **money},
            "项目": projects,
        }
        if last:
            made["上年"] = {"年度": self.year - 1, "单位": {"名称": name}, "项目": last}
        return made


class _Project:
    def __init__(self, chance: random.Random, kind: dict[str, Any], unit: str, year: int, number: int) -> None:
        self.chance, self.kind, self.unit, self.year, self.number = chance, kind, unit, year, number
        self.rate = chance.uniform(30, 105)
        self.why = self._why()
        self.stated = chance.random() < 0.6
        self.assigned = chance.random() < 0.5
        self.came = 0
        """The month in which late money came."""

    def _why(self) -> str:
        if self.rate >= 97:
            return ""
        return self.chance.choice([*MONEY, "未做", "晚到", "高估"])

    def facts(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        funds, before = self._funds()
        indicators = self._indicators()
        project: dict[str, Any] = {
            "名称": self.kind["项目"], "编号": f"XM-{self.chance.randint(1000, 9999)}", "属性": [self.chance.choice(["经常性", "一次性", "延续"])],
            "立项依据": [f"《关于做好{self.kind['项目']}工作的通知》"], "立项背景": f"{self.kind['指标'][0][1]}、{self.kind['指标'][1][1]}是年度重点任务。",
            "主要内容": [f"{name}" for _, name, *_ in self.kind["指标"][:2]],
            "起止时间": {"起": f"{self.year}年1月1日", "止": f"{self.year + (self.why == '跨年')}年{12 if self.why != '跨年' else 6}月{31 if self.why != '跨年' else 30}日"},
            "实施单位": self.unit, "资金": funds,
            "绩效目标": {"预期": f"完成{self.kind['指标'][0][1]}和{self.kind['指标'][1][1]}任务。", "完成": f"{self.kind['指标'][0][1]}等任务已组织实施。"},
            "指标": indicators, "管理制度": [f"《{self.kind['项目']}管理办法》"], "具体措施": [f"{self.kind['股室']}按月核对{self.kind['指标'][0][1]}进度。"],
            "偏离原因": "待补", "自评组织": {"依据": ["《关于开展绩效自评工作的通知》"], "步骤": ["收集数据", "逐项打分", "集体审定"]},
            "结果应用": {"应用": ["作为下年预算安排的参考"], "公开平台": f"{self.unit}网站", "公开状态": "拟公开"},
            "确认事项": {name: "是" for name in CONFIRMATIONS if self.chance.random() < 0.8},
        }  # fmt: skip
        missed = any(node["二级"] == "数量指标" and self._missed(node) for node in indicators)
        del project["偏离原因"]
        if missed:
            project["偏离原因"] = [self._said(self.chance.choice(DEVIATIONS))]
        if self.chance.random() < 0.25:
            project["确认事项"]["资金及时拨付"] = "是"
        if self.chance.random() < 0.12 or self._faults(indicators) < 2:
            heading, text, reason, measure = (self._said(words) for words in self.chance.choice(OWN))
            project["问题"] = [{"标题": heading, "情况": text, "原因": reason, "措施": [measure]}]
        if self.assigned:
            project["责任部门"] = self.kind["股室"]
        if self.number % 3 == 2:
            project |= _Holdings(random.Random(f"{SEED}-{self.number}-more"), self.kind, self.year).facts(funds)  # noqa: S311
        return project, before

    def _faults(self, indicators: list[dict[str, Any]]) -> int:
        """Of how many things the figures tell; a unit of which they tell hardly anything knows its weak points itself."""
        money = self.rate < 90 and self.why not in {"合同", "跨年"}
        return money + sum(self._missed(node) or node.get("完成程度") in {"75%", "90%"} for node in indicators)

    def _missed(self, node: dict[str, Any]) -> bool:
        return node.get("偏差原因", "") not in {"", *EXCEEDED}

    def _said(self, words: str, name: str = "") -> str:
        month = self.chance.randint(7, 11)
        month = self.came if self.came and words in MONEY["晚到"] else month
        return words.format(
            月=month,
            末=month + 1,
            日=self.chance.randint(2, 27),
            股室=self.kind["股室"],
            名=name or self.kind["指标"][0][1],
            份=self.chance.randint(46, 320),
            弱项=self.chance.choice(WEAK),
        )

    def _funds(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        chance = self.chance
        budget = _money(chance.uniform(18, 900))
        several = chance.random() < 0.35
        carried = _money(float(budget) * chance.uniform(0.03, 0.2)) if chance.random() < 0.35 else Decimal(0)
        parts = (
            [("区县财政", budget)]
            if not several
            else [("省级财政", _money(float(budget) * 0.6)), ("区县财政", budget - _money(float(budget) * 0.6))]
        )
        spent = _money(float(budget + carried) * self.rate / 100)
        sources, left = [], spent
        for index, (name, part) in enumerate(parts):
            forward = carried if index == 0 else Decimal(0)
            adjust = _money(float(part) * chance.choice([0, 0, 0, 0.15, 0.3, -0.08]))
            start = part - adjust
            due = {"应到位日期": f"{self.year}年6月30日"} if self.why == "晚到" or chance.random() < 0.2 else {}
            day = (
                f"{self.year}年{chance.choice([9, 10, 11])}月{chance.randint(2, 28)}日"
                if self.why == "晚到" and index == 0
                else f"{self.year}年{chance.choice([1, 2, 3])}月{chance.randint(5, 28)}日"
            )
            self.came = int(day.split("年")[1].split("月", maxsplit=1)[0]) if self.why == "晚到" and index == 0 else self.came
            last = index == len(parts) - 1
            own = left if last else min(left, _money(float(part + forward) * min(self.rate, 100) / 100))
            left -= own
            source: dict[str, Any] = {
                "来源": name, "上年结转": str(forward), "年初预算": str(start), "调整": str(adjust),
                **({"调整原因": self._said(MORE if adjust > 0 else LESS)} if adjust and self.stated else {}), **due,
                "到位": [{"日期": day, "金额": str(part), "文号": f"财指〔{self.year}〕{chance.randint(3, 180)}号"}], "支出": str(own),
            }  # fmt: skip
            balance = part + forward - own
            if balance > 0:
                source["结余去向"] = [self._disposal(balance)]
            elif balance == 0:
                source["结余去向"] = "无"
            sources.append(source)
        items = [_money(float(spent) * share) for share in (0.62, 0.27)]
        amounts = [*items, spent - sum(items)]
        funds = {
            "来源": sources,
            "支出明细": [{"科目": name, "支出": str(amount)} for name, amount in zip(self.kind["科目"], amounts, strict=True)],
        }
        before = None
        if carried or chance.random() < 0.25:
            old = _money(float(budget) * chance.uniform(0.7, 1.1))
            used = old - carried
            before = {
                "名称": self.kind["项目"],
                "资金": {
                    "来源": [
                        {
                            "来源": "区县财政",
                            "上年结转": "0",
                            "年初预算": str(old),
                            "调整": "0",
                            "到位": [{"日期": f"{self.year - 1}年2月9日", "金额": str(old)}],
                            "支出": str(used),
                            **({"结余去向": [{"去向": "结转下年", "金额": str(carried)}]} if carried else {"结余去向": "无"}),
                        }
                    ]
                },
            }
        return funds, before

    def _disposal(self, balance: Decimal) -> dict[str, Any]:
        back = self.why in {"高估", "节约"} or (self.why == "" and self.chance.random() < 0.5)
        made: dict[str, Any] = {"去向": "上缴财政" if back else "结转下年", "金额": str(balance)}
        if self.stated and self.why:
            made["原因"] = self._said(self.chance.choice(MONEY[self.why]))
        if self.why in PURPOSES and self.chance.random() < 0.7:
            made["用途"] = PURPOSES[self.why]
        return made

    def _indicators(self) -> list[dict[str, Any]]:
        chance = self.chance
        made = []
        misses = set()
        if self.why in {"未做", "流标", "晚到"}:
            misses.add(0)
        if chance.random() < 0.35:
            misses.add(1)
        over = chance.random() < 0.3
        for index, (second, name, sign, number, unit) in enumerate(self.kind["指标"]):
            made.append(
                self._indicator(
                    second,
                    name,
                    sign,
                    number,
                    unit,
                    missed=index in misses or (sign == "≤" and chance.random() < 0.2),
                    far=over and index == 1 and sign == "≥",
                )
            )
        made.append(self._deadline())
        made.append(
            self._indicator(
                "社会效益指标",
                self.kind["效益"],
                "≥",
                chance.randint(20, 900) * 10,
                "人次" if "人" in self.kind["效益"] else "个",
                missed=chance.random() < 0.15,
                far=False,
            )
            | {"一级": "效益指标", "分值": "15"}
        )
        bad = chance.random() < 0.25
        events = {
            "一级": "效益指标",
            "二级": "社会效益指标",
            "三级": "安全责任事故",
            "指标值": "≤0起",
            "完成值": f"{chance.randint(1, 3) if bad else 0}起",
            "分值": "15",
        }
        if bad and self.stated:
            events |= {"偏差原因": self._said("{月}月现场作业时操作不当"), "改进措施": self._said("{股室}重新组织操作培训")}
        made.append(
            events
            if chance.random() < 0.5
            else {
                "一级": "效益指标",
                "二级": "可持续影响指标",
                "三级": "长效管理机制",
                "指标值": "健全",
                "完成值": "基本健全",
                "完成程度": chance.choice(["90%", "100%", "75%"]),
                "分值": "15",
            }
        )
        low = chance.random() < 0.35
        value = chance.randint(80, 89) if low else chance.randint(91, 98)
        satisfaction = {
            "一级": "满意度指标",
            "二级": "服务对象满意度指标",
            "三级": self.kind["满意度"],
            "指标值": "≥90%",
            "完成值": f"{value}.{chance.randint(1, 9)}%",
            "分值": "10",
        }
        if low and self.stated:
            satisfaction |= {"偏差原因": self._said(chance.choice(SATISFACTION)), **self._duty("下年度不低于92%")}
        return [*made, satisfaction]

    def _deadline(self) -> dict[str, Any]:
        month = self.chance.choice([8, 9, 10])
        late = self.chance.random() < 0.3
        done = month + self.chance.randint(1, 2) if late else month - self.chance.randint(0, 2)
        node: dict[str, Any] = {
            "一级": "产出指标",
            "二级": "时效指标",
            "三级": f"{self.kind['指标'][0][1]}完成时间",
            "指标值": f"{self.year}年{month}月底前",
            "完成值": f"{self.year}年{done}月{self.chance.randint(3, 28)}日",
            "完成程度": "90%" if late else "100%",
            "分值": "10",
        }
        if late and self.stated:
            node |= {
                "偏差原因": self._said(self.chance.choice(LATE)),
                "改进措施": self._said("{股室}提前两个月报审"),
                **self._duty(""),
            }
        return node

    def _indicator(
        self, second: str, name: str, sign: str, number: float, unit: str, *, missed: bool, far: bool
    ) -> dict[str, Any]:
        chance = self.chance
        whole = unit not in {"%", "公里"} and float(number).is_integer() and number >= 5
        share = chance.uniform(0.55, 0.95) if missed else chance.uniform(1.4, 2.1) if far else chance.uniform(1.0, 1.12)
        share = 1.0 if sign == "=" and not missed else share
        value = number * (2 - share if sign == "≤" and missed else 1 / share if sign == "≤" else share)
        if unit == "%":
            value = min(value, 100)
        shown = str(round(value)) if whole else f"{value:.1f}"
        if missed and sign != "≤" and float(shown) >= number:
            shown = str(number - 1) if whole else f"{number - 0.5:.1f}"
        node: dict[str, Any] = {
            "一级": "产出指标",
            "二级": second,
            "三级": name,
            "指标值": f"{sign}{number}{unit}",
            "完成值": f"{shown}{unit}",
            "分值": "10",
        }
        if missed and self.stated:
            node["偏差原因"] = self._said(chance.choice(OVER if sign == "≤" else MISSED), name)
            if chance.random() < 0.6:
                node["改进措施"] = self._said(chance.choice(DEARER if sign == "≤" else FIXES), name)
            node |= self._duty(f"下年度达到{number}{unit}")
        elif far and self.stated:
            node["偏差原因"] = chance.choice(EXCEEDED)
        return node

    def _duty(self, goal: str) -> dict[str, str]:
        """Who, until when and to what end, where this unit says so."""
        if not self.assigned:
            return {}
        return {
            "责任部门": self.kind["股室"],
            "整改时限": f"{self.year + 1}年{self.chance.choice([3, 4, 6, 9])}月底前",
            **({"整改目标": goal} if goal else {}),
        }


class _Holdings:
    """What every third unit says beyond money and indicators: quarters, contracts, assets, a weak point; chosen apart from all else."""

    def __init__(self, chance: random.Random, kind: dict[str, Any], year: int) -> None:
        self.chance, self.kind, self.year = chance, kind, year

    def facts(self, funds: dict[str, Any]) -> dict[str, Any]:
        spent = sum((Decimal(source["支出"]) for source in funds["来源"]), Decimal(0))
        self._quarters(funds, spent)
        made: dict[str, Any] = {}
        if self.chance.random() < 0.6:
            made["合同"] = self._contracts(spent)
        if self.chance.random() < 0.4:
            made["资产"] = self._assets(spent)
        if self.chance.random() < 0.4:
            made["跨年度"] = {
                "总投资": str(spent * 4),
                "以前年度支出": str(_money(float(spent) * 0.8)),
                "以后年度安排": str(spent),
            }
        if self.chance.random() < 0.5:
            kinds = ("前期准备", "目标设定", "招投标", "监理验收", "部门协同", "人员力量", "运维响应")
            point = {
                "环节": self.chance.choice(kinds),
                "事项": f"{self.kind['科目'][0]}实施",
                "涉及": f"{self.chance.randint(2, 30)}处",
            }
            made["薄弱环节"] = [point | ({"原因": "年初没有排定专人"} if self.chance.random() < 0.6 else {})]
        return made

    def _quarters(self, funds: dict[str, Any], spent: Decimal) -> None:
        shares = self.chance.choice([(0.2, 0.25, 0.3), (0.05, 0.1, 0.15), (0.15, 0.2, 0.2)])
        parts = [_money(float(spent) * share) for share in shares]
        last = spent - sum(parts)
        funds["分季支出"] = {
            **dict(zip(("一季度", "二季度", "三季度"), map(str, parts), strict=True)),
            "四季度": str(last),
            "十二月": str(_money(float(last) * self.chance.uniform(0.2, 0.6))),
            **({"原因": "设备验收集中在年底"} if self.chance.random() < 0.5 else {}),
        }
        if self.chance.random() < 0.2:
            funds["挂账"] = [
                {"事项": "预付材料款", "金额": str(_money(self.chance.uniform(0.5, 6))), "日期": f"{self.year - 1}年11月8日"}
            ]
        if self.chance.random() < 0.2:
            funds["跨期支出"] = [
                {"事项": "上年检测费", "金额": str(_money(self.chance.uniform(0.2, 2))), "原因": "票据年初才送来"}
            ]

    def _contracts(self, spent: Decimal) -> list[dict[str, Any]]:
        found = []
        for name, share in zip(self.kind["科目"], (0.6, 0.25), strict=False):
            amount = _money(float(spent) * share)
            contract: dict[str, Any] = {
                "名称": f"{name}合同",
                "供应商": f"某{name[:2]}公司",
                "金额": str(amount),
                "采购方式": self.chance.choice(["公开招标", "询价"]),
            }
            contract |= {"已付": str(_money(float(amount) * self.chance.choice([1, 0.9])))}
            if self.chance.random() < 0.4:
                year = self.year + self.chance.choice([0, 1])
                kept = _money(float(amount) * 0.03)
                contract |= {"已付": str(min(Decimal(contract["已付"]), amount - kept))}
                contract |= {"质保金": str(kept), "质保到期": f"{year}年9月1日", "质保金已清": "否"}
            found.append(contract)
        return found

    def _assets(self, spent: Decimal) -> list[dict[str, Any]]:
        asset: dict[str, Any] = {"名称": f"{self.kind['指标'][0][1]}形成的设施", "数量": f"{self.chance.randint(3, 40)}套"}
        asset |= {
            "金额": str(_money(float(spent) * 0.5)),
            "已登记": self.chance.choice("是否"),
            "使用": self.chance.choice(["在用", "部分闲置"]),
        }
        return [asset | {"管护单位": self.chance.choice(["各乡镇", "无"])}]
