"""The kinds of tables that are read here, and their columns, which are data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from govsite_checks.office import ColumnSpec, columns_of

# Each kind of table, and what an office calls it.
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "messages": "网民留言台账",
        "selfcheck": "自查表",
        "accounts": "政务新媒体台账",
        "posts": "政务新媒体发布导出",
        "domains": "域名台账",
        "rectification": "整改台账",
        "highlights": "工作亮点",
    }
)


@cache
def columns_for(kind: str) -> tuple[ColumnSpec, ...]:
    """The columns of a kind of table.

    Raises:
        KeyError: there is no such kind.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    found = resources.files(__package__).joinpath("columns", f"{kind}.toml")
    return columns_of(found.read_text(encoding="utf-8"))
