"""Speed and size of the archive of earlier reports: building it, asking it, beside MinHashLSH of datasketch on the same passages.

usage: python -m benchmarks.bench_archive [--documents 1000] [--characters 20000] [--runs 5] [--without-datasketch]

The texts are made (archive_texts.py), nine of ten as .txt, one as .docx. Warm: the process has asked before. Cold: a new process
that imports, loads its settings, reads the report and asks; the archive's file is in the cache of the operating system either way.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.archive_texts import Text, texts
from benchmarks.bench_check import FREE, contention, missed, told, unmeasured, written
from benchmarks.measuring import process, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.reuse.passages import Given
    from drafter.reuse.reuse_settings import ReuseTools

COLD = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from drafter.formats.read import read_document
from drafter.resources import Packs
from drafter.reuse.archive import Archive, find_sources
from drafter.reuse.passages import given
from drafter.reuse.reuse_settings import load_tools
tools = load_tools(Packs.find())
current = given(read_document(Path(sys.argv[1])).document, "current", tools.settings)
ready = time.perf_counter()
with Archive(Path(sys.argv[2])) as archive:
    find_sources(archive, current, tools)
print(ready - start, time.perf_counter() - ready)
"""
BUILD = """
import sys
from pathlib import Path
from drafter.reuse.archive.intake import add_files
if __name__ == "__main__":
    files = [(path, path.name) for path in sorted(Path(sys.argv[1]).iterdir())]
    print(sum(done.state == "added" for done in add_files(files, Path(sys.argv[2]))))
"""
DOCX = 10
"""Each so-manieth report is a .docx."""


def put(text: Text, path: Path, *, docx: bool) -> None:
    from drafter.core.document import Document, Heading, Paragraph

    if not docx:
        path.with_suffix(".txt").write_text("\n".join(text.lines), encoding="utf-8")
        return
    blocks = (Heading(line, 1) if line[1:2] == "、" else Paragraph(line) for line in text.lines[1:])
    written(Document((Heading(text.lines[0], 0), *blocks), text.lines[0]), path.with_suffix(".docx"))


def build(folder: Path, reports: Path, archive: Path, count: int, *, free: bool) -> None:
    """A new archive in a process of its own, with its workers; then the same once more."""
    script = folder / "build.py"
    script.write_text(BUILD, encoding="utf-8")
    start, spent = time.perf_counter(), os.times()
    added = int(process(str(script), str(reports), str(archive)).stdout)
    taken, now = time.perf_counter() - start, os.times()
    if added != count:
        raise SystemExit(f"added {added} of {count}")
    told(f"archive of {count:,} reports, whole process", taken, "s", 15 if count == 1000 and free else None)
    busy = now.children_user + now.children_system - spent.children_user - spent.children_system
    told("  processor time of all its processes", busy, "s", 30 if count == 1000 else None)
    told("  reports per second", count / taken, "/s")
    told("  size of the file", archive.stat().st_size / 1e6, "MB", 150 if count == 1000 else None)
    told("the same files once more", seconds(lambda: process(str(script), str(reports), str(archive)), 1), "s")


def processor_seconds(run: Callable[[], object], runs: int) -> float:
    start = time.process_time()
    for _ in range(runs):
        run()
    return (time.process_time() - start) / runs


def ask(archive: Path, current: Given, tools: ReuseTools, runs: int, *, free: bool) -> None:
    """Queries in this process; the comparison that follows."""
    from drafter.reuse.archive import Archive, find_sources
    from drafter.reuse.compare import compare

    limit = 0.15 if free else None
    with Archive(archive) as opened:
        sources = find_sources(opened, current, tools)
        told("query, archive open", seconds(lambda: find_sources(opened, current, tools), runs), "s", limit)
        told("  processor time", processor_seconds(lambda: find_sources(opened, current, tools), runs), "s", 0.15)
    told("query, archive opened for it", seconds(lambda: find_sources(archive, current, tools), runs), "s", limit)
    told("  sources", len(sources), "reports")
    told("  their passages", sum(len(source.passages) for source in sources), "passages")
    report = compare(current, sources, tools)
    told("  comparing with them", seconds(lambda: compare(current, sources, tools), runs), "s")
    told("  matches", len(report.matches), "")


def beside_datasketch(archive: Path, current: Given, runs: int) -> None:
    """Character 3-grams, 128 permutations, 32 bands of 4: what the library's users take for near duplicates of short texts."""
    if importlib.util.find_spec("datasketch") is None:
        print("(datasketch is not installed: not measured beside it)")
        return
    from datasketch import MinHash, MinHashLSH

    from drafter.reuse.archive import Archive

    def minhash(text: str) -> MinHash:
        found = MinHash(128)
        found.update_batch([text[place : place + 3].encode() for place in range(max(1, len(text) - 2))])
        return found

    with Archive(archive) as opened:
        passages = [passage.text for kept in opened.kept() for passage in opened.given(kept).passages]
    start = time.perf_counter()
    index = MinHashLSH(num_perm=128, params=(32, 4))
    with index.insertion_session() as session:
        for number, text in enumerate(passages):
            session.insert(number, minhash(text))
    told(f"datasketch, index of the {len(passages):,} passages", time.perf_counter() - start, "s")
    told("  query", seconds(lambda: [index.query(minhash(passage.text)) for passage in current.passages], runs), "s")


def main() -> int:
    """Prints the table; exit code 1 where a limit is missed or could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-datasketch", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measured(Path(name), given)
    if unmeasured:
        print(f"not measured: {'; '.join(unmeasured)}")
    if missed:
        print(f"missed: {'; '.join(missed)}")
    return 1 if missed or unmeasured else 0


def measured(work: Path, options: argparse.Namespace) -> None:
    from drafter.formats.read import read_document
    from drafter.resources import Packs
    from drafter.reuse.passages import given
    from drafter.reuse.reuse_settings import load_tools

    reports, archive = work / "reports", work / "archive.db"
    reports.mkdir()
    made = list(texts(options.documents + 1, options.characters))
    for number, text in enumerate(made[:-1]):
        put(text, reports / f"{number:05d}", docx=number % DOCX == 0)
    told("characters", sum(len(line) for text in made[:-1] for line in text.lines) / 1e6, "million")
    busy = contention()
    told("two busy processes against one (1: both cores free)", busy, "×")
    if busy > FREE:
        print("  the second core was taken by others: wall times are not held against their limits, processor times are")
        unmeasured.append("wall times")
    build(work, reports, archive, options.documents, free=busy <= FREE)
    last = made[-2]
    current_path = work / "current.txt"
    lines = [line.replace(str(last.year), str(last.year + 1)) for line in last.lines[: len(last.lines) // 2]]
    current_path.write_text("\n".join([*lines, *made[-1].lines[len(lines) :]]), encoding="utf-8")
    tools = load_tools(Packs.find())
    current = given(read_document(current_path).document, "current.txt", tools.settings)
    ask(archive, current, tools, options.runs, free=busy <= FREE)
    cold = [process("-c", COLD, str(current_path), str(archive)).stdout.split() for _ in range(options.runs)]
    told("new process: imports, settings, reading the report", sorted(float(a) for a, _ in cold)[len(cold) // 2], "s")
    told("  query in it", sorted(float(b) for _, b in cold)[len(cold) // 2], "s")
    if not options.without_datasketch:
        beside_datasketch(archive, current, options.runs)


if __name__ == "__main__":
    sys.exit(main())
