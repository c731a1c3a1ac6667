"""The one sheet of a CSV file: its encoding, what its fields are separated by, its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from .cells import Cell
from .faults import Place, TableError
from .sheets import MAX_COLUMNS, NumberedRow, Sheet, refuse

SEPARATORS: Final = (",", "\t", ";", "，", "|")


def delimited_sheet(path: Path, data: bytes, fitness: Callable[[Sheet], int]) -> Sheet:
    """The sheet of a CSV file, read by the separator under which it fits best, by the number of heads it finds.

    Raises:
        TableError: the bytes are no text that could be told, or no records.
    """
    text = _decoded(path, data)
    sheets = [_sheet(path, text, separator) for separator in SEPARATORS]
    return max(sheets, key=fitness)  # of equals the first: a comma


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(path, data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(path, data, "gb18030")


def _strictly(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "编码无法识别（应为 UTF-8 或 GBK）；请用表格软件另存为 .xlsx 或 UTF-8 的 CSV"
        raise TableError([Place(str(path), row=line).fault(message)]) from None


def _sheet(path: Path, text: str, separator: str) -> Sheet:
    return Sheet(Place(str(path)), lambda: _records(path, text, separator))


def _records(path: Path, text: str, separator: str) -> Iterator[NumberedRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse(path, f"第 {line} 行附近读不下去（{error}）；请检查引号是否成对") from None
        if any(field.strip() for field in record):
            cells: list[Cell] = [field.replace("\x00", "") or None for field in record[:MAX_COLUMNS]]
            yield line, cells
        line = reader.line_num + 1
