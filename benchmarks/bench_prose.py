"""How program-written prose reads, measured over the drafts of a hundred invented units (see prose_units).

usage: python -m benchmarks.bench_prose [--n 100] [--no-check] [--show DRAFT] [--faults]

Only words of templates and phrases count as program-written; figures, names, a clerk's own text and gaps are masked as one sign each.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import yaml

from benchmarks.prose_units import units
from drafter.core.document import Heading, Paragraph
from drafter.core.provenance import Draft, Segment
from drafter.drafting.builder import Builder

SECTIONS = ("绩效目标完成情况", "资金投入、使用和管理情况", "存在的问题", "下一步改进意见")
PROBLEMS, MEASURES = SECTIONS[2:]
MASK = "▮"
GRAM = 4
PLAN = "项目支出绩效自评报告"
_SIGNS = re.compile(r"[\s，。；：、（）“”《》【】]")
_ACTOR = re.compile(
    r"由[^，。；]{2,24}?(?:负责|牵头|会同|组织|承办|办理|落实|完成|对|把|在|于)|(?:股|科|室|部|队|办公室|部门|人员)(?:负责|牵头|会同|承办)|责任(?:股室|科室|部门)|【待补：[^】]*责任"
)
_DEPARTMENTS = ("股", "科", "室", "部", "队", "中心", "办公室")
_WHEN = re.compile(r"\d+月|季度|年底|每[月季半周年]|上半年|下半年|之前|【待补：[^】]*时限|开工前|汛期前")
_GOAL = re.compile(r"\d|【待补：[^】]*目标|年度指标值|目标值|检验标准|为目标|目标是|做到|要求")
_PRAISE = re.compile(
    r"支出控制在|没有超出预算|未发生超支|比预算少支出|少支出|节约资金|仍全部达标|支出.{0,6}控制在|有所提高|用(?:▮)?.{0,12}完成了.{0,12}没有用完|低于全年预算"
)
_CUT = re.compile(r"压减|核减|调减|按(?:本年)?实际支出.{0,6}核定|以本年实际支出|参考本年支出|参照.{0,8}核定预算|收回")
_CATCH_UP = re.compile(r"补齐|补做|补完|未完成部分|没有完成的部分|列入下年|赶上|追赶|加快.{0,6}进度")
_COUNTED = re.compile(
    r"(?:其中|有|，)(\d+)[个项](?:绩效)?(?:指标)?(?:没有达到|未达到|未达标|没有达标)|(?:值的有|未达标(?:的)?(?:指标)?(?:有|共)?)(\d+)[个项]"
)
"""A count of missed indicators: 有3项没有达到, 未达标指标3个."""
_CALLED_MISSING = re.compile(r"没有写明|缺少原因|未见原因|未附|待补：[^】]*原因")
_IN_TIME = re.compile(r"及时拨付|按时拨付|拨付做到了及时|拨付及时|没有滞留")


@dataclass
class Made:
    """One draft with what made it."""

    name: str
    draft: Draft
    segments: dict[int, tuple[Segment, ...]]
    values: dict[str, Any]
    sections: dict[str, list[int]] = field(default_factory=dict)
    """Blocks below each first-level heading."""

    def __post_init__(self) -> None:
        current = ""
        for index, block in enumerate(self.draft.document.blocks):
            if isinstance(block, Heading) and block.level == 1:
                current = block.text.split("、", 1)[-1]
            elif current and isinstance(block, Heading | Paragraph) and index in self.segments:
                self.sections.setdefault(current, []).append(index)

    def text(self, index: int) -> str:
        """The words of a block."""
        block = self.draft.document.blocks[index]
        return block.text if isinstance(block, Heading | Paragraph) else ""

    def masked(self, index: int) -> str:
        """The program's own words of a block, all else as one mask."""
        parts = [s.text if s.origin.kind in {"template", "phrase"} else MASK for s in self.segments[index]]
        text = re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+\.\s*)", "", "".join(parts))
        return re.sub(f"{MASK}+", MASK, text)

    def blocks(self, section: str) -> list[int]:
        """The blocks of a section."""
        return self.sections.get(section, [])

    def groups(self, section: str) -> list[list[int]]:
        """Headings of the second level with what stands under them."""
        found: list[list[int]] = []
        for index in self.blocks(section):
            block = self.draft.document.blocks[index]
            if isinstance(block, Heading) and block.level == 2:
                found.append([index])
            elif found:
                found[-1].append(index)
        return found


