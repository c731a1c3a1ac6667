"""Templates of a notice: one sentence a line, so that a sentence whose figures are missing can be left out by itself.

An office edits the text; what its template may do is bounded all the same: a sandbox without ranges, without methods of
texts, with a few filters, over lists that are short, into a text that is short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from govsite_checks.wording import os_words

from .speaking import MissingError

MAX_TEMPLATE: Final = 200_000  # bytes
MAX_LINES: Final = 2_000
MAX_SENTENCE: Final = 20_000
_FILTERS: Final = (
    "first",
    "join",
    "last",
    "length",
    "unique",
    "list",
    "int",
    "abs",
    "default",
    "select",
    "sort",
)


class NoticeTemplateError(Exception):
    """A template that cannot be used; the message is Chinese and names the line."""


class Mark(Enum):
    """What a line of a template is; its value is the sign at its beginning."""

    TITLE = "#!"
    HEADING = "##"
    CHAPTER = "#"
    RECIPIENTS = ">"
    ATTACHMENT = "-"
    SIGNATURE = "~"
    SENTENCE = ""
    BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a template: its number from 1, what it is, and its text."""

    number: int
    mark: Mark
    text: str


def read_template(path: Path | None = None) -> str:
    """The text of a template; the one that comes with this tool where no path is given.

    Raises:
        NoticeTemplateError: the file cannot be read, is too large, or is no UTF-8.
    """
    if path is None:
        return (files("govsite_checks.notice") / "templates" / "notice.txt").read_text(encoding="utf-8")
    try:
        if path.stat().st_size > MAX_TEMPLATE:
            raise NoticeTemplateError(f"{path}：模板超过 {MAX_TEMPLATE // 1000} KB")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NoticeTemplateError(f"{path}：无法读取（{os_words(error)}）；请检查路径") from None
    except UnicodeDecodeError:
        raise NoticeTemplateError(f"{path}：不是 UTF-8 文本；请另存为 UTF-8") from None


def lines(text: str) -> Iterator[Line]:
    """The lines of a template. A line that is all comment is none; an empty one ends a paragraph.

    Raises:
        NoticeTemplateError: there are too many lines.
    """
    every = text.splitlines()
    if len(every) > MAX_LINES:
        raise NoticeTemplateError(f"模板超过 {MAX_LINES} 行")
    for number, line in enumerate(every, start=1):
        said = line.strip()
        if said.startswith("{#") and said.endswith("#}"):
            continue
        if not said:
            yield Line(number, Mark.BREAK, "")
            continue
        mark = next(mark for mark in Mark if mark is not Mark.BREAK and said.startswith(mark.value))
        yield Line(number, mark, said.removeprefix(mark.value).strip())


# What a template may be made of. Nothing is assigned, repeated or raised to a power, so that nothing grows.
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Const, nodes.Tuple,
    nodes.List, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Filter, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Concat, nodes.Keyword,
)  # fmt: skip
MAX_NESTED: Final = 2  # loops within loops


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox of fields: what a template is given has no methods that it may call."""

    def wrap_str_format(self, value: Any) -> None:
        """No ``format`` either: a width in it makes a text of any length."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields of what a template is given, and of loops."""
        return not callable(value) and super().is_safe_attribute(obj, attr, value)


class Renderer:
    """Renders the lines of one template."""

    def __init__(self, functions: Mapping[str, object]) -> None:
        """Offer these functions and values, and nothing else."""
        self._environment = _Environment(undefined=StrictUndefined, autoescape=False, optimized=False)
        self._environment.globals = dict(functions)
        self._environment.filters = {
            **{name: self._environment.filters[name] for name in _FILTERS},
            **{
                name: function for name, function in functions.items() if name in {"names", "sites", "quoted"}
            },
        }

    def render(self, line: Line) -> str:
        """The text of a line.

        Raises:
            MissingError: something that it needs is not there.
            NoticeTemplateError: the line is wrong, or gives too much.
        """
        try:
            self._check(line)
            template = self._environment.from_string(line.text)
            return self._gathered(line, template.generate)
        except MissingError:
            raise
        except UndefinedError as error:
            raise NoticeTemplateError(f"模板第 {line.number} 行：没有这个名字（{error.message}）") from None
        except (TemplateError, TypeError, ValueError, KeyError, ArithmeticError, RecursionError) as error:
            raise NoticeTemplateError(f"模板第 {line.number} 行有误：{error}") from None

    def _check(self, line: Line) -> None:
        tree = self._environment.parse(line.text)
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED):
                kind = type(node).__name__
                raise NoticeTemplateError(
                    f"模板第 {line.number} 行：这里不能使用 {kind}；只用插值、if 和 for"
                )
        if _depth(tree) > MAX_NESTED:
            raise NoticeTemplateError(f"模板第 {line.number} 行：for 嵌套超过 {MAX_NESTED} 层")

    @staticmethod
    def _gathered(line: Line, generate: Callable[[], Iterator[str]]) -> str:
        text = ""
        for part in generate():
            text += part
            if len(text) > MAX_SENTENCE:
                raise NoticeTemplateError(f"模板第 {line.number} 行：生成的内容超过 {MAX_SENTENCE} 字")
        return text.strip()


def _depth(node: nodes.Node) -> int:
    """How deep loops are nested."""
    inside = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return inside + isinstance(node, nodes.For)
