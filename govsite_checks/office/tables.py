"""An office's own table to rows of values: every bad cell named with its place, every good row kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from .cells import Cell, CellError, Value, is_blank, read_cell, text_of
from .columns import ColumnSpec
from .delimited import delimited_sheet
from .faults import Fault, Place, TableError
from .heads import Head, filled, find_head
from .sheets import NumberedRow, Sheet, is_workbook, read_bytes, refuse
from .workbook_reading import workbook_sheets

MAX_ROWS: Final = 100_000

_TOTALS = re.compile(r"(?:合|总|小|共|累)计(?:数|[(（].{0,20})?[:：]?|总数[:：]?")
_REMARK = re.compile(
    r"(?:备?注|说明|填表说明|填表人|制表人?|审核人|填报人|填报单位|填报时间|制表时间|数据来源)\s*\d{0,2}\s*[:：]"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by key, None where a cell is empty or its column is missing, and where it stands."""

    place: Place
    values: Mapping[str, Value]
    columns: Mapping[str, int] = field(repr=False, default_factory=dict)

    def text(self, key: str) -> str:
        """The text, code or choice of a key; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """The whole number of a key."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool | None:
        """The yes or no of a key."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """The day of a key, of a moment the day in Beijing."""
        value = self.values.get(key)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def moment(self, key: str) -> datetime | None:
        """The moment of a key, in Beijing time."""
        value = self.values.get(key)
        return value if isinstance(value, datetime) else None

    def fault(self, message: str, key: str = "") -> Fault:
        """A fault of this row, at the column of a key: for what only who asked for the table can see."""
        return self.place.fault(message, self.columns.get(key, 0))


@dataclass(frozen=True, slots=True)
class Table:
    """What was read of a table.

    ``rows`` are the good ones, ``faults`` all that is wrong, ``refused`` how many rows are left out for it, and ``notes``
    the rows that are no data (totals, titles of groups, remarks) and what else was passed over. ``ignored`` are the
    heads of columns that nobody asked for. ``head`` is the place of the head.
    """

    head: Place
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    refused: int = 0
    notes: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many rows of data the table has, good and refused."""
        return len(self.rows) + self.refused

    def without(self, faults: Iterable[Fault]) -> Table:
        """The table with further faults, each of which refuses the row that it stands at."""
        more = sorted(set(faults))
        bad = {fault.row for fault in more}
        kept = tuple(row for row in self.rows if row.place.row not in bad)
        refused = self.refused + len(self.rows) - len(kept)
        return replace(self, rows=kept, faults=tuple(sorted({*self.faults, *more})), refused=refused)


def read_table(path: Path, columns: Sequence[ColumnSpec], *, sheet: str = "") -> Table:
    """Read a table from an XLSX or a CSV file (UTF-8, GB18030 or UTF-16; comma, semicolon or tab).

    ``sheet`` names the worksheet; without it, the one visible sheet that has all required columns.

    Raises:
        TableError: the file cannot be read, or no sheet has the columns; one line that says what to do.
    """
    data = read_bytes(path)
    if is_workbook(data):
        every = workbook_sheets(path, data)
        found, head = _chosen(path, every, columns, sheet)
    else:
        every = []
        found = delimited_sheet(path, data, lambda one: _fitness(one, columns))
        head = _complete(found, find_head(found, columns), columns)
    _refuse_doubled(found, head)
    table = _read(found, head, columns)
    return replace(table, notes=tuple(sorted({*table.notes, *_passed_over(every, found)})))


def _fitness(sheet: Sheet, columns: Sequence[ColumnSpec]) -> int:
    head = find_head(sheet, columns)
    return len(head.columns) if head else 0


def _chosen(path: Path, sheets: list[Sheet], columns: Sequence[ColumnSpec], name: str) -> tuple[Sheet, Head]:
    if name:
        return _named(path, sheets, columns, name)
    heads = [(sheet, find_head(sheet, columns)) for sheet in sheets]
    whole = [(sheet, head) for sheet, head in heads if head is not None and not head.lacks(columns)]
    seen = [pair for pair in whole if not pair[0].hidden]
    if len(seen) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in seen)
        raise refuse(path, f"有 {len(seen)} 个工作表都符合要求（{names}），不知道该读哪一个；请指明工作表")
    if seen:
        return seen[0]
    if whole:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in whole)
        raise refuse(path, f"符合要求的工作表是隐藏的（{names}）；请取消隐藏，或指明工作表")
    best = max(
        heads, key=lambda pair: (len(pair[1].columns) if pair[1] else 0, not pair[0].hidden), default=None
    )
    if best is None:
        raise refuse(path, "文件里没有工作表")
    if best[1] is None and len(sheets) > 1:
        raise refuse(path, f"各工作表都没有找到表头（有：{_names(sheets)}）；表头应有{_titles(columns)}")
    return best[0], _complete(best[0], best[1], columns)


def _named(path: Path, sheets: list[Sheet], columns: Sequence[ColumnSpec], name: str) -> tuple[Sheet, Head]:
    for sheet in sheets:
        if sheet.name.strip() == name.strip():
            return sheet, _complete(sheet, find_head(sheet, columns), columns)
    raise refuse(path, f"没有名为“{name}”的工作表；文件中有：{_names(sheets)}")


