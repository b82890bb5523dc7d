"""Kills commands with kill -9 at many moments: the next command must work, on the old state whole or on the new one.

python -m benchmarks.kill_runs creation --points 400     (creation, add, draft, annotate; POSIX only)

Every other point of draft and annotate falls into the writing of the file, which is a small part of the run.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from drafter.cli.commands import main as drafter
from drafter.reuse.archive.integrity import faults
from drafter.reuse.archive.store import Archive
from drafter.system import files

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXT = "年初预算120.00万元，全年支出96.50万元，预算执行率80.42%；购书60.00万元，修缮36.50万元。\n"
NEXT, OLD, LEFT_OVER = "b", {"c"}, "~*.tmp"
TURNS_TO_MEASURE = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """What is repeated until the kill, and what must hold afterwards."""

    prepare: Callable[[Path], None]
    turn: Callable[[Path, int], None]
    fault: Callable[[Path], str]
    """What is wrong after the next command; empty where nothing is."""
    writes: bool = False
    """Whether a document is written, so that the kill can fall into that."""


def run(*arguments: str | Path) -> Result:
    """What becomes of a command."""
    return CliRunner().invoke(drafter, list(map(str, arguments)))


def prepare_reports(folder: Path) -> None:
    """Reports to be put into an archive."""
    for name in ("a", NEXT, *OLD):
        Path(folder, f"{name}.txt").write_text(f"{name}馆。{TEXT}" * 4, encoding="utf-8")


def prepare_archive(folder: Path) -> None:
    """The same, and an archive of one report."""
    prepare_reports(folder)
    for name in OLD:
        run("archive", "add", folder / f"{name}.txt", "--to", folder / "a.db")


def create(folder: Path, _: int) -> None:
    """An archive where there is none."""
    for left in folder.glob("a.db*"):
        left.unlink()
    run("archive", "add", folder / "a.txt", "--to", folder / "a.db")


def add_and_remove(folder: Path, turn: int) -> None:
    """A report goes into the archive, in the next turn out of it."""
    if turn % 2:
        run("archive", "remove", folder / "a.db", "2")
    else:
        run("archive", "add", folder / "a.txt", "--to", folder / "a.db")


def archive_fault(folder: Path, old: set[str]) -> str:
    """What the next command finds: it must work, and the report of the killed one is there whole or not at all."""
    target = folder / "a.db"
    left = sorted((path.name, path.stat().st_size) for path in folder.glob("a.db*"))
    done = run("archive", "add", folder / f"{NEXT}.txt", "--to", target)
    if done.exit_code:
        return f"the next add ends with {done.exit_code} over {left}: {done.output}"
    wrong = faults(target)
    with Archive(target) as archive:
        names = {Path(kept.name).stem for kept in archive.kept()}
    return "；".join(wrong) or ("" if names in ({NEXT} | old, {"a", NEXT} | old) else f"holds {names}")


def write_draft(folder: Path, turn: int) -> None:
    """One report and another, in turn, into the same file."""
    run("draft", folder / f"{turn % 2}.yaml", "--type", "项目支出绩效自评报告", "-o", folder / "out.docx", "--force")


def write_comments(folder: Path, turn: int) -> None:
    """The comments on one report and on another, in turn, into the same file."""
    run("check", folder / f"{turn % 2}.docx", "--annotate", folder / "out.docx")


def prepare_drafts(folder: Path) -> None:
    """Two files of facts and what is drafted from them."""
    for number, name in enumerate(("small-library-2024", "lukou-link-rental-2024")):
        shutil.copy(EXAMPLES / name / "facts.yaml", folder / f"{number}.yaml")
        _keep(folder, number, write_draft)


def prepare_comments(folder: Path) -> None:
    """Two reports and the comments on them."""
    prepare_drafts(folder)
    for number in range(2):
        Path(folder, f"kept{number}").replace(folder / f"{number}.docx")
        _keep(folder, number, write_comments)


def _keep(folder: Path, number: int, write: Callable[[Path, int], None]) -> None:
    write(folder, number)
    Path(folder, "out.docx").replace(folder / f"kept{number}")


def document_fault(folder: Path, write: Callable[[Path, int], None]) -> str:
    """The file is one of both to the byte, and after the next command again, with nothing left beside it."""
    kept, target = [Path(folder, f"kept{number}").read_bytes() for number in range(2)], folder / "out.docx"
    if target.exists() and target.read_bytes() not in kept:
        return "the file is neither the old nor the new one"
    write(folder, 1)
    if target.read_bytes() != kept[1]:
        return "the next command does not write its file"
    left = [path.name for path in folder.glob(LEFT_OVER)]
    return f"left over: {left}" if left else ""


SCENES = {
    "creation": Scene(prepare_reports, create, lambda folder: archive_fault(folder, set())),
    "add": Scene(prepare_archive, add_and_remove, lambda folder: archive_fault(folder, OLD)),
    "draft": Scene(prepare_drafts, write_draft, lambda folder: document_fault(folder, write_draft), writes=True),
    "annotate": Scene(prepare_comments, write_comments, lambda folder: document_fault(folder, write_comments), writes=True),
}


def main() -> None:
    """Counts the kills after which something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    moments, bad = random.Random(given.seed), 0  # noqa: S311 - a seed, no secret
    with tempfile.TemporaryDirectory() as prepared:
        SCENES[given.scene].prepare(Path(prepared))
        lasts, writing = _measured(SCENES[given.scene], Path(prepared))
        print(f"a turn lasts {lasts * 1000:.0f} ms, of which the writing of a file {writing * 1000:.1f} ms", flush=True)
        for point in range(given.points):
            inside = SCENES[given.scene].writes and point % 2 == 1
            moment = moments.uniform(0, 1.2 * writing if inside else 2 * lasts)
            wrong = _killed(SCENES[given.scene], Path(prepared), moment, inside=inside)
            if wrong:
                bad += 1
                print(f"{point}: {wrong}", flush=True)
    print(f"{given.scene}: {given.points} kills, {bad} after which something was wrong")
    sys.exit(bool(bad))


