"""Text to a tree of values, each with its place, from the event stream of libyaml.

Events rather than PyYAML's nodes: depth, number of values and aliases are bounded while reading, before
anything of a hostile size has been built, and no recursion follows the depth of the file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from govsite_checks.model import printable

from .faults import Fault

MAX_DEPTH = 16
MAX_KEYS = 10_000
MAX_VALUES = 3_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolve: Callable[..., str] = Resolver().resolve
_CONSTRUCTOR = SafeConstructor()
_TAG = "tag:yaml.org,2002:"
_NULL = _TAG + "null"
# A timestamp stays the text that was written: what a date means is for the field to say.
_TEXT_TAGS = frozenset(_TAG + name for name in ("str", "timestamp", "value", "merge"))
_COLLECTION_TAGS = frozenset({None, "!", _TAG + "map", _TAG + "seq"})
_CONVERT: dict[str, Callable[[yaml.ScalarNode], Any]] = {
    _TAG + "bool": _CONSTRUCTOR.construct_yaml_bool,
    _TAG + "int": _CONSTRUCTOR.construct_yaml_int,
    _TAG + "float": _CONSTRUCTOR.construct_yaml_float,
}

Path = tuple[str | int, ...]


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file and its place (from 1). ``value`` is a scalar, a dict or a list of nodes.

    ``raw`` is a scalar as it was written, ``key_line`` and ``key_column`` the place of its key.
    """

    line: int
    column: int
    value: Any
    raw: str = ""
    key_line: int = 0
    key_column: int = 0

    def plain(self) -> Any:
        """The value without places. An empty value in a mapping counts as not given."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items() if node.value is not None}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: Path) -> Node:
        """The node at a path, or the last one on the way to it."""
        node = self
        for part in path:
            found = node.child(part)
            if found is None:
                break
            node = found
        return node

    def child(self, part: str | int) -> Node | None:
        """The node below a key or an index, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(part)
        if isinstance(self.value, list) and isinstance(part, int) and part < len(self.value):
            found: Node = self.value[part]
            return found
        return None


def path_text(path: Path) -> str:
    """``sites[1].url`` for ``("sites", 1, "url")``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + printable(part, 64)
    return text


def parse(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """The tree of a YAML text and the faults of its form. There is no tree where reading had to stop."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except _StopError as stop:
        builder.faults.append(stop.fault)
        return None, builder.faults
    except yaml.MarkedYAMLError as error:
        builder.faults.append(_syntax_fault(error, text, file))
        return None, builder.faults
    except yaml.YAMLError as error:
        builder.faults.append(_reader_fault(error, text, file))
        return None, builder.faults
    if builder.root is None:
        builder.faults.append(Fault(file, 1, 1, "", "文件没有内容"))
    return builder.root, builder.faults


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            yield event
    finally:
        loader.dispose()