def _names(sheets: list[Sheet]) -> str:
    return "、".join(f"“{sheet.name}”" + ("（隐藏）" if sheet.hidden else "") for sheet in sheets)


def _titles(columns: Sequence[ColumnSpec]) -> str:
    needed = [column for column in columns if column.required or column.present] or list(columns)
    return "、".join(f"“{column.title}”" for column in needed)


def _complete(sheet: Sheet, head: Head | None, columns: Sequence[ColumnSpec]) -> Head:
    """The head, where all required columns are there.

    Raises:
        TableError: there is no head, or a required column is missing.
    """
    if head is None:
        raise TableError([sheet.place.fault(f"没有找到表头；应有一行写明{_titles(columns)}")])
    place = sheet.place.at(head.row)
    there = "、".join(text for text in head.texts if text)
    faults = [
        place.fault(
            f"缺少“{column.title}”列（也可叫作{'、'.join(column.heads[1:6]) or '—'}）；表头现有：{there[:300]}"
        )
        for column in head.lacks(columns)
    ]
    if faults:
        raise TableError(faults)
    return head


def _refuse_doubled(sheet: Sheet, head: Head) -> None:
    place = sheet.place.at(head.row)
    faults = [
        place.fault(f"有 {len(numbers)} 列都是“{column.title}”，不知道该读哪一列；请删去或改名", numbers[1])
        for column, numbers in head.doubled
    ]
    if faults:
        raise TableError(faults)


def _passed_over(sheets: list[Sheet], chosen: Sheet) -> Iterator[Fault]:
    for sheet in sheets:
        if sheet is not chosen:
            kind = "隐藏的工作表" if sheet.hidden else "工作表"
            yield sheet.place.fault(f"未读取这个{kind}")


def _read(sheet: Sheet, head: Head, columns: Sequence[ColumnSpec]) -> Table:
    asked = [(column, head.columns[column.key]) for column in columns if column.key in head.columns]
    wide = {merge.top for merge in sheet.merged if merge.right > merge.left}
    rows: list[Row] = []
    faults: list[Fault] = []
    notes: list[Fault] = []
    refused = 0
    for number, cells in filled(sheet):
        if number <= head.row:
            continue
        place = sheet.place.at(number)
        if aside := _no_data((number, cells), head, wide, asked):
            notes.append(place.fault(aside))
            continue
        row, wrong = _row(place, cells, asked, head)
        faults.extend(wrong)
        rows.extend([row] if row else [])
        refused += row is None
        if len(rows) + refused > MAX_ROWS:
            raise TableError([place.fault(f"数据超过 {MAX_ROWS} 行；请拆分后再试")])
    return Table(
        sheet.place.at(head.row),
        tuple(rows),
        tuple(faults),
        refused,
        tuple(notes),
        head.ignored,
        head.columns,
    )


def _no_data(
    row: NumberedRow, head: Head, wide: Collection[int], asked: Sequence[tuple[ColumnSpec, int]]
) -> str:
    """What a row is that holds no data; empty where it may hold some."""
    number, cells = row
    first = next((text_of(cell) for cell in cells if not is_blank(cell)), "")
    if _TOTALS.fullmatch(re.sub(r"\s+", "", first[:80])):
        return "是合计行，不作为数据"
    if number in wide and sum(not is_blank(cell) for cell in cells) == 1:
        return f"是分组标题“{first[:40]}”，不作为数据"
    if first in head.texts and _repeats(cells, head, asked):
        return "重复了表头，不作为数据"
    needed = [at for column, at in asked if column.required]
    if _REMARK.match(first[:60]) and not all(
        at <= len(cells) and not is_blank(cells[at - 1]) for at in needed
    ):
        return f"是说明“{first[:40]}”，不作为数据"
    return ""


def _repeats(cells: Sequence[Cell], head: Head, asked: Sequence[tuple[ColumnSpec, int]]) -> bool:
    texts = [text_of(cell) for cell in cells]
    return sum(map(bool, texts)) > 1 and all(_at(texts, at) == _at(head.texts, at) for _, at in asked)


def _at(texts: Sequence[str], column: int) -> str:
    return texts[column - 1] if column <= len(texts) else ""


def _row(
    place: Place,
    cells: Sequence[Cell],
    asked: Sequence[tuple[ColumnSpec, int]],
    head: Head,
) -> tuple[Row | None, list[Fault]]:
    """The row, where every cell that matters could be read, and what is wrong with it."""
    values: dict[str, Value] = {}
    faults = []
    good = True
    for column, at in asked:
        cell = cells[at - 1] if at <= len(cells) else None
        try:
            values[column.key] = value = read_cell(cell, column)
        except CellError as error:
            faults.append(place.fault(f"“{_at(head.texts, at)[:30]}”{error}", at))
            values[column.key] = None
            good = good and column.lenient and not column.required
            continue
        if value is None and column.required:
            said = "" if is_blank(cell) else f"（写作“{text_of(cell)[:20]}”）"
            faults.append(place.fault(f"“{_at(head.texts, at)[:30]}”为空{said}", at))
            good = False
    return (Row(place, values, head.columns) if good else None), faults
