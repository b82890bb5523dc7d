"""Figures of an invented unit for nine right tables: all that must hold inside and between them does.

Amounts are whole hundredths of 万元, so that no rounding is in them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

CLASSES = {
    "205": "教育支出", "206": "科学技术支出", "207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "210": "卫生健康支出",
    "211": "节能环保支出", "213": "农林水支出", "214": "交通运输支出", "221": "住房保障支出",
}  # fmt: skip
ECONOMIC = {
    "301": ("工资福利支出", ("基本工资", "津贴补贴", "奖金", "绩效工资", "住房公积金")),
    "303": ("对个人和家庭的补助", ("离休费", "退休费", "抚恤金")),
    "302": ("商品和服务支出", ("办公费", "印刷费", "水费", "电费", "差旅费", "劳务费")),
    "310": ("资本性支出", ("房屋建筑物购建", "办公设备购置")),
}


@dataclass
class Leaf:
    """A 项 and what was spent on it, in hundredths."""

    code: str
    name: str
    fund: str
    basic: int
    project: int

    @property
    def spent(self) -> int:
        return self.basic + self.project


@dataclass
class Unit:
    """The figures of one invented unit."""

    leaves: list[Leaf]
    names: dict[str, str]
    start: int
    end: int
    economic: dict[str, int] = field(default_factory=dict)
    cars: dict[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def any(cls, rng: random.Random) -> Unit:
        """A unit with two to four classes, each with one or two 款 of one to three 项."""
        names: dict[str, str] = {}
        leaves: list[Leaf] = []
        serial = count(1)
        for top in sorted(rng.sample(sorted(CLASSES), rng.randint(2, 4))):
            names[top] = CLASSES[top]
            for middle in sorted(rng.sample(range(1, 20), rng.randint(1, 2))):
                names[f"{top}{middle:02d}"] = f"{CLASSES[top][:2]}事务{next(serial)}"
                for low in sorted(rng.sample(range(1, 20), rng.randint(1, 3))):
                    code = f"{top}{middle:02d}{low:02d}"
                    names[code] = f"{CLASSES[top][:2]}事项{next(serial)}"
                    fund = rng.choice(["一般", "一般", "一般", "单位"])
                    basic, project = rng.choice([(1, 0), (0, 1), (1, 1)])
                    leaves.append(Leaf(code, names[code], fund, basic * _amount(rng), project * _amount(rng)))
        leaves[0] = replace(leaves[0], fund="一般", basic=max(leaves[0].basic, 50000))
        for code, fund, name in (("2120801", "基金", "城乡社区"), ("2230105", "国资", "国有资本")):
            if rng.random() < 0.6:
                leaves.append(Leaf(code, f"{name}项目", fund, 0, _amount(rng)))
                names |= {code[:3]: f"{name}支出", code[:5]: f"{name}安排", code: f"{name}项目"}
        unit = cls(leaves, names, rng.choice([0, _amount(rng) // 10]), rng.choice([0, _amount(rng) // 10]))
        unit.economic = _split(sum(leaf.basic for leaf in leaves if leaf.fund == "一般"), rng)
        unit.cars = {name: (_amount(rng) // 50, _amount(rng) // 60) for name in ("出国", "购置", "运行", "接待")}
        return unit

    def of(self, *funds: str) -> list[Leaf]:
        """The 项 paid from these funds."""
        return [leaf for leaf in self.leaves if leaf.fund in funds]


def _amount(rng: random.Random) -> int:
    return rng.choice([rng.randint(101, 9999), rng.randint(10001, 999999)])


def _split(total: int, rng: random.Random) -> dict[str, int]:
    """A total over the economic items."""
    codes = [f"{top}{place:02d}" for top, (_, names) in ECONOMIC.items() for place, _ in enumerate(names, 1)]
    cuts = sorted(rng.sample(range(1, total), len(codes) - 1))
    return {code: high - low for code, low, high in zip(codes, [0, *cuts], [*cuts, total], strict=True)}


def spent(leaves: Sequence[Leaf]) -> list[int]:
    """Whole, basic and project expenditure of some 项."""
    basic, project = sum(leaf.basic for leaf in leaves), sum(leaf.project for leaf in leaves)
    return [basic + project, basic, project]