def made(count: int) -> Iterator[tuple[Made, Path]]:
    """The drafts of the first units, each with its facts file."""
    from drafter.config.plans import load_plan
    from drafter.drafting.composer import _Composition, load_composer
    from drafter.drafting.phrases import PriorText
    from drafter.facts.loader import load_facts
    from drafter.resources import Packs

    packs = Packs.find()
    composer, plan = load_composer(packs), load_plan(PLAN, packs)
    folder = Path(tempfile.mkdtemp(prefix="bench-prose-"))
    for number, facts in enumerate(units(count)):
        path = folder / f"{number:03d}.yaml"
        path.write_text(yaml.safe_dump(_known(facts), allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
        sheet = load_facts(path)
        for project in sheet.projects:
            composer.environment.budget.reset()
            making = _Composition(composer, sheet, project, plan, PriorText())
            with _recorded() as segments:
                draft = making.draft()
            yield Made(f"{number}·{project['名称'].plain}", draft, segments, making.values), path


def _known(facts: Any) -> Any:
    """The facts without the keys that this version's schema does not know."""
    from drafter.facts.performance import Indicator
    from drafter.facts.schema import Project, Unit

    known = {str(f.alias) for m in (Indicator, Project, Unit) for f in m.model_fields.values()}
    optional = {"责任部门", "整改时限", "整改目标", "财务部门"} - known

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept(inner) for key, inner in value.items() if key not in optional}
        return [kept(inner) for inner in value] if isinstance(value, list) else value

    return kept(facts)


class _recorded:  # noqa: N801 - used as a context manager
    """While it lasts, the segments of each paragraph and heading, by block."""

    def __enter__(self) -> dict[int, tuple[Segment, ...]]:
        self.original = Builder._container
        found: dict[int, tuple[Segment, ...]] = {}

        def keep(builder: Builder, segments: tuple[Segment, ...], block: int, where: str, cell: Any = None) -> str:
            if cell is None:
                found[block] = segments
            return self.original(builder, segments, block, where, cell)

        Builder._container = keep  # type: ignore[method-assign]
        return found

    def __exit__(self, *_: object) -> None:
        Builder._container = self.original  # type: ignore[method-assign]


# ---- Likeness ----


def grams(texts: Iterable[str]) -> frozenset[str]:
    """The 4-grams of masked text without its punctuation; those that are mostly mask tell nothing."""
    found = set()
    for text in texts:
        bare = _SIGNS.sub("", text)
        found |= {bare[i : i + GRAM] for i in range(len(bare) - GRAM + 1)}
    return frozenset(gram for gram in found if gram.count(MASK) <= 1)


def containment(drafts: Sequence[Made], section: str) -> tuple[float, float]:
    """Mean share of one draft's grams that another has, over all ordered pairs; the largest as well."""
    sets = [found for d in drafts if (found := grams(d.masked(i) for i in d.blocks(section)))]
    shares = [len(a & b) / len(x) for a, b in combinations(sets, 2) for x in (a, b)]
    return (statistics.mean(shares), max(shares)) if shares else (0.0, 0.0)


def skeletons(drafts: Sequence[Made], section: str) -> tuple[int, int, Counter[str]]:
    """Pairs of drafts that tell the same problem (or measure), how many do so in identical words, and which."""
    told: dict[str, list[str]] = defaultdict(list)
    for d in drafts:
        for group in d.groups(section):
            codes = [s.origin.path for i in group for s in d.segments[i] if s.origin.kind == "phrase" and s.origin.path]
            words = "".join(d.masked(i) for i in group[1:])
            if codes and len(_SIGNS.sub("", words).replace(MASK, "")) > 1:
                told[codes[0]].append(words)
    pairs = same = 0
    worst: Counter[str] = Counter()
    for code, texts in told.items():
        for a, b in combinations(texts, 2):
            pairs += 1
            same += a == b
            worst[code] += a == b
    return same, pairs, worst


# ---- Faults ----


def repeated(d: Made) -> list[str]:
    """Measures and headings that stand twice in a draft."""
    texts = [_bare(d.text(i)) for section in (PROBLEMS, MEASURES) for i in d.blocks(section)]
    return [text for text, count in Counter(texts).items() if count > 1]


def _bare(text: str) -> str:
    return re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+\.\s*)|【待确认】", "", text)


