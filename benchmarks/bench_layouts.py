"""Nine right tables in any layout: how many are told wrong, and how many wrong digits of one cell are missed.

usage: python -m benchmarks.bench_layouts [--n 1000] [--start 0]

Each number gives an invented unit and a layout (tests/support/nine_tables.py): codes in one column or three, blank or growing, blocks side by
side, totals at the top or foot, 其中 columns and rows, tables cut over pages. The digit belongs to a cell that takes part in a relation.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.support.layouts import case_of, judged, spoilt, told
from tests.support.nine_tables import Printer


def main() -> int:
    """Prints what broke a law; exit code 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0)
    given = parser.parse_args()
    began, alarms, missed, relations, unsure = time.perf_counter(), 0, 0, 0, 0
    for number in range(given.start, given.start + given.n):
        unit, layout = case_of(number)
        document = Printer(unit, layout).document()
        found = judged(document)
        relations += len(found)
        unsure += sum(one.verdict == "undecided" for one in found)
        if said := told(found):
            alarms += 1
            print(f"{number} {layout}\n   {said[0].name} {said[0].message}")
        wrong, change = spoilt(document, found, random.Random(number))  # noqa: S311
        if not [one for one in told(judged(wrong)) if one.verdict == "fails"]:
            missed += 1
            print(f"{number} {layout}\n   missed {change}")
    seconds = time.perf_counter() - began
    print(
        f"{given.n} documents, {relations} relations, {unsure} undecided: {alarms} false, {missed} wrong digits missed, {seconds:.0f} s"
    )
    return 1 if alarms or missed else 0


if __name__ == "__main__":
    sys.exit(main())
