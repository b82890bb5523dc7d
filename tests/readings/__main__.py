"""Writes what every stage makes of the case documents: python -m tests.readings [FOLDER ...], to be reviewed with git diff."""

from __future__ import annotations

import sys

from tests.readings.corpora import all_readings
from tests.readings.kept import FOLDER, as_text, keep_only


def main(folders: list[str]) -> None:
    """Writes the files of the folders named, or all, and removes what no case makes any more."""
    made: dict[str, dict[str, list[str]]] = {}
    for reading in all_readings():
        if not folders or reading.folder in folders:
            made.setdefault(reading.file, {})[reading.name] = reading.read()
    for file, parts in made.items():
        path = FOLDER / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(parts), encoding="utf-8", newline="\n")
    keep_only(made, folders)


if __name__ == "__main__":
    main(sys.argv[1:])