def unbound(d: Made) -> list[str]:
    """Program-written measures that lack actor, time or target: neither in words nor as a fact or a gap of that name."""
    found = []
    wanted = (("谁", _ACTOR, ("责任部门", "财务部门")), ("何时", _WHEN, ("整改时限",)), ("到什么程度", _GOAL, ("整改目标",)))
    for group in d.groups(MEASURES):
        own = [i for i in group[1:] if any(s.origin.kind == "phrase" for s in d.segments[i])]
        text = "".join(d.text(i) for i in own)
        paths = {s.origin.path.split(" → ")[-1] for i in own for s in d.segments[i]}
        named = any(s.origin.kind == "text" and s.text.endswith(_DEPARTMENTS) for i in own for s in d.segments[i])
        lacks = [name for name, words, keys in wanted if not words.search(text) and not paths & set(keys)]
        lacks = [name for name in lacks if not (name == "谁" and named)]
        if own and lacks:
            found.append(f"{'、'.join(lacks)}：{text[:60]}")
    return found


def alike_openings(d: Made) -> list[str]:
    """Consecutive paragraphs of a section whose program-written openings are alike."""
    found = []
    for section in SECTIONS:
        texts = [d.masked(i) for i in d.blocks(section) if isinstance(d.draft.document.blocks[i], Paragraph)]
        opens = [_SIGNS.sub("", t)[:4] for t in texts]
        found += [a for a, b in pairwise(opens) if a == b and a.strip(MASK) and len(a) == 4]
    return found


def contradictions(d: Made) -> list[str]:
    """What the text says and the facts, or another place, deny."""
    indicators = tuple(d.values["指标"])
    return [
        *_money_faults(d, d.values["资金"], indicators),
        *_twice(d),
        *_count_faults(d, indicators),
        *_indicator_faults(d, indicators),
    ]


def _money_faults(d: Made, funds: Any, indicators: Sequence[Any]) -> Iterator[str]:
    praise = "".join(d.masked(i) for s in ("绩效目标完成情况", "资金投入、使用和管理情况") for i in d.blocks(s))
    if funds["执行率"] < 80 and _PRAISE.search(praise):
        yield "执行率低而夸节支"
    contract = [x for x in funds["结余去向"] if _under_contract(x)]
    measures = "".join(d.masked(i) for i in d.blocks(MEASURES))
    if contract and sum(x["金额"].exact for x in contract) * 2 >= funds["结余"].exact and _CUT.search(measures):
        yield "合同跨年却要压减"
    costs = [n for n in indicators if n["二级"] and "成本" in n["二级"]]
    if funds["支出"] == 0 and any(n["得分"] == n["分值"] for n in costs):
        yield "什么也没做，成本满分"
    if any(r["逾期天数"] > 0 for r in funds["到位"]) and any(_IN_TIME.search(d.masked(i)) for i in d.segments):
        yield "晚到又说及时"


def _under_contract(disposal: Any) -> bool:
    said = [text.plain for text in (disposal["原因"], disposal["用途"]) if text]
    return any(word in text for text in said for word in ("合同约定", "质保", "尾款", "分两年"))


def _count_faults(d: Made, indicators: Sequence[Any]) -> Iterator[str]:
    missed = sum(node["达标"] == "否" for node in indicators)
    for text in _all(d):
        for match in _COUNTED.finditer(text):
            if int(match[1] or match[2]) != missed:
                yield f"未达标个数 {match[0]}≠{missed}"


def _indicator_faults(d: Made, indicators: Sequence[Any]) -> Iterator[str]:
    texts = _all(d)
    for node in indicators:
        name = node["名称"].plain
        told = [text for text in texts if name in text]
        if node["偏差原因"] and any(_CALLED_MISSING.search(text) for text in told):
            yield "写了原因又说没有"
        if node["指标值"].plain.startswith("≤0") and node["达标"] == "否":
            groups = [g for g in d.groups(MEASURES) if any(name in d.text(i) for i in g)]
            if any(_CATCH_UP.search(d.masked(i)) for g in groups for i in g):
                yield "事故、疫情也要补做"
        praised = any("优于" in text or "好于" in text for text in told)
        if praised and node in d.values["项目"]["超额指标"] and any("偏低" in t or "偏保守" in t for t in told):
            yield "又夸又说指标值低"


