"""``python -m tests.fuzz --n 20000``: so many broken inputs, shared among processes; what went wrong is listed with its number."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.fuzz.running import run


def main() -> None:
    """Runs, and ends with 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--n", type=int, default=300, help="how many")
    parser.add_argument("--start", type=int, default=0, help="the number of the first, which is its seed")
    given = parser.parse_args()
    counts, wrong = Counter[str](), 0
    for outcome in run(range(given.start, given.start + given.n)):
        counts[outcome.kind] += 1
        if outcome.wrong:
            wrong += 1
            print(f"{outcome.number} {outcome.kind}: {outcome.wrong}", flush=True)  # noqa: T201
    print(f"{given.n} inputs ({dict(sorted(counts.items()))}), {wrong} went wrong")  # noqa: T201
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
