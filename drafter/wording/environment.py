"""A Jinja environment whose output is typed segments instead of a string, sandboxed and bounded.

Jinja's native code generator hands over every value as it is; our concat joins them to a `Fragment`, so that a figure stays
whole through macros, includes, loops and ``{% set %}``. A value of unknown origin (a bare number, a string made at run time
from a figure) is refused where it would be printed.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.environment import TemplateModule
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from drafter.core.provenance import Fragment, Segment, UnprintableError
from drafter.facts.values import FactNode, Missing, UnknownNameError, text_of
from drafter.wording.limits import Budget, bounded_operation
from drafter.wording.template_errors import TemplateErrors, unknown_name
from drafter.wording.template_files import BoundedLoader

__all__ = ["FragmentEnvironment", "make_environment"]

_LOOP_NAMES = frozenset({"index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem"})
_BOUND = "_bounded"

_T = TypeVar("_T")


class _FragmentCodeGenerator(NativeCodeGenerator):
    """Like Jinja's native generator, but ``a ~ b`` keeps its operands whole, too."""

    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802 - Jinja's own name
        self.write("environment.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> Any:
        """Only a template's own words are known beforehand: a folded ``{{ 3 }}`` would be words, too, and be printed."""
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible


class FragmentEnvironment(ImmutableSandboxedEnvironment):
    """Sandboxed environment; `render` and `evaluate` are the ways in."""

    code_generator_class = _FragmentCodeGenerator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folders: Sequence[Path], show: Callable[[Path], str]) -> None:
        super().__init__(
            loader=BoundedLoader([str(folder) for folder in folders]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,
        )
        self.budget = Budget()
        self._errors = TemplateErrors(show)
        self._texts: dict[str, Any] = {}
        self._expressions: dict[str, Any] = {}
        vars(self)["concat"] = self._concat  # generated code looks it up on the environment
        self.finalize = self._printable  # runs inside the template, so that an error has its line
        self.globals = {"namespace": Namespace, "换行": "\n"}
        self.filters = {_BOUND: self._bounded}
        self.tests = {"defined": lambda value: not isinstance(value, Undefined)}

    def _concat(self, values: Iterable[Any]) -> Fragment:
        """The values one after the other, as one fragment."""
        segments: list[Segment] = []
        for value in values:
            kept = [segment for segment in self._printable(value).segments if segment.text]
            self.budget.write(sum(len(segment.text) for segment in kept))
            segments += kept
        return Fragment(tuple(segments))

    @staticmethod
    def _printable(value: Any) -> Fragment:
        """The printed form of a value; `UnprintableError` for one of unknown origin."""
        if isinstance(value, Undefined):
            str(value)  # raises for an unknown name; what an inline `if` without `else` gives is empty
            return Fragment()
        if isinstance(value, str):
            return Fragment.of(value)
        if value == ():
            return Fragment.of("无")  # a list that the facts say is empty
        if isinstance(value, int):
            raise UnprintableError("模板不能直接输出数字；数字应来自事实文件，序号用 |汉字")
        return text_of(value)

    def counted(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The filter with its cost counted: a step, and what it puts together."""

        @functools.wraps(work)
        def run(*args: Any, **kwargs: Any) -> Any:
            self.budget.step()
            result = work(*args, **kwargs)
            if isinstance(result, Fragment | str | tuple | list):
                self.budget.write(len(result))
            return result

        return run

    def _bounded(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self.budget.step()
            yield value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree, with every loop counting its turns."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _BOUND, [], [], None, None).set_lineno(loop.lineno)
        return tree

    def compile(self, *args: Any, **kwargs: Any) -> Any:
        """Compiled code; what is too deep or too long for Python to compile is a fault of the template."""
        name, filename = [*args[1:3], None, None][:2]
        try:
            return super().compile(*args, **kwargs)
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError):
            raise TemplateSyntaxError("嵌套太深或太长", 1, kwargs.get("name", name), kwargs.get("filename", filename)) from None

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call of a template counts a step."""
        self.budget.step()
        return super().call(context, obj, *args, **kwargs)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Any:  # noqa: A002 - Jinja\'s own name
        """Every include counts a step."""
        self.budget.step()
        return super().get_template(name, parent, globals)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic within bounds."""
        bounded_operation(operator, left, right)
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, str):
            self.budget.write(len(result))
        elif isinstance(result, list | tuple):
            self.budget.step(1 + len(result) // 100)
        return result

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, and functions that drafter itself offers to templates; an unknown name says itself that it is one."""
        known = isinstance(obj, Macro | LoopContext | BlockReference | types.FunctionType | types.MethodType)
        return known or obj is Namespace or isinstance(obj, Undefined)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A name of the facts, of a loop, of a namespace; nothing else has attributes here."""
        if isinstance(obj, FactNode | Missing | Mapping):
            return self.getitem(obj, attribute)
        allowed = (isinstance(obj, LoopContext) and attribute in _LOOP_NAMES) or (
            isinstance(obj, Namespace | TemplateModule | types.SimpleNamespace) and not attribute.startswith("_")
        )
        if allowed:
            return super().getattr(obj, attribute)
        return self.undefined(hint=f"模板里不能用“.{attribute}”", obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A value of the facts by name, or an item of a list by number."""
        if isinstance(obj, FactNode):
            try:
                return obj[argument]
            except UnknownNameError:
                return self.undefined(hint=unknown_name(str(argument), obj.names()), name=str(argument))
        if isinstance(obj, Missing) and not str(argument).startswith("_"):
            return obj[argument]
        if isinstance(obj, Mapping | tuple | list):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                known = [str(key) for key in obj] if isinstance(obj, Mapping) else []
                return self.undefined(hint=unknown_name(str(argument), known), name=str(argument))
        return self.undefined(hint=f"模板里不能用“[{argument}]”", name=str(argument))

    def render(self, name: str, values: Mapping[str, Any]) -> Fragment:
        """The output of a template file; `InputError` with file and line for whatever is wrong with it."""
        template = self._guarded(name, lambda: self.get_template(name))
        return self._guarded(template.filename or name, lambda: self._output(template, values))

    def render_text(self, source: str, values: Mapping[str, Any], name: str, line: int = 0) -> Fragment:
        """The output of a piece of template text that stands in a settings file."""
        return self._guarded(name, lambda: self._output(self._compiled(source), values), line)

    def evaluate(self, expression: str, values: Mapping[str, Any], name: str, line: int = 0) -> bool:
        """Whether a condition holds; `InputError` for a broken one or an unknown name."""

        def run() -> bool:
            result = self._expression(expression)(**values)
            return bool(result)

        return self._guarded(name, run, line)

    def iterate(self, expression: str, values: Mapping[str, Any], name: str, line: int = 0) -> tuple[Any, ...]:
        """The items that an expression names."""

        def run() -> tuple[Any, ...]:
            return tuple(self._bounded(self._expression(expression)(**values)))

        return self._guarded(name, run, line)

    def _compiled(self, source: str) -> Any:
        if source not in self._texts:
            self._texts[source] = self.from_string(source)
        return self._texts[source]

    def _expression(self, source: str) -> Any:
        if source not in self._expressions:
            self._expressions[source] = self.compile_expression(source, undefined_to_none=False)
        return self._expressions[source]

    def _output(self, template: Any, values: Mapping[str, Any]) -> Fragment:
        return self._concat(template.root_render_func(template.new_context(dict(values))))

    def _guarded(self, name: str, run: Callable[[], _T], line: int = 0) -> _T:
        """What a piece of work with a template gives, within the budget; `InputError` with file and line for whatever fails."""

        def bounded() -> _T:
            with self.budget:
                self.budget.step()
                return run()

        return self._errors.guarded(name, bounded, line)


def make_environment(folders: Sequence[Path], show: Callable[[Path], str]) -> FragmentEnvironment:
    """The environment with drafter's filters and tests."""
    from drafter.wording.filters import FILTERS, TESTS

    environment = FragmentEnvironment(folders, show)
    environment.filters |= {name: environment.counted(work) for name, work in FILTERS.items()}
    environment.tests |= TESTS
    return environment