def _twice(d: Made) -> list[str]:
    balance = d.values["资金"]["结余"]
    shown = {text for text in (getattr(balance, "text", ""),) if text and not text.startswith("0")}
    told = [1 for g in d.groups(PROBLEMS) if any(t in d.text(i) for i in g for t in shown)]
    rate = getattr(d.values["资金"]["执行率"], "text", "")
    rates = [1 for g in d.groups(PROBLEMS) if any(rate and rate in d.text(i) for i in g)]
    return ["一笔结余说成几个问题"] if len(told) > 1 or len(rates) > 1 else []


def _all(d: Made) -> list[str]:
    return [d.text(i) for i in d.segments]


# ---- The run ----


def checked(paths: Sequence[Path]) -> tuple[dict[str, Any], Counter[str]]:
    """What drafter check --facts has against the drafts of each facts file, gaps aside: counts for the table, and the messages."""
    counts: Counter[str] = Counter({"error": 0, "warning": 0, "note": 0})
    told: Counter[str] = Counter()
    for path in paths:
        for severity, rule, message in findings(path):
            counts[severity] += 1
            told[f"{path.stem} {severity} {rule} {message}"] += 1
    return {"facts files": len(paths), **counts}, told


def findings(path: Path) -> Iterator[tuple[str, str, str]]:
    """The findings against the drafts of one facts file: severity, rule, message."""
    from drafter.verbs.check import CheckJob, check_one, load_facts_side, load_settings
    from drafter.verbs.draft import draft

    with tempfile.TemporaryDirectory() as name:
        written = draft(path, output=Path(name))
        job = CheckJob(facts=path)
        settings, side = load_settings(job), load_facts_side(job)
        for one in written:
            report = check_one(one.path, settings, side).report
            if report is None:
                yield "error", "", f"{one.path.name} could not be checked"
                continue
            for finding in report.findings:
                if not (finding.rule == "TX01" and finding.quote.startswith(("【待补", "【待确认"))):
                    yield finding.severity, finding.rule, finding.message


def measure(drafts: Sequence[Made]) -> dict[str, Any]:
    """Every figure of the run."""
    counts = [len(d.groups(PROBLEMS)) for d in drafts]
    doubled = [d for d in drafts if repeated(d)]
    faults = {d.name: f for d in drafts if (f := contradictions(d))}
    result: dict[str, Any] = {
        "drafts": len(drafts),
        "problems": {"mean": round(statistics.mean(counts), 2), "counts": dict(sorted(Counter(counts).items()))},
        "measures": sum(len(d.groups(MEASURES)) for d in drafts),
        "drafts with a measure or heading twice": len(doubled),
        "unbound measures": sum(len(unbound(d)) for d in drafts),
        "proposals": dict(sorted(Counter(sum(m.origin.kind == "proposal" for m in d.draft.marks) for d in drafts).items())),
        "gaps mean": round(statistics.mean(sum(m.origin.kind == "gap" for m in d.draft.marks) for d in drafts), 1),
        "alike openings": sum(len(alike_openings(d)) for d in drafts),
        "containment": {s: [round(x, 3) for x in containment(drafts, s)] for s in SECTIONS},
        "contradictions": {
            "drafts": len(faults),
            "kinds": dict(Counter(k.split(" ")[0] for f in faults.values() for k in set(f))),
        },
    }
    for section in (PROBLEMS, MEASURES):
        same, pairs, worst = skeletons(drafts, section)
        result[f"identical skeletons, {section}"] = {
            "share": round(same / max(pairs, 1), 4),
            "pairs": pairs,
            "worst": dict(worst.most_common(6)),
        }
    return result


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--no-check", action="store_true")
    parser.add_argument("--show", type=int, default=None)
    parser.add_argument("--faults", action="store_true")
    arguments = parser.parse_args()
    found = list(made(arguments.n))
    drafts = [d for d, _ in found]
    if arguments.show is not None:
        d = drafts[arguments.show]
        print(
            found[arguments.show][1],
            "\n".join(b.text for b in d.draft.document.blocks if isinstance(b, Heading | Paragraph)),
            sep="\n",
        )
        return
    result = measure(drafts)
    told: Counter[str] = Counter()
    if not arguments.no_check:
        paths = list(dict.fromkeys(path for _, path in found))
        result["check --facts"], told = checked(paths)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if arguments.faults:
        for d in drafts:
            for line in [*contradictions(d), *unbound(d), *repeated(d), *alike_openings(d)]:
                print(f"{d.name}: {line}")
        print(*sorted(told), sep="\n")


if __name__ == "__main__":
    main()
