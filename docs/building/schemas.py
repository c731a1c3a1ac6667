"""The pages of the reference that describe files: the keys of an inventory and of ``summary.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govsite_checks import inventory
from govsite_checks.summary.schema import schema as summary_schema

from .markdown import NOTE, cell, table

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true / false",
    "array": "列表",
    "object": "键值",
    "null": "空",
}
_TITLES = {
    "SiteEntry": "网站（sites 的每一项）",
    "PolitenessEntry": "访问礼貌（politeness）",
    "ColumnEntry": "栏目线索（columns 的每一项）",
    "WaiverEntry": "豁免（waivers 的每一项）",
    "CancelledEntry": "注销情况（cancelled）",
}


def inventory_page() -> str:
    """The keys of an inventory, object by object."""
    schema = inventory.schema()
    parts = [
        "# 网站台账",
        NOTE,
        "YAML 文件，UTF-8。JSON Schema：`govsite schema`；文件第一行写 "
        "`# yaml-language-server: $schema=inventory.schema.json`，编辑器即可补全和检查。"
        "写错的键、重复的编号、没加引号的标识码会一次列全，退出码 4，不访问任何网站。",
        "## 台账",
        _keys(schema),
    ]
    names = [*_TITLES, *sorted(set(schema["$defs"]) - set(_TITLES))]
    for name in names:
        parts += [
            f"## {_TITLES.get(name, name)}",
            schema["$defs"][name].get("description", ""),
            _keys(schema["$defs"][name]),
        ]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _keys(schema: Mapping[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = [
        (
            f"`{name}`",
            "是" if name in required else "",
            _default(value),
            cell(str(value.get("description", ""))),
        )
        for name, value in schema["properties"].items()
    ]
    return table(("键", "必须", "默认", "含义"), rows)


def _default(value: Mapping[str, Any]) -> str:
    return f"`{value['default']}`" if value.get("default") is not None else ""


def summary_page() -> str:
    """The keys of ``summary.json``, each with its place."""
    schema = summary_schema()
    rows = [(f"`{path}`", kind) for path, kind in _paths(schema, "")]
    return f"""# summary.json

{NOTE}

{schema["description"]}JSON Schema：`govsite schema summary`，也随文档提供：[summary.schema.json](../summary.schema.json)。
每个比例都是 `n`、`of`、`percent`、`definition` 四个键：分子、分母、百分比（分母为 0 时为空）和口径。

{table(("键", "类型"), rows)}"""


def _paths(schema: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        inner = _inner(value)
        if set(inner.get("properties", {})) == {"n", "of", "percent", "definition"}:
            yield path, "比例"
        else:
            yield path, _kind(value)
            yield from _paths(inner, f"{path}[]." if value.get("type") == "array" else f"{path}.")


def _inner(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if value.get("type") == "array":
        return value.get("items", {})  # type: ignore[no-any-return]
    return next((each for each in value.get("anyOf", ()) if "properties" in each), value)


def _kind(value: Mapping[str, Any]) -> str:
    if "const" in value:
        return f"固定为 `{value['const']}`"
    if "enum" in value:
        return "、".join(f"`{word}`" if word else "空" for word in value["enum"])
    if "anyOf" in value:
        return "或".join(_kind(each) for each in value["anyOf"])
    types = value.get("type", "object")
    return "或".join(_TYPES[name] for name in ([types] if isinstance(types, str) else types))
