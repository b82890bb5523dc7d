"""Nine right tables of an invented unit (tests/nine_figures.py), printed as one likes: nothing may be found wrong with them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter.core.document import Block, Document, Paragraph
from tests.support.documents import table_of
from tests.support.nine_figures import ECONOMIC, Leaf, Unit, spent

STAFF, RUNNING = ("301", "303"), ("302", "310")
NUMERALS = "一二三四五六七八九"
BASIC = "一般公共预算财政拨款基本支出决算表"
Cells = list[list[str]]
Values = Callable[[Sequence["Leaf"]], list[int]]
"""The amounts of a row of so many 项."""


@dataclass(frozen=True)
class Layout:
    """How the tables are printed; the first choice of each is the plain one."""

    codes: str = "一栏"
    unit: str = "万元"
    total: str = "在上"
    numbers: str = ""
    cut: str = ""
    blocks: int = 2
    sides: str = "并排"
    inner_column: bool = False
    inner_rows: bool = False
    cars: str = "预算决算在上"
    order: int = 0

    @staticmethod
    def choices() -> dict[str, tuple[object, ...]]:
        """What each part of a layout may be."""
        return {
            "codes": ("一栏", "类款项", "空着", "渐长", "合并"), "unit": ("万元", "元"), "total": ("在上", "在下"),
            "numbers": ("", "栏次", "算式"), "cut": ("", "重复表头", "没有表头"), "blocks": (2, 1, 3), "sides": ("并排", "上下"),
            "inner_column": (False, True), "inner_rows": (False, True), "cars": ("预算决算在上", "项目在上"), "order": (0, 1, 2),
        }  # fmt: skip

    @classmethod
    def any(cls, rng: random.Random) -> Layout:
        """A layout drawn at random."""
        return cls(**{name: rng.choice(values) for name, values in cls.choices().items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Known:
    """A cell as a reader has to understand it."""

    table: str
    code: str
    row: str
    columns: frozenset[str]
    """Labels over it, as many as tell it from others; none for a label with its value beside it."""
    text: str


@dataclass
class Printer:
    """Prints a unit's tables in one layout."""

    unit: Unit
    layout: Layout
    known: list[Known] = field(default_factory=list)
    """The cells printed, in tables with codes and without."""

    def document(self) -> Document:
        """Headings, tables and the furniture between pages."""
        return Document(tuple(self.blocks()))

    def blocks(self) -> Iterator[Block]:
        """All nine tables, each under its title."""
        makers = (
            self.whole,
            self.income,
            self.spending,
            self.fiscal,
            self.general,
            self.basic,
            self.funds,
            self.capital,
            self.three,
        )
        for number, maker in enumerate(makers, 1):
            title, grid, header = maker()
            yield Paragraph(title)
            yield Paragraph(f"公开{number:02d}表")
            yield Paragraph(f"单位：{self.layout.unit}")
            yield from self._pages(grid, header)

    def _pages(self, grid: Cells, header: int) -> Iterator[Block]:
        """The table, or two tables where it is cut over pages."""
        at = header + (len(grid) - header) // 2
        merged = any("^" in row for row in grid[at : at + 1])
        if not self.layout.cut or len(grid) - header < 4 or merged:
            yield table_of(grid)
            return
        yield table_of(grid[:at])
        yield Paragraph("— 3 —")
        again = grid[:header] if self.layout.cut == "重复表头" else []
        yield table_of([*again, *grid[at:]])

    def money(self, hundredths: int, *, blank: bool = True) -> str:
        """An amount as it is printed; zero may be left blank."""
        if not hundredths and blank:
            return ""
        if self.layout.unit == "元":
            return str(hundredths * 100) + ".00"
        return f"{hundredths / 100:.2f}" if hundredths < 2**50 else ""

    # tables by code

    def coded(
        self, title: str, leaves: Sequence[Leaf], columns: Sequence[str], top: Sequence[str], values: object
    ) -> tuple[str, Cells, int]:
        """A table with a row for each code; `values` gives the amounts of a set of 项."""
        heads = 1 if self.layout.codes in {"一栏", "合并"} else 3
        header = [["科目编码", *["<"] * (heads - 1), "科目名称", *top]]
        if columns != top:
            header.append(["^"] * (heads + 1) + list(columns))
        if heads == 3:
            header.append(["类", "款", "项", "^", *["^"] * len(columns)])
        header += self._numbered(heads + 1, len(columns))
        rows = [self._coded_row(code, leaves, values) for code in self._codes(leaves)]
        leaf = [low if low != "^" else high for low, high in zip(columns, top, strict=True)]
        for code, row in zip(self._codes(leaves), rows, strict=True):
            cells = zip(leaf, row[-len(leaf) :], strict=True)
            self._know(title, code, self.unit.names[code], cells)
        whole = ["合计", *["<"] * heads, *self._figures(leaves, values)]
        self._know(title, "", "合计", zip(leaf, whole[-len(leaf) :], strict=True))
        return title, [*header, *([whole, *rows] if self.layout.total == "在上" else [*rows, whole])], len(header)

    def _know(self, table: str, code: str, row: str, cells: Iterable[tuple[str, str]]) -> None:
        """Notes the cells of a row that are not blank; of several labels of one column those are parted by a stroke."""
        name = row.rsplit("、", maxsplit=1)[-1].removeprefix("其中：")
        self.known += [Known(table, code, name, frozenset(filter(None, head.split("/"))), text) for head, text in cells if text]

    def _numbered(self, labels: int, columns: int) -> Cells:
        if not self.layout.numbers:
            return []
        return [["栏次", *["<"] * (labels - 1), *map(str, range(1, columns + 1))]]

    def _figures(self, leaves: Sequence[Leaf], get: Values) -> list[str]:
        return [self.money(value) for value in get(leaves)]

    def _coded_row(self, code: str, leaves: Sequence[Leaf], get: Values) -> list[str]:
        mine = [leaf for leaf in leaves if leaf.code.startswith(code)]
        name = self.unit.names[code]
        pieces = [code[:3], code[3:5], code[5:7]]
        level = (len(code) - 3) // 2
        label = {
            "一栏": [code, name], "合并": [code, name], "类款项": [*pieces, name],
            "空着": [*("" if place < level else piece for place, piece in enumerate(pieces)), name],
            "渐长": [*(code if place == level else "" for place in range(3)), name],
        }[self.layout.codes]  # fmt: skip
        return [*label, *self._figures(mine, get)]

    def _codes(self, leaves: Sequence[Leaf]) -> list[str]:
        """The codes of all levels, each before those under it; the order within a level is the layout's."""
        rng = random.Random(self.layout.order)
        found: list[str] = []

        def below(prefix: str, length: int) -> None:
            own = sorted({leaf.code[:length] for leaf in leaves if leaf.code.startswith(prefix)})
            if self.layout.order:
                rng.shuffle(own)
            for code in own:
                found.append(code)
                if length < 7:
                    below(code, length + 2)

        below("", 3)
        return found

    def income(self) -> tuple[str, Cells, int]:
        """02."""
        first = self.unit.leaves[0]
        change = self.unit.end - self.unit.start

        def values(leaves: Sequence[Leaf]) -> list[int]:
            fiscal = sum(leaf.spent for leaf in leaves if leaf.fund != "单位") + (change if first in leaves else 0)
            own = sum(leaf.spent for leaf in leaves if leaf.fund == "单位")
            part = sum(leaf.spent // 3 for leaf in leaves if leaf.fund == "单位")
            found = [fiscal + own, fiscal, 0, own - part, 0, 0, part]
            inner = sum(leaf.spent // 4 for leaf in leaves if leaf.fund == "单位")
            return [*found[:4], inner, *found[4:]] if self.layout.inner_column else found

        top = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
        if not self.layout.inner_column:
            return self.coded("收入决算表", self.unit.leaves, top, top, values)
        inner = [*top[:4], "<", *top[4:]]
        return self.coded("收入决算表", self.unit.leaves, ["^", "^", "^", "金额", "其中：教育收费", "^", "^", "^"], inner, values)

    def spending(self) -> tuple[str, Cells, int]:
        """03."""
        top = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
        return self.coded("支出决算表", self.unit.leaves, top, top, lambda found: [*spent(found), 0, 0, 0])

    def general(self) -> tuple[str, Cells, int]:
        """05."""
        if not self.layout.inner_column:
            top = ["本年支出合计", "基本支出", "项目支出"]
            return self.coded("一般公共预算财政拨款支出决算表", self.unit.of("一般"), top, top, spent)
        top = ["本年支出合计", "基本支出", "项目支出", "<"]
        columns = ["^", "^", "小计", "其中：基本建设资金支出"]
        return self.coded(
            "一般公共预算财政拨款支出决算表",
            self.unit.of("一般"),
            columns,
            top,
            lambda found: [*spent(found), sum(leaf.project // 4 for leaf in found)],
        )

    def funds(self) -> tuple[str, Cells, int]:
        """07."""
        top = ["年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"]
        columns = ["^", "^", "小计", "基本支出", "项目支出", "^"]
        return self.coded(
            "政府性基金预算财政拨款收入支出决算表", self.unit.of("基金"), columns, top,
            lambda found: [0, spent(found)[0], *spent(found), 0],
        )  # fmt: skip

    def capital(self) -> tuple[str, Cells, int]:
        """08."""
        top = ["合计", "基本支出", "项目支出"]
        return self.coded("国有资本经营预算财政拨款支出决算表", self.unit.of("国资"), top, top, spent)

    # tables of two sides

    def whole(self) -> tuple[str, Cells, int]:
        """01."""
        paid = {fund: sum(leaf.spent for leaf in self.unit.of(fund)) for fund in ("一般", "基金", "国资", "单位")}
        own, change = paid["单位"], self.unit.end - self.unit.start
        other = sum(leaf.spent // 3 for leaf in self.unit.of("单位"))
        left = self._listed(
            [
                ("一般公共预算财政拨款收入", paid["一般"] + change), ("政府性基金预算财政拨款收入", paid["基金"]),
                ("国有资本经营预算财政拨款收入", paid["国资"]), ("上级补助收入", 0), ("事业收入", own - other), ("其他收入", other),
            ],
            inner={"事业收入": ("教育收费", (own - other) // 2)},
        )  # fmt: skip
        right = self._listed([(self.unit.names[code], self._of_class(code)) for code in self._classes()], inner={})
        total = sum(paid.values())
        ends = (
            [("本年收入合计", total + change), ("年初结转和结余", self.unit.start), ("总计", total + self.unit.end)],
            [("本年支出合计", total), ("年末结转和结余", self.unit.end), ("总计", total + self.unit.end)],
        )
        feet = [[self._named(end) for end in side] for side in ends]
        self._know_lists("收入支出决算总表", [left, right, *feet], ["决算数"])
        return "收入支出决算总表", *self._sides([left, right], feet, ["决算数"])

    def fiscal(self) -> tuple[str, Cells, int]:
        """04."""
        paid = {fund: sum(leaf.spent for leaf in self.unit.of(fund)) for fund in ("一般", "基金", "国资")}
        change, total = self.unit.end - self.unit.start, sum(paid.values())
        names = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
        left = self._listed(list(zip(names, (paid["一般"] + change, paid["基金"], paid["国资"]), strict=True)), inner={})
        right: Cells = []
        for numeral, code in zip(NUMERALS, self._classes("一般", "基金", "国资"), strict=False):
            by_fund = [self._of_class(code, fund) for fund in ("一般", "基金", "国资")]
            right.append([f"{numeral}、{self.unit.names[code]}", *map(self.money, (sum(by_fund), *by_fund))])
        end, s = self.unit.end, paid
        feet = [
            ["本年支出合计", *map(self.money, (total, s["一般"], s["基金"], s["国资"]))],
            ["年末财政拨款结转和结余", *map(self.money, (end, end, 0, 0))],
            ["总计", *map(self.money, (total + end, s["一般"] + end, s["基金"], s["国资"]))],
        ]
        start = [("本年收入合计", total + change), ("年初财政拨款结转和结余", self.unit.start), ("总计", total + end)]
        self._know_lists("财政拨款收入支出决算总表", [left, [self._named(x) for x in start]], ["金额"])
        self._know_lists("财政拨款收入支出决算总表", [right, feet], ["合计", *names])
        return "财政拨款收入支出决算总表", *self._two(left, [self._named(x) for x in start], right, feet, names)

    def _classes(self, *funds: str) -> list[str]:
        return sorted({leaf.code[:3] for leaf in (self.unit.of(*funds) if funds else self.unit.leaves)})

    def _of_class(self, code: str, *funds: str) -> int:
        return sum(leaf.spent for leaf in (self.unit.of(*funds) if funds else self.unit.leaves) if leaf.code.startswith(code))

    def _named(self, pair: tuple[str, int]) -> list[str]:
        return [pair[0], self.money(pair[1], blank=False)]

    def _listed(self, rows: Sequence[tuple[str, int]], inner: dict[str, tuple[str, int]]) -> Cells:
        """Numbered rows; with inner rows each may have a 其中 below it."""
        found: Cells = []
        for numeral, (name, value) in zip(NUMERALS, rows, strict=False):
            found.append([f"{numeral}、{name}", self.money(value)])
            if self.layout.inner_rows and name in inner:
                found.append([f"其中：{inner[name][0]}", self.money(inner[name][1])])
        return found

    def _know_lists(self, table: str, lists: Iterable[Cells], columns: Sequence[str]) -> None:
        for row in (row for rows in lists for row in rows):
            self._know(table, "", row[0], zip(columns, row[1:], strict=True))

    def _sides(self, lists: Sequence[Cells], ends: Sequence[Cells], columns: Sequence[str]) -> tuple[Cells, int]:
        if self.layout.sides == "上下":
            header = ["项目", *columns]
            return [header, *lists[0], *ends[0], header, *lists[1], *ends[1]], 1
        left, right = lists
        width = 1 + len(columns)
        height = max(map(len, lists))
        pad = [["" for _ in range(width)]]
        left, right = left + pad * (height - len(left)), right + pad * (height - len(right))
        body = [a + b for a, b in zip([*left, *ends[0]], [*right, *ends[1]], strict=True)]
        header = [["收入", *["<"] * (width - 1), "支出", *["<"] * (width - 1)], ["项目", *columns, "项目", *columns]]
        numbers = [["栏次", "1", "栏次", "2"]] if self.layout.numbers and width == 2 else []
        return [*header, *numbers, *body], 2 + len(numbers)

    def _two(self, left: Cells, feet: Cells, right: Cells, right_feet: Cells, names: Sequence[str]) -> tuple[Cells, int]:
        height = max(len(left), len(right))
        left, right = left + [["", ""]] * (height - len(left)), right + [[""] * 5] * (height - len(right))
        body = [a + b for a, b in zip([*left, *feet], [*right, *right_feet], strict=True)]
        header = [["收入", "<", "支出", "<", "<", "<", "<"], ["项目", "金额", "项目", "合计", *names]]
        return [*header, *body], 2

    # economic and three

    def basic(self) -> tuple[str, Cells, int]:
        """06."""
        tops = list(ECONOMIC)
        sets = {1: [tops], 2: [list(STAFF), list(RUNNING)], 3: [list(STAFF), ["302"], ["310"]]}[self.layout.blocks]
        split = self.layout.codes not in {"一栏", "合并"}
        lists = [[row for top in group for row in self._economic_rows(top, split=split)] for group in sets]
        width = 4 if split else 3
        height = max(map(len, lists))
        body = [
            [cell for rows in lists for cell in (rows[place] if place < len(rows) else [""] * width)] for place in range(height)
        ]
        header = [[*(["科目编码", "<"] if split else ["科目编码"]), "科目名称", "决算数"] * len(sets)]
        if split:
            header.append(["类", "款", "^", "^"] * len(sets))
        return BASIC, [*header, *body, *self._feet(len(sets), width)], len(header)

    def _feet(self, blocks: int, width: int) -> Cells:
        value = {
            name: sum(v for code, v in self.unit.economic.items() if code[:3] in tops)
            for name, tops in (("人员", STAFF), ("公用", RUNNING))
        }
        for name in ("人员", "公用"):
            self._know(BASIC, "", f"{name}经费合计", [("", self.money(value[name], blank=False))])
        cells = [[f"{name}经费合计", *["<"] * (width - 2), self.money(value[name], blank=False)] for name in ("人员", "公用")]
        if blocks == 1:
            return cells
        more = ["", *["<"] * (width - 2), ""] if blocks == 3 else []
        return [[*cells[0], *more, *cells[1]]] if blocks == 3 else [[*cells[0], *cells[1]]]

    def _economic_rows(self, top: str, *, split: bool) -> Cells:
        name, items = ECONOMIC[top]
        total = sum(value for code, value in self.unit.economic.items() if code.startswith(top))
        rows = [[*([top, ""] if split else [top]), name, self.money(total)]]
        self._know(BASIC, top, name, [("决算数", self.money(total))])
        for place, item in enumerate(items, 1):
            code = f"{top}{place:02d}"
            rows.append([*([top, code[3:]] if split else [code]), item, self.money(self.unit.economic[code])])
            self._know(BASIC, code, item, [("决算数", rows[-1][-1])])
        return rows

    def three(self) -> tuple[str, Cells, int]:
        """09."""
        cars = self.unit.cars
        half: list[list[int]] = [[], []]
        for place in (0, 1):
            abroad, bought, run, guests = (cars[name][place] for name in ("出国", "购置", "运行", "接待"))
            half[place] = [abroad + bought + run + guests, abroad, bought + run, bought, run, guests]
        title = "财政拨款“三公”经费支出决算表"
        names = [
            "合计",
            "因公出国（境）费",
            "公务用车购置及运行维护费/小计",
            "公务用车购置费",
            "公务用车运行维护费",
            "公务接待费",
        ]
        for side, values in zip(("预算数", "决算数"), half, strict=True):
            shown = [self.money(value, blank=False) for value in values]
            self._know("三公经费支出决算表", "", "", zip([f"{side}/{name.split('/')[0]}" for name in names], shown, strict=True))
        if self.layout.cars == "项目在上":
            names = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费"]
            header = [[cell for name in names for cell in (name, "<")], ["预算数", "决算数"] * 6]
            return title, [*header, [self.money(half[side][item], blank=False) for item in range(6) for side in (0, 1)]], 2
        top = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"]
        low = ["^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^"]
        header = [["预算数", *["<"] * 5, "决算数", *["<"] * 5], top * 2, low * 2]
        return title, [*header, [self.money(value, blank=False) for side in half for value in side]], 3