def _measured(scene: Scene, prepared: Path) -> tuple[float, float]:
    """Seconds of a turn, and of the writing in it."""
    spent = [0.0]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        before = _around_writing(lambda: spent.append(-time.perf_counter()), lambda: spent.append(time.perf_counter()))
        start = time.perf_counter()
        for turn in range(TURNS_TO_MEASURE):
            scene.turn(Path(folder), turn)
        lasts = (time.perf_counter() - start) / TURNS_TO_MEASURE
        files._write = before
    return lasts, sum(spent) / TURNS_TO_MEASURE


def _around_writing(begins: Callable[[], object], ends: Callable[[], object]) -> Callable[[Path, bytes, Path, Path], None]:
    """Calls both around the writing of each file; answers with what wrote before."""
    write = files._write

    def wrapped(temporary: Path, data: bytes, target: Path, named: Path) -> None:
        begins()
        write(temporary, data, target, named)
        ends()

    files._write = wrapped
    return write


def _killed(scene: Scene, prepared: Path, moment: float, *, inside: bool) -> str:
    """What is wrong after a kill at a moment, counted from the first turn or from the writing of a file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        receive, send = os.pipe()
        child = _forked(lambda: _work(scene, folder, send, inside=inside))
        os.read(receive, 1)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(receive)
        os.close(send)
        return scene.fault(folder)


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def _work(scene: Scene, folder: Path, send: int, *, inside: bool) -> None:
    """Turn after turn, until the kill."""
    if inside:
        _around_writing(lambda: os.write(send, b"w"), lambda: None)
    else:
        os.write(send, b"s")
    for turn in itertools.count():
        scene.turn(folder, turn)


if __name__ == "__main__":
    main()