class _StopError(Exception):
    """What follows cannot be read sensibly."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Builder:
    """Takes events, keeps the open collections on a stack of its own, builds the tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self.values = 0
        self.open: list[Node] = []
        self.path: list[str | int] = []
        # The key that waits for its value, one per open collection; None where the next scalar is a key.
        self.keys: list[_Key | None] = []

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(event)
        elif kind is yaml.MappingStartEvent:
            self.start(event, {})
        elif kind is yaml.SequenceStartEvent:
            self.start(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.open.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self.alias(event)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            raise self.stop(event, "文件里有多个 YAML 文档（以 --- 分开）；请只保留一个")

    def scalar(self, event: Any) -> None:
        if self.awaits_key():
            self.keys[-1] = _Key(event.value, event.start_mark.line + 1, event.start_mark.column + 1)
            return
        mark = event.start_mark
        self.put(Node(mark.line + 1, mark.column + 1, self.value_of(event), event.value), event)

    def value_of(self, event: Any) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            if not event.implicit[0]:
                return event.value
            tag = _resolve(yaml.ScalarNode, event.value, (True, False))
        if tag in _TEXT_TAGS:
            return event.value
        if tag == _NULL:
            return None
        convert = _CONVERT.get(tag)
        if convert is None:
            self.fault(event, f"不支持 YAML 标签 {printable(tag, 60)}；请去掉")
            return event.value
        try:
            return convert(yaml.ScalarNode(tag, event.value))
        except (ValueError, KeyError, IndexError, OverflowError, yaml.YAMLError):
            return (
                event.value
            )  # `!!int x`, or a number of thousands of digits: the field will refuse the text

    def start(self, event: Any, empty: dict[str, Node] | list[Node]) -> None:
        if self.awaits_key():
            raise self.stop(event, "键应为文字，不能是列表或键值对")
        if len(self.open) >= MAX_DEPTH:
            raise self.stop(event, f"嵌套超过 {MAX_DEPTH} 层")
        if event.tag not in _COLLECTION_TAGS:
            self.fault(event, f"不支持 YAML 标签 {printable(event.tag, 60)}；请去掉")
        mark = event.start_mark
        node = Node(mark.line + 1, mark.column + 1, empty)
        self.put(node, event)
        self.open.append(node)
        self.keys.append(None)

    def alias(self, event: Any) -> None:
        if self.awaits_key():
            raise self.stop(event, "不支持 YAML 别名（*）；请把内容写全")
        self.fault(event, "不支持 YAML 别名（*）；请把内容写全")
        mark = event.start_mark
        self.put(Node(mark.line + 1, mark.column + 1, None), event)

    def awaits_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.keys[-1] is None

    def put(self, node: Node, event: Any) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.stop(event, f"内容超过 {MAX_VALUES} 个值的上限；请拆分后再试")
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1].value, dict):
            self.put_by_key(self.open[-1].value, node)
        else:
            self.open[-1].value.append(node)

    def put_by_key(self, mapping: dict[str, Node], node: Node) -> None:
        key = self.keys[-1]
        assert key is not None
        self.keys[-1] = None
        node.key_line, node.key_column = key.line, key.column
        first = mapping.get(key.text)
        if first is not None:
            message = f"键“{printable(key.text, 60)}”重复，第 {first.key_line} 行已写过；请删去一处"
            self.faults.append(Fault(self.file, key.line, key.column, "", message))
        elif len(mapping) >= MAX_KEYS:
            message = f"一处键值对超过 {MAX_KEYS} 个键"
            raise _StopError(Fault(self.file, key.line, key.column, "", message))
        else:
            mapping[key.text] = node

    def fault(self, event: Any, message: str) -> None:
        self.faults.append(self.at(event, message))

    def stop(self, event: Any, message: str) -> _StopError:
        return _StopError(self.at(event, message))

    def at(self, event: Any, message: str) -> Fault:
        mark = event.start_mark
        return Fault(self.file, mark.line + 1, mark.column + 1, "", message)


@dataclass(frozen=True, slots=True)
class _Key:
    text: str
    line: int
    column: int


# What libyaml says, and what it means to someone who writes an inventory.
_SYNTAX = (
    ("cannot start any token", "此处有 YAML 不允许开头的字符（@、` 等）；请给这段文字加引号"),
    ("mapping values are not allowed", "冒号用法有误；检查缩进，含冒号的文字请加引号"),
    ("could not find expected ':'", "此处缺少冒号（半角 : 后加一个空格）"),
    ("did not find expected key", "缩进不一致，或上一行没有写完；同一层的键应左对齐"),
    ("did not find expected '-' indicator", "列表缩进不一致；同一列表的 - 应左对齐"),
    ("did not find expected ',' or", "方括号或花括号没有写完；各项之间用半角逗号分开"),
    ("found unexpected end of stream", "引号没有配对"),
    ("undefined alias", "不支持 YAML 别名（*）；请把内容写全"),
    ("unknown escape character", "双引号里的反斜杠用法有误；请改用单引号"),
)


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if _indented_by_tab(text, line):
        return Fault(file, line, 1, "", "缩进用了制表符；请改用空格")
    problem = error.problem or ""
    meaning = next(
        (words for sign, words in _SYNTAX if sign in problem), "不是合格的 YAML；检查缩进、冒号和引号"
    )
    return Fault(file, line, column, "", meaning)


def _indented_by_tab(text: str, line: int) -> bool:
    written = next(islice(io.StringIO(text), line - 1, None), "")
    return "\t" in written[: len(written) - len(written.lstrip(" \t"))]


def _reader_fault(error: yaml.YAMLError, text: str, file: str) -> Fault:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Fault(file, 1, 1, "", "不是合格的 YAML；检查缩进、冒号和引号")
    # libyaml counts bytes, PyYAML's own reader characters; both are at most the length of the encoded text.
    before = text.encode()[:position].decode("utf-8", "ignore")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Fault(file, line, column, "", "含有 YAML 不允许的控制字符；请删去")
