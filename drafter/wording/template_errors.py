"""What is wrong with a template, in Chinese, with its file and line.

Jinja's own messages are English, and the line of an error is found in the traceback through the compiled template.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from drafter.core.errors import InputError, Problem
from drafter.core.provenance import UnprintableError
from drafter.core.text import nearest
from drafter.wording.limits import TemplateLimitError

__all__ = ["TemplateErrors", "unknown_name"]

T = TypeVar("T")

_ENGLISH = {
    "No filter named": "没有这个过滤器：",
    "No test named": "没有这个判断（is 后面的词）：",
    "parameter ": "调用宏时缺少参数：",
    "cannot assign attribute": "只能给 namespace() 里的名称赋值",
}


@dataclass(frozen=True, slots=True)
class TemplateErrors:
    """Turns what a template raises into an `InputError`."""

    show: Callable[[Path], str]
    """How a file is named to the user."""

    def guarded(self, name: str, run: Callable[[], T], line: int = 0) -> T:
        """What the work gives; every way in which a template can fail becomes an `InputError` with file and line."""
        try:
            return run()
        except TemplateSyntaxError as error:
            place = (error.filename, error.lineno) if error.filename else (name, line or error.lineno)
            raise self._error(*place, f"模板语法错误（{error.message}）") from None
        except TemplateNotFound as error:
            raise self._error(*self._place(name, line), f"找不到模板“{error.name}”") from None
        except SecurityError:
            raise self._error(*self._place(name, line), "模板里不能这样调用；只能用事实里的名称和模板指南列出的过滤器") from None
        except RecursionError:
            raise self._error(*self._place(name, line), "模板嵌套过深（自己包含自己，或宏没有出口）") from None
        except (TemplateError, TemplateLimitError, UnprintableError) as error:
            raise self._error(*self._place(name, line), _in_chinese(error)) from None
        except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError, MemoryError) as error:
            raise self._error(*self._place(name, line), f"模板算不出来（{error}）") from None

    def _error(self, source: str, line: int, message: str) -> InputError:
        shown = self.show(Path(source)) if Path(source).is_absolute() else source
        return InputError([Problem(shown, line, 1 if line else 0, (), message)])

    def _place(self, name: str, line: int) -> tuple[str, int]:
        """Template file and line of the exception that is being handled."""
        trace = sys.exc_info()[2]
        found: tuple[str, int] = (name, line or int(Path(name).is_absolute()))
        while trace is not None:
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            missing_name = trace.tb_frame.f_code.co_name.startswith("t_")  # Jinja's stand-in for an unknown filter or test
            if template is not None and template.filename and template.filename != "<template>" and not missing_name:
                found = (template.filename, template.get_corresponding_lineno(trace.tb_lineno))
            trace = trace.tb_next
        return found


def unknown_name(name: str, known: list[str]) -> str:
    """Says that nothing has this name, and which name may be meant."""
    guess = nearest(name, known)
    return f"没有“{name}”这个名称" + (f"，是不是“{guess}”？" if guess else "")


def _in_chinese(error: Exception) -> str:
    text = str(getattr(error, "message", None) or error)
    if text.endswith("is undefined"):
        return f"没有“{text.split(chr(39))[1]}”这个名称" if "'" in text else text
    for english, chinese in _ENGLISH.items():
        if text.startswith(english):
            return chinese + "".join(text.split("'")[1:2])
    return (
        text if any("\u4e00" <= character <= "\u9fff" for character in text.split("'", maxsplit=1)[0]) else f"模板出错（{text}）"
    )
