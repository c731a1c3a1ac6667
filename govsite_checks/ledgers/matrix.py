"""Self-check sheets with a row a site and a column an item, turned into a row an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from govsite_checks.office import ColumnSpec, Fault, Row, Table, read_table
from govsite_checks.office.cells import CellError, read_cell
from govsite_checks.office.columns import head_forms

from .items import item_words

_ITEM: Final = "item:"
_KEPT: Final = ("site", "unit", "note")
_NAMED: Final = 10


def read_matrix(path: Path, columns: Sequence[ColumnSpec], *, sheet: str = "") -> Table | None:
    """The sheet with a row an item, as ``selfcheck`` tables have them; None where it has no column of a known item.

    A column with an item's name in which nothing is a result (网站标识码 with the codes themselves) is none.

    Raises:
        TableError: it cannot be read so either.
    """
    claim = next(column for column in columns if column.key == "claim")
    table = read_table(path, _asked(columns), sheet=sheet)
    found = [key for key in table.columns if key.startswith(_ITEM) and _is_item(table, key, claim)]
    if not found:
        return None
    read = [(row, list(_items(row, found, claim))) for row in table.rows]
    wrong = tuple(one for _, ones in read for one in ones if isinstance(one, Fault))
    rows = tuple(one for _, ones in read for one in ones if isinstance(one, Row))
    empty = [
        row.fault("没有可以读取的自查结果")
        for row, ones in read
        if not any(isinstance(one, Row) for one in ones)
    ]
    left = table.without(empty)
    return replace(
        left,
        rows=rows,
        faults=tuple(sorted({*left.faults, *wrong})),
        notes=tuple(sorted({*table.notes, *_ignored(table, found)})),
    )


def _asked(columns: Sequence[ColumnSpec]) -> list[ColumnSpec]:
    """What to look for: items first, as some of their names are names for a site, too."""
    items = [ColumnSpec(f"{_ITEM}{word}", (word,)) for word in item_words()]
    taken = {form for word in item_words() for form in head_forms(word)[:1]}
    kept = [
        replace(column, heads=tuple(head for head in column.heads if head_forms(head)[0] not in taken))
        for column in columns
        if column.key in _KEPT
    ]
    return items + kept


def _is_item(table: Table, key: str, claim: ColumnSpec) -> bool:
    return any(_claim(row.text(key), claim) for row in table.rows)


def _claim(said: str, claim: ColumnSpec) -> str:
    try:
        return str(read_cell(said, claim) or "")
    except CellError:
        return ""


def _items(row: Row, found: Sequence[str], claim: ColumnSpec) -> Iterator[Row | Fault]:
    """The items of a site; a cell that cannot be read is named, and the others are kept."""
    for key in found:
        word, said = key.removeprefix(_ITEM), row.text(key)
        try:
            value = read_cell(said, claim)
        except CellError as error:
            yield row.fault(f"“{word}”{error}", key)
            continue
        if value is not None:
            values = {kept: row.values.get(kept) for kept in _KEPT} | {"item": word, "claim": value}
            places = {kept: row.columns[kept] for kept in _KEPT if kept in row.columns}
            yield Row(row.place, values, {**places, "item": row.columns[key], "claim": row.columns[key]})


def _ignored(table: Table, found: Sequence[str]) -> Iterator[Fault]:
    others = [key.removeprefix(_ITEM) for key in table.columns if key.startswith(_ITEM) and key not in found]
    if heads := [*table.ignored, *others]:
        named = "、".join(f"“{head[:20]}”" for head in heads[:_NAMED])
        yield table.head.fault(f"有 {len(heads)} 列没有对应的普查项目，未读取：{named}")
