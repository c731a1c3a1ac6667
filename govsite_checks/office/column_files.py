"""Columns kept as data: the TOML file of a kind of table, and the YAML file in which an office adds its own names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from govsite_checks.yamlfile import Fault, FileError, parse, read_text
from govsite_checks.yamlfile.faults import shown

from .columns import ColumnSpec, Kind, renamed

MAX_NAMES: Final = 50


def columns_of(text: str) -> tuple[ColumnSpec, ...]:
    """The columns that the text of a TOML file describes, one ``[[column]]`` each."""
    return tuple(
        ColumnSpec(
            key=entry["key"],
            heads=tuple(entry["heads"]),
            kind=Kind(entry.get("kind", "text")),
            required=entry.get("required", False),
            present=entry.get("present", False),
            lenient=entry.get("lenient", False),
            length=entry.get("length", 0),
            least=entry.get("least", 0),
            words=entry.get("words"),
            empty=frozenset(entry.get("empty", ())),
        )
        for entry in tomllib.loads(text)["column"]
    )


def names_of(path: Path, example: str) -> dict[str, list[str]]:
    """What goes by which names, from a YAML file: ``市公安局: 北京市公安局`` or a list of names; ``example`` is shown.

    Raises:
        FileError: the file cannot be read, or is something else.
    """
    file = shown(path)
    root, faults = parse(read_text(path), file)
    if root is None or faults:
        raise FileError(faults)
    found: dict[str, list[str]] = {}
    entries = root.value if isinstance(root.value, dict) else {}
    for key, node in entries.items():
        value = node.plain()
        names = value if isinstance(value, list) else [value]
        if len(names) > MAX_NAMES or not all(isinstance(name, str) and name.strip() for name in names):
            raise FileError([Fault(file, node.line, node.column, key, "应为名称，或名称的列表")])
        found[key] = names
    if not found:
        raise FileError([Fault(file, root.line, root.column, "", f"应由“名称: 别名”组成，如 {example}")])
    return found


def with_names_of(path: Path | None, columns: tuple[ColumnSpec, ...]) -> tuple[ColumnSpec, ...]:
    """The columns with the names that an office's YAML file adds: ``url: 站点地址`` or ``url: [站点地址, 主页]``.

    Raises:
        FileError: the file cannot be read, or names no column.
    """
    if path is None:
        return columns
    heads = names_of(path, "url: 站点地址")
    try:
        return renamed(columns, heads)
    except ValueError as error:
        raise FileError([Fault(shown(path), 1, 1, "", str(error))]) from None
