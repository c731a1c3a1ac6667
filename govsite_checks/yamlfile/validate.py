"""Errors of pydantic models to faults: the place of the key or the value, and one Chinese line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from govsite_checks.model import printable

from .faults import Fault
from .tree import Node, Path, path_text

# The most errors of one model that are turned into faults: pydantic reports every unknown key.
MAX_ERRORS = 1000


def refuse(message: str) -> PydanticCustomError:
    """The error for a validator to raise: its message reaches the user as it is."""
    return PydanticCustomError("refused", "{message}", {"message": message})


def suggestion(word: str, known: Iterable[str]) -> str:
    """``是否为 url？`` where a known word is near, else an empty string."""
    near = difflib.get_close_matches(word[:64], list(known), n=1, cutoff=0.6)
    return f"是否为 {near[0]}？" if near else ""


def faults_of(
    error: ValidationError, model: type[BaseModel], root: Node, file: str, prefix: Path = ()
) -> list[Fault]:
    """The faults of one validation. ``prefix`` is the path of what was validated below ``root``."""
    details = error.errors(include_url=False, include_input=False)[:MAX_ERRORS]
    return [_fault(detail, model, root, file, prefix) for detail in details]


def _fault(detail: ErrorDetails, model: type[BaseModel], root: Node, file: str, prefix: Path) -> Fault:
    # A key that failed validation carries the marker "[key]" behind it; the key itself is the place.
    of_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
    loc = detail["loc"][:-1] if of_key else detail["loc"]
    node = root.find(prefix + loc)
    line, column = node.line, node.column
    if of_key or detail["type"] == "extra_forbidden":
        line, column = node.key_line, node.key_column
    return Fault(file, line, column, path_text(prefix + loc), _message(detail, loc, model, node))


def _message(detail: ErrorDetails, loc: Path, model: type[BaseModel], node: Node) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _keys_at(model, loc[:-1])
        return "未知的键；" + (suggestion(str(loc[-1]), known) or f"可用的键：{'、'.join(known)}")
    if kind == "string_type":
        return _not_text(node)
    words = _WORDS.get(kind)
    return words.format(**detail.get("ctx", {})) if words else f"值不合规（{kind}）"


def _not_text(node: Node) -> str:
    if isinstance(node.value, dict | list):
        return "应为一段文字；含 [ ] { } 或冒号的文字请加引号"
    if node.value is None:
        return "不能为空"
    kind = "真假值" if isinstance(node.value, bool) else "数字"
    raw = printable(node.raw, 60)
    return f'未加引号，会被读作{kind}；请加引号写成 "{raw}"'


# Templates over pydantic's own context of the error.
_WORDS = {
    "refused": "{message}",
    "missing": "缺少必填项",
    "int_type": "应为整数，不加引号",
    "int_from_float": "应为整数",
    "float_type": "应为数字，不加引号",
    "finite_number": "应为有限的数字",
    "bool_type": "应为 true 或 false，不加引号",
    "list_type": "应为列表（每项一行，以 - 开头）",
    "dict_type": "应为键值对",
    "model_type": "应为键值对",
    "model_attributes_type": "应为键值对",
    "greater_than_equal": "不得小于 {ge:g}",
    "less_than_equal": "不得大于 {le:g}",
    "too_short": "至少应有 {min_length} 项",
    "too_long": "不得超过 {max_length} 项",
    "string_too_short": "不能为空",
    "string_too_long": "不得超过 {max_length} 个字符",
}


def _keys_at(model: type[BaseModel], loc: Path) -> tuple[str, ...]:
    """The keys that the model allows at a place, in the order in which it declares them."""
    current: type[BaseModel] | None = model
    for part in loc:
        if current is None or not isinstance(part, str) or part not in current.model_fields:
            continue  # an index, or a free key of a mapping: the same model
        current = _model_in(current.model_fields[part].annotation)
    return tuple(current.model_fields) if current else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if (found := _model_in(inner)) is not None:
            return found
    return None
