"""What a table is asked for: its columns, by which names they go, and what stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

_BRACKETED = re.compile(r"[(\[【〔<][^)\]】〕>]{0,60}[)\]】〕>]")
_LOOSE = re.compile(r"[\s*:：、，,.。“”\"']+")


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    INT = "int"
    DATE = "date"
    DATETIME = "datetime"  # Beijing time; a day without an hour is its first moment
    YES_NO = "yes-no"
    CODE = "code"  # digits and letters that are no number: leading zeros count
    CHOICE = "choice"  # one of ``words``


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column.

    ``heads`` are the names that it goes by, the best first; spaces, case, width and remarks in brackets do not matter.
    Of a ``required`` column there must be a head, and every row must have it filled; of a ``present`` one there must be
    a head, but a cell may be empty. ``length`` is how many characters a code has (0: any), ``least`` the smallest number,
    ``words`` what a choice may be called and what it is kept as, ``empty`` what stands for nothing in this column alone.
    A cell of a ``lenient`` column that cannot be read is named and left empty, and its row kept.
    """

    key: str
    heads: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False
    present: bool = False
    lenient: bool = False
    length: int = 0
    least: int = 0
    words: Mapping[str, str] | None = None
    empty: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The name to call the column by."""
        return self.heads[0] if self.heads else self.key


def renamed(columns: Sequence[ColumnSpec], heads: Mapping[str, Sequence[str]]) -> tuple[ColumnSpec, ...]:
    """The columns with an office's own names put before those that are known anyway.

    Raises:
        ValueError: a key is no column's, in Chinese.
    """
    known = {column.key for column in columns}
    if unknown := [key for key in heads if key not in known]:
        raise ValueError(f"没有名为“{unknown[0]}”的项目；可用：{'、'.join(sorted(known))}")
    return tuple(
        replace(column, heads=(*heads[column.key], *column.heads)) if column.key in heads else column
        for column in columns
    )


def head_forms(text: str) -> tuple[str, ...]:
    """The forms under which a head is compared: whole, and without its remarks in brackets."""
    folded = unicodedata.normalize("NFKC", text[:200]).casefold()
    whole, bare = _LOOSE.sub("", folded), _LOOSE.sub("", _BRACKETED.sub("", folded))
    return (whole,) if whole == bare or not bare else (whole, bare)
