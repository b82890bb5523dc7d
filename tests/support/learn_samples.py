"""Ten invented reports of one unit, a year each: what an office says again every year, with that year's figures, and what it says once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["UNIT", "YEARS", "report_of", "write_reports"]

UNIT = "云溪县疾病预防控制中心"
YEARS = range(2014, 2024)
_ONCE = (
    "把冷链车换成了新能源的", "借调三名检验员到乡镇卫生院", "搬进了城东的新实验楼", "承办了全省的流调比武", "改造了结核病门诊",
    "开通了预约接种小程序", "给山区五个村装了净水站", "建起了虫媒监测的固定点", "补上了放射卫生的短板", "试行了夜间接种",
)  # fmt: skip
_CAUSES = (
    "灭菌柜到货晚", "省级资金十一月才下达", "设备两次流标", "控制板缺货", "厂家换了安装队", "场地没有腾出来", "汛期耽误了运输",
    "合同变更重新审批", "验收人员抽调防疫", "尾款等审计结论",
)  # fmt: skip
_TEXT = """# {year}年度{unit}项目支出绩效自评报告

## 一、项目概况

本年{once}。

## 二、绩效自评工作开展情况

中心成立了由主任任组长、各科科长为成员的自评小组，逐笔核对了项目的支出凭证。

## 三、资金使用情况

截至{year}年12月底，项目实际支出{spent}万元，预算执行率达到{rate}%。

资金由财务科设专账核算，每笔支出都由经办人、科长和分管主任三人签字，附验收单和发票。

全年接种疫苗{doses}针次，回访接种对象{calls}人次，没有发生接种差错。

## 四、存在的问题

项目全年预算{budget}万元，实际支出{spent}万元，预算执行率只有{rate}%，主要原因是{cause}。

## 五、下一步改进意见

由财务科每月5日前向各科通报支出进度，连续两个月落后的由分管主任约谈。
"""


def report_of(year: int, **changed: str) -> str:
    """The report of a year."""
    place = year - YEARS[0]
    budget, spent = 150 + 7 * place, 90.5 + 3.25 * place
    values: Mapping[str, object] = {
        "year": year, "unit": UNIT, "budget": f"{budget:.2f}", "spent": f"{spent:.2f}", "rate": f"{100 * spent / budget:.1f}",
        "once": _ONCE[place % 10], "cause": _CAUSES[place % 10], "doses": 8200 + 311 * place, "calls": 410 + 13 * place,
    }  # fmt: skip
    return _TEXT.format(**{**values, **changed})


def write_reports(folder: Path) -> list[Path]:
    """The ten reports as files, oldest first."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{year}.md" for year in YEARS]
    for year, path in zip(YEARS, paths, strict=True):
        path.write_text(report_of(year), encoding="utf-8")
    return paths
