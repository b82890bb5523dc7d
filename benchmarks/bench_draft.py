"""Speed and memory of drafting, whole process, and the ratio against docxtpl filling the same report.

usage: python -m benchmarks.bench_draft        (needs the package and the extra ``bench`` in the running interpreter)

Each line is the median of several runs. Peak memory is that of the process, as the operating system counts it.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks.measuring import peak_megabytes, process, seconds

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "yuhua-hall-2021" / "facts.yaml"
RUNS = 11
DOCXTPL = """
import json, sys
from docxtpl import DocxTemplate
template, values, target = sys.argv[1:]
document = DocxTemplate(template)
document.render(json.load(open(values, encoding="utf-8")))
document.save(target)
"""


def docxtpl_template(folder: Path) -> tuple[Path, Path]:
    """The yuhua report as a docxtpl template: the same paragraphs and tables, every figure a tag; and the values."""
    import docx

    from drafter.core.document import Heading, Paragraph, Table
    from drafter.formats.docx.read import read_docx
    from drafter.formats.trace.read import read_traced

    report = folder / "report.docx"
    process("-m", "drafter", "draft", str(EXAMPLE), "-o", str(report), "--force")
    traced = read_traced(report)
    values = {figure.name: figure.text for figure in traced.figures}
    spans: dict[tuple[int, int | None, int | None], list[tuple[int, int, str]]] = {}
    for figure in traced.figures:
        place = figure.location
        spans.setdefault((place.block, place.row, place.column), []).append((place.start, place.end, figure.name))

    def tagged(text: str, key: tuple[int, int | None, int | None]) -> str:
        for start, end, name in sorted(spans.get(key, []), reverse=True):
            text = f"{text[:start]}{{{{ {name} }}}}{text[end:]}"
        return text

    document = docx.Document()
    for index, block in enumerate(read_docx(report).document.blocks):
        if isinstance(block, Heading | Paragraph):
            document.add_paragraph(tagged(block.text, (index, None, None)))
        elif isinstance(block, Table):
            grid = document.add_table(block.rows, block.columns)
            rows = [row.cells for row in grid.rows]
            for cell in block.cells:
                rows[cell.row][cell.column].text = tagged(cell.text, (index, cell.row, cell.column))
    template, data = folder / "template.docx", folder / "values.json"
    document.save(str(template))
    data.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return template, data


def large_facts(folder: Path) -> Path:
    """Facts of 50 projects with 20 indicators each."""
    indicator = "{一级: 产出指标, 二级: 数量指标, 三级: 第%d项工作完成数量, 指标值: ≥%d件, 完成值: %d件, 偏差原因: 无}"
    lines = ["单位: {名称: 某单位}", "年度: 2024", "项目:"]
    for number in range(50):
        lines += [f"  - 名称: 第{number}个项目", "    资金:", "      来源:"]
        lines += [
            f"        - {{来源: 区县财政, 年初预算: {number}.50, 到位: [{{金额: {number}.50}}], 支出: {number}.25}}",
            "    指标:",
        ]
        lines += [f"      - {indicator % (n, 10 + n, 11 + n)}" for n in range(20)]
    path = folder / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def main() -> None:
    """Prints the table."""
    from drafter.facts.loader import load_facts

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "out.docx"
        draft = ("-m", "drafter", "draft", str(EXAMPLE), "-o", str(target), "--force")
        template, data = docxtpl_template(folder)
        large = large_facts(folder)
        load_facts(large)
        ours = seconds(lambda: process(*draft), RUNS)
        theirs = seconds(lambda: process("-c", DOCXTPL, str(template), str(data), str(folder / "tpl.docx")), RUNS)
        print(f"python -c pass                       {seconds(lambda: process('-c', 'pass'), RUNS):.3f} s")
        print(
            f"drafter --help                       {seconds(lambda: process('-m', 'drafter', '--help'), RUNS):.3f} s   (at most 0.15)"
        )
        print(f"drafter draft, yuhua example         {ours:.3f} s   (at most 1.0)")
        print(f"  peak memory                        {peak_megabytes(*draft[2:]):.0f} MB    (at most 150)")
        print(
            f"drafter trace, yuhua example         {seconds(lambda: process('-m', 'drafter', 'trace', str(target)), RUNS):.3f} s"
        )
        print(f"load facts, 50 projects x 20         {seconds(lambda: load_facts(large), RUNS):.3f} s   (at most 0.3)")
        print(f"docxtpl, the same report pre-filled  {theirs:.3f} s   drafter takes {ours / theirs:.2f} times that")


if __name__ == "__main__":
    main()
