"""Writes what every stage makes of the case documents, all of it or some files, to be reviewed with git diff.

python -m tests.readings [claims] [tables/TB03] [claims/改一个数] …
"""

from __future__ import annotations

import sys

from tests.readings.corpora import all_readings
from tests.readings.kept import FOLDER, as_text, keep_only


def main(wanted: tuple[str, ...]) -> None:
    """Writes the files whose names begin so, or all, and removes what no case makes any more."""
    made: dict[str, dict[str, list[str]]] = {}
    for reading in all_readings():
        if not wanted or reading.file.startswith(wanted):
            made.setdefault(reading.file, {})[reading.name] = reading.read()
    for file, parts in made.items():
        path = FOLDER / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(parts), encoding="utf-8", newline="\n")
    keep_only(made, wanted)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
