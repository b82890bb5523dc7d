"""Ways to break a text, an XML part, a zip file and plain bytes, each by chance and the same for the same seed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

__all__ = ["broken_bytes", "broken_lines", "broken_package", "broken_text", "packed"]

VALUES = (
    "",
    "-1",
    "0",
    "²",
    "９",
    "1" * 5000,
    "1e400",
    "99999999999",
    "NaN",
    "\u202e",
    "%s",
    "../../x",
    "是",
    "甲" * 300,
    "1,2a4",
    "|",
    "[[[[",
    "{{ x }}",
    "𠀀",
)
PIECES = (
    "合计", "其中：", "年初预算", "支出", "为", "增长", "下降", "占", "%", "万元", "元", "亿元", "5", "12.5", "1,234.50", "100", "-", "约", "近", "超过",
    "第一批", "三批次", "2024年", "〔2020〕10号", "，", "。", "；", "、", "（", "）", "“", "”", "\n", "\u3000", "|", "| 1 |\n|---|\n", "# ", "一、", "（一）",
    "1.", "X", "一", "总体绩效", "\x00", "\ufeff", "\u202e", "\ud7ff", "①", "99999999999999999999", "0.00", "无法计算", "与上年相比", "执行率", "完成年初预算的",
)  # fmt: skip
_ATTRIBUTE = re.compile(r'="[^"]*"')
_ELEMENT = re.compile(r"<[\w:]+[^<>]*>[^<>]*</[\w:]+>")


def broken_text(text: str, chance: Random) -> str:
    """A text with pieces put in, taken out, or repeated many times."""
    for _ in range(chance.randint(1, 6)):
        start, stop = sorted(chance.randint(0, len(text)) for _ in range(2))
        stop = min(stop, start + 200)
        piece = chance.choice(PIECES) * chance.choice((1, 1, 2, 40, 3000))
        text = chance.choice(
            (text[:start] + piece + text[start:], text[:start] + text[stop:], text[:start] + piece + text[stop:])
        )
    return text


def broken_lines(text: str, chance: Random) -> str:
    """A text of lines with some gone, twice, moved in, or with another value."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(lines))
        line = lines[place]
        key, colon, _value = line.partition(": ")
        valued = f"{key}{colon or ': '}{chance.choice(VALUES)}"
        lines[place : place + 1] = chance.choice(
            ([], [line, line], [" " * chance.randint(1, 60) + line], [valued], [broken_text(line, chance)])
        )
        lines = lines or [""]
    return "\n".join(lines)


def broken_bytes(data: bytes, chance: Random) -> bytes:
    """Bytes that were changed, lost, repeated or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed)) if changed else 0
        length = chance.choice((1, 1, 2, 16, 500))
        how = chance.randrange(4)
        if how == 0 and changed:
            changed[place] = chance.randrange(256)
        elif how == 1:
            del changed[place : place + length]
        elif how == 2:
            changed[place:place] = changed[place : place + length] * chance.randint(1, 30)
        elif chance.random() < 0.2:
            del changed[place:]
    return bytes(changed)


def broken_package(parts: dict[str, bytes], chance: Random) -> bytes:
    """A zip file of which one or two parts, the list of parts, or the bytes themselves are broken."""
    parts = dict(parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        how = chance.randrange(6)
        if how == 0:
            del parts[name]
        elif how == 1:
            parts[name] = broken_bytes(parts[name], chance)
        else:
            parts[name] = _broken_xml(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
        parts = parts or {"a": b""}
    methods = [zipfile.ZIP_DEFLATED] * 8 + [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    data = packed(parts, chance.choice(methods))
    return broken_bytes(data, chance) if chance.random() < 0.25 else data


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def _broken_xml(text: str, chance: Random) -> str:
    """XML with another attribute value, an element gone, many times over, nested, or with other words."""
    how: Callable[[str, Random], str] = chance.choice((_attribute, _attribute, _element, _element, broken_text))
    return how(text, chance)


def _attribute(text: str, chance: Random) -> str:
    found = list(_ATTRIBUTE.finditer(text))
    for match in sorted(chance.sample(found, min(len(found), chance.choice((1, 3, 30)))), key=lambda m: -m.start()):
        text = f'{text[: match.start()]}="{chance.choice(VALUES)}"{text[match.end() :]}'
    return text


def _element(text: str, chance: Random) -> str:
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    name = re.split(r"[\s>]", match[0][1:])[0]
    deep = f"<{name}>" * 600 + match[0] + f"</{name}>" * 600
    return text[: match.start()] + chance.choice(("", match[0] * chance.choice((2, 900)), deep)) + text[match.end() :]
