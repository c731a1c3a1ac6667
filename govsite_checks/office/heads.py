"""The head of a table: in which of the first rows it stands, and which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from .cells import Cell, Formula, Shared, is_blank, text_of
from .columns import ColumnSpec, head_forms
from .sheets import Merged, NumberedRow, Sheet

# A head stands below a title, a remark and a date at most.
MAX_HEAD_ROW: Final = 30


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its row, the number of each key's column (from 1), all texts of the row, keys that two columns claim."""

    row: int
    columns: Mapping[str, int]
    texts: tuple[str, ...]
    doubled: tuple[tuple[ColumnSpec, tuple[int, ...]], ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """The heads of columns that nobody asked for."""
        taken = set(self.columns.values())
        return tuple(text for number, text in enumerate(self.texts, start=1) if text and number not in taken)

    def lacks(self, columns: Iterable[ColumnSpec]) -> list[ColumnSpec]:
        """The columns that must be there and are not."""
        return [
            column
            for column in columns
            if (column.required or column.present) and column.key not in self.columns
        ]


def find_head(sheet: Sheet, columns: Sequence[ColumnSpec]) -> Head | None:
    """The row among the first that names most of the columns; None where none of them is named."""
    forms = _forms(columns)
    best: Head | None = None
    above: tuple[str, ...] = ()
    for number, cells in takewhile(lambda row: row[0] <= MAX_HEAD_ROW, filled(sheet)):
        own = tuple(text_of(cell) for cell in cells)
        head = _head(number, own, above, forms, columns)
        if head.columns and (best is None or len(head.columns) > len(best.columns)):
            best = head
        above = _spread(own, sheet.merged, number)
    return best


def filled(sheet: Sheet) -> Iterator[NumberedRow]:
    """The rows of a sheet; a cell merged down over several rows stands in each of them, as ``Shared``."""
    waiting = sorted((merge for merge in sheet.merged if merge.bottom > merge.top), key=lambda m: -m.top)
    active: dict[int, tuple[Merged, Cell]] = {}
    for number, cells in sheet.rows():
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            cell = cells[merge.left - 1] if merge.top == number and merge.left <= len(cells) else None
            active[merge.left] = (merge, cell)
        for column, (merge, cell) in list(active.items()):
            if merge.bottom < number:
                del active[column]
            elif not isinstance(cell, Formula | Shared) and not is_blank(cell):
                cells.extend([None] * (column - len(cells)))
                cells[column - 1] = Shared(cell, merge.bottom - merge.top + 1)
        yield number, cells


def _forms(columns: Sequence[ColumnSpec]) -> dict[str, tuple[ColumnSpec, int]]:
    """Each way of writing a head, whose it is and how good a name: the first column that claims it has it."""
    found: dict[str, tuple[ColumnSpec, int]] = {}
    for column in columns:
        for rank, name in enumerate(column.heads):
            for form in head_forms(name)[:1]:
                found.setdefault(form, (column, rank))
    return found


def _spread(texts: tuple[str, ...], merged: tuple[Merged, ...], row: int) -> tuple[str, ...]:
    """The texts of a row, one merged over several columns standing above each of them."""
    spread = list(texts)
    for merge in merged:
        if merge.top == row == merge.bottom and merge.left <= len(texts) and merge.right - merge.left < 64:
            spread.extend([""] * (merge.right - len(spread)))
            spread[merge.left - 1 : merge.right] = [texts[merge.left - 1]] * (merge.right - merge.left + 1)
    return tuple(spread)


def _head(
    row: int,
    texts: tuple[str, ...],
    above: tuple[str, ...],
    forms: Mapping[str, tuple[ColumnSpec, int]],
    columns: Sequence[ColumnSpec],
) -> Head:
    claims: dict[str, list[tuple[int, int]]] = {}
    for number, text in enumerate(texts, start=1):
        upper = above[number - 1] if number <= len(above) else ""
        names = [upper + text, text] if upper and text else [text]
        named = [forms[form] for name in names if name for form in head_forms(name) if form in forms]
        if named:
            column, rank = named[0]
            claims.setdefault(column.key, []).append((rank, number))
    chosen = {key: min(places)[1] for key, places in claims.items()}
    doubled = []
    for column in columns:
        places = claims.get(column.key, [])
        best = [number for rank, number in places if rank == min(places)[0]]
        if len(best) > 1:
            doubled.append((column, tuple(best)))
    return Head(row, chosen, texts, tuple(doubled))
