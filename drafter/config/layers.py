"""An office's settings file over the shipped one of the same name.

Only what differs is written: keys of mappings are merged at every depth and the office's come first, a list or a text takes the
place of the shipped one, ``键+`` puts its items before the shipped list's, and ``替换: 是`` at the top takes the file as it is.
Order matters in lists and in some mappings (the first that fits is used), and the office's own come first in both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from drafter.config.reader import Path_, Positions, RawFacts, label_path
from drafter.core.errors import InputError, Problem

__all__ = ["ADD", "WHOLE", "laid_over"]

ADD = "+"
"""Ends a key whose list is added to the shipped one."""
WHOLE = "替换"
_YES_NO = {"是": True, "否": False}


def laid_over(upper: RawFacts, lower: RawFacts) -> RawFacts:
    """The settings of both files; places are those of the upper one. A file that is no mapping replaces the other."""
    if not isinstance(upper.data, dict):
        return upper
    data = {key: value for key, value in upper.data.items() if key != WHOLE}
    if _is_whole(upper) or not isinstance(lower.data, dict):
        return replace(upper, data=data)
    merged = _merged(data, lower.data, (), upper)
    return RawFacts(upper.source, merged, _renamed(upper.positions))


def _is_whole(raw: RawFacts) -> bool:
    told = raw.data.get(WHOLE, "否")
    if told not in _YES_NO:
        raise _problem(raw, (WHOLE,), "应为 是、否 之一")
    return _YES_NO[told]


def _merged(upper: dict[str, Any], lower: dict[str, Any], path: Path_, raw: RawFacts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in upper.items():
        name = key.removesuffix(ADD)
        if name in found:
            raise _problem(raw, (*path, key), f"“{name}”和“{name}{ADD}”只能写一个")
        below = lower.get(name)
        if name != key:
            found[name] = [*_list(value, (*path, key), raw), *_list(below, (*path, key), raw)]
        elif isinstance(value, dict) and isinstance(below, dict):
            found[name] = _merged(value, below, (*path, key), raw)
        else:
            found[name] = value
    return found | {key: value for key, value in lower.items() if key not in found}


def _list(value: Any, path: Path_, raw: RawFacts) -> list[Any]:
    if not isinstance(value, list):
        name = str(path[-1])
        raise _problem(raw, path, f"“{name}”是在自带的列表前面加几条，这里和自带的“{name.removesuffix(ADD)}”都应为列表")
    return value


def _renamed(positions: Positions) -> Positions:
    """The places with ``键+`` under the key's own name; added items keep their numbers, for they come first."""

    def plain(path: Path_) -> Path_:
        return tuple(part.removesuffix(ADD) if isinstance(part, str) else part for part in path)

    return Positions(
        {plain(path): place for path, place in positions.values.items()},
        {plain(path): place for path, place in positions.keys.items()},
    )


def _problem(raw: RawFacts, path: Path_, message: str) -> InputError:
    line, column = raw.positions.keys.get(path, raw.positions.of(path))
    return InputError([Problem(raw.source, line, column, label_path(path), message)])
