"""The rows of one table or of several of a kind, put together: what is wrong is named, what is right is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

from govsite_checks.office import ColumnSpec, Fault, Row, Table, TableError, read_table, renamed

from .kinds import columns_for
from .ledger import refused
from .matrix import read_matrix

MAX_FILES: Final = 2_000
MAX_NOTES: Final = 20
MAX_ROWS: Final = 200_000  # of all files together

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows of tables of one kind.

    ``faults`` are all that is wrong with them, ``refused`` how many rows are left out for it, ``lost`` the files of which
    nothing could be read, ``notes`` what was passed over and is no data. ``columns`` are the keys that every file has.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    refused: int = 0
    lost: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()
    columns: frozenset[str] = frozenset()

    def without(self, faults: Iterable[Fault]) -> Gathered:
        """The rows without those that further faults stand at."""
        more = sorted(set(faults))
        bad = {(fault.file, fault.sheet, fault.row) for fault in more}
        kept = tuple(row for row in self.rows if _key(row) not in bad)
        out = self.refused + len(self.rows) - len(kept)
        return replace(self, rows=kept, faults=tuple(sorted({*self.faults, *more})), refused=out)

    def said(self) -> dict[str, Any]:
        """What every ``Ledger`` says of its rows, as the arguments of one."""
        notes = [f"{file} 未能读取，其中的各行未计入" for file in self.lost]
        notes += [str(note) for note in self.notes[:MAX_NOTES]]
        if (more := len(self.notes) - MAX_NOTES) > 0:
            notes.append(f"另有 {more} 处不作为数据的行或未读取的工作表未列出")
        return {
            "rows_read": len(self.rows),
            "rows_refused": self.refused,
            "refused": refused(self.faults),
            "notes": tuple(notes),
        }


def _key(row: Row) -> _Key:
    return row.place.file, row.place.sheet, row.place.row


def gather(
    paths: Sequence[Path],
    kind: str,
    *,
    heads: Mapping[str, Sequence[str]] | None = None,
    sheets: Sequence[str] = (),
) -> Gathered:
    """Read the tables of a kind; ``heads`` are an office's own names for the columns, by their keys.

    Of each file the ``sheets`` are read; without any, the one that fits. What cannot be used is named, and the rest read.

    Raises:
        TableError: none of the files can be used, or there are too many files or rows.
        ValueError: ``heads`` names a column that there is none of; in Chinese.
    """
    columns = renamed(columns_for(kind), heads or {})
    if len(paths) > MAX_FILES:
        raise TableError([Fault(str(paths[0]), "", 0, 0, f"文件超过 {MAX_FILES} 个；请合并后再试")])
    tables = []
    faults: list[Fault] = []
    lost: list[str] = []
    for path, sheet in product(dict.fromkeys(paths), dict.fromkeys(sheets) or ("",)):
        try:
            tables.append(_table(path, kind, columns, sheet))
        except TableError as error:
            faults.extend(error.faults)
            lost.append(f"{path}[{sheet}]" if sheet else str(path))
        if sum(len(table.rows) for table in tables) > MAX_ROWS:
            raise TableError([Fault(str(path), "", 0, 0, f"各文件共超过 {MAX_ROWS} 行；请分次处理")])
    if not tables:
        raise TableError(faults)
    rows = tuple(row for table in tables for row in table.rows)
    return Gathered(
        rows,
        tuple(sorted({*faults, *(fault for table in tables for fault in table.faults)})),
        sum(table.refused for table in tables),
        tuple(lost),
        tuple(sorted({note for table in tables for note in table.notes})),
        frozenset.intersection(*(frozenset(table.columns) for table in tables)),
    )


def _table(path: Path, kind: str, columns: Sequence[ColumnSpec], sheet: str) -> Table:
    try:
        return read_table(path, columns, sheet=sheet)
    except TableError as error:
        if kind != "selfcheck":
            raise
        with suppress(TableError):  # what is wrong with it as a list is what an office is told
            if matrix := read_matrix(path, columns, sheet=sheet):
                return matrix
        raise error from None


def doubles(
    rows: Iterable[Row],
    key: Callable[[Row], Hashable],
    content: Callable[[Row], Hashable],
    column: str,
    what: str,
) -> list[Fault]:
    """The faults of rows that say the same thing twice.

    Of equal rows the first is kept. Of rows that contradict each other nobody knows the right one: all of them are refused.
    A row whose key is None or empty is never a double.
    """
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        if said := key(row):
            groups.setdefault(said, []).append(row)
    faults = []
    for group in groups.values():
        first, *more = group
        if len({content(row) for row in group}) == 1:
            faults += [row.fault(f"{what}与第 {first.place.row} 行重复，只计一次", column) for row in more]
            continue
        numbers = "、".join(str(row.place.row) for row in group[:8])
        faults += [
            row.fault(f"{what}出现 {len(group)} 次（第 {numbers} 行）且内容不一，均未计入", column)
            for row in group
        ]
    return faults
