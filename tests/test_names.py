"""One name, one thing: what two modules may both be called, and why."""

import ast
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import drafter

ROOT = Path(drafter.__file__).parent

CLASSES = {
    "Options": "every rule that can be set up has its own, and only its own module says the name",
}
MODULES = {
    "__init__": "a package's face",
    "check": "the command and what it does",
    "compare": "the verb and its stages",
    "engine": "the visible list of steps of each layer that judges",
    "judgement": "a verdict: on a claim, on a relation of a table",
    "lines": "one in each format that has lines",
    "paragraphs": "one in each format that has to put them together",
    "read": "one in each format, and what the layer above reads of its answer",
    "reuse": "the command and its rules",
    "scores": "the scores of an indicator: in prose, in tables",
    "phrases": "the command and what a draft is made of",
    "suggest": "the command and what it does",
    "sums": "a total and its parts: in prose, in tables",
    "tables": "one in each format that has to find them",
    "text": "folded text, and the report that is written as text",
    "write": "one in each format that is written",
}

OLD_WORDS = re.compile(r"\b(told|nought|parted|bears? (it |the \w+ )?out)\b", re.IGNORECASE)
"""For these there are reports, states, zero, splits, supports."""


def _classes() -> dict[str, list[str]]:
    found = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_public_classes_have_one_name():
    twice = {name: places for name, places in _classes().items() if len(places) > 1}
    assert twice.keys() == CLASSES.keys(), twice


def test_no_two_modules_have_one_name():
    found = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        found[path.stem].append(path.relative_to(ROOT).as_posix())
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert twice.keys() == MODULES.keys(), twice


def test_every_rules_options_stay_in_its_module():
    places = _classes()["Options"]
    assert all(place.startswith("rules/") and ROOT.joinpath(place).stem.isupper() for place in places)


def _words_for_readers(path: Path) -> Iterator[str]:
    """Docstrings and comments."""
    with path.open(encoding="utf-8") as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.type == tokenize.COMMENT or token.string.startswith(('"""', 'r"""')):
                yield token.string


def test_docstrings_are_in_plain_words():
    assert not [(path.name, text) for path in ROOT.rglob("*.py") for text in _words_for_readers(path) if OLD_WORDS.search(text)]
