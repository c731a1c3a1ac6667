"""What is wrong with a table that an office sent, and where: file, sheet, row and column as a spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

# How many faults are spelled out; nobody reads more, and a wrong table may have one per cell.
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. ``row`` and ``column`` count from 1, 0 where none is meant; ``sheet`` is empty in a CSV file."""

    file: str
    sheet: str
    row: int
    column: int
    message: str

    def __str__(self) -> str:
        """``台账.xlsx[表1]:12:C “网址”为空``."""
        sheet = f"[{self.sheet}]" if self.sheet else ""
        row = f":{self.row}" if self.row else ""
        column = f":{letters(self.column)}" if self.column else ""
        return f"{self.file}{sheet}{row}{column} {self.message}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands; ``row`` counts from 1, of a CSV file it is the line on which the record begins."""

    file: str
    sheet: str = ""
    row: int = 0

    def fault(self, message: str, column: int = 0) -> Fault:
        """A fault at this place."""
        return Fault(self.file, self.sheet, self.row, column, message)

    def at(self, row: int) -> Place:
        """Another row of the same sheet."""
        return replace(self, row=row)


class TableError(Exception):
    """A table cannot be used at all. ``str()`` gives one line per fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of the sheet."""
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """The first MAX_SHOWN faults, then how many there are besides."""
        return listed(self.faults)


def listed(faults: Iterable[Fault]) -> str:
    """The faults one a line, MAX_SHOWN at most, then how many there are besides."""
    every = list(faults)
    lines = [str(fault) for fault in every[:MAX_SHOWN]]
    if more := len(every) - len(lines):
        lines.append(f"另有 {more} 处问题未列出，请先修正以上各处再试。")
    return "\n".join(lines)


def letters(column: int) -> str:
    """The letters of a column, counted from 1: ``A``, ``Z``, ``AA``."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
