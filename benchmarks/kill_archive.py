"""Kills the creation of an archive at many points: the next command must work, on the old state or on the new one.

python -m benchmarks.kill_archive --points 400
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = "年初预算120.00万元，全年支出96.50万元，预算执行率80.42%；购书60.00万元，修缮36.50万元。\n"
WORK = """
import sys
from pathlib import Path
from drafter.reuse.archive.store import Archive
from drafter.reuse.archive.intake import add_files
from drafter.reuse.archive.integrity import faults
report, target = map(Path, sys.argv[1:3])
print("ready", flush=True)
while True:
    target.unlink(missing_ok=True)
    list(add_files([(report, "a")], target))
"""
AFTER = """
import sys
from pathlib import Path
from drafter.reuse.archive.intake import add_files
from drafter.reuse.archive.integrity import faults
report, target = map(Path, sys.argv[1:3])
list(add_files([(report, "a")], target))
sys.exit(bool(faults(target)))
"""


def main() -> None:
    """Counts the kills after which the archive could not be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=40)
    points = parser.parse_args().points
    moments = random.Random(5)  # noqa: S311 - a seed, no secret
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        report, target = Path(folder, "a.txt"), Path(folder, "a.db")
        report.write_text(TEXT * 4, encoding="utf-8")
        for _ in range(points):
            _kill(moments.uniform(0, 0.3), report, target)
            bad += subprocess.run([sys.executable, "-c", AFTER, str(report), str(target)], check=False).returncode != 0
    print(f"{points} kills, {bad} archives that could not be used")


def _kill(after: float, report: Path, target: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WORK, str(report), str(target)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.kill()


if __name__ == "__main__":
    main()
