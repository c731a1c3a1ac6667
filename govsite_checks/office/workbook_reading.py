"""Sheets of an XLSX file, by openpyxl's streaming reader; results of formulas are told from formulas without one."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from .cells import Cell, Formula, is_blank
from .faults import Place
from .sheets import MAX_COLUMNS, Merged, NumberedRow, Sheet, refuse

MAX_MEMBERS: Final = 5_000
MAX_UNPACKED: Final = 256 * 1024 * 1024  # bytes of all parts that are read
MAX_PART: Final = 64 * 1024 * 1024  # bytes of a part that is held as a tree
MAX_MERGED: Final = 20_000

_SHEETS = "xl/worksheets/"
_MERGE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


def workbook_sheets(path: Path, data: bytes) -> list[Sheet]:
    """The worksheets of a workbook, in the order of their tabs.

    Raises:
        TableError: it is encrypted, damaged, of another kind or too large.
    """
    if message := _refusal(data):
        raise refuse(path, message)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep concerns nobody who only reads
            values = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return [_sheet(path, data, sheet, formulas[sheet.title]) for sheet in values.worksheets]
    except Exception:  # openpyxl raises whatever a damaged file leads it to
        raise refuse(path, "文件已损坏，或不是标准的 .xlsx；请用表格软件打开并另存为 .xlsx 后再试") from None


def _refusal(data: bytes) -> str:
    """What makes a packed file unfit to be opened, before anything of it is unpacked in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _refusal_of(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError):
        return "文件已损坏，打不开；请重新获取或另存"


def _refusal_of(package: zipfile.ZipFile) -> str:
    members = package.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        return "文件设了打开密码；请取消密码后再试"
    if "xl/workbook.bin" in names:
        return "是二进制工作簿（.xlsb）；请另存为 .xlsx 后再试"
    if "word/document.xml" in names:
        return "是 Word 文档，不是表格；请提供 .xlsx 或 .csv"
    if "content.xml" in names:
        return "是 OpenDocument 表格（.ods）；请另存为 .xlsx 后再试"
    if "[Content_Types].xml" not in names:
        return "是压缩包，不是 .xlsx；请解压后给出其中的表格"
    parts = [member for member in members if member.filename.lower().endswith((".xml", ".rels"))]
    held = [part for part in parts if not part.filename.startswith(_SHEETS)]
    if (
        len(members) > MAX_MEMBERS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > MAX_PART for part in held)
    ):
        return "解压后过大；请只保留需要的工作表，清除空白区域的格式，另存后再试"
    if any(_declares_types(package, part) for part in parts):
        return "含有 .xlsx 不应有的文档类型声明；请用表格软件打开并另存为 .xlsx 后再试"
    return ""


def _declares_types(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part has a DOCTYPE, which could make entities of it: no spreadsheet writes one."""
    with package.open(part) as stream:
        head = stream.read(1 << 16)
    return b"<!DOCTYPE" in head.replace(b"\x00", b"")


def _sheet(path: Path, data: bytes, values: Any, formulas: Any) -> Sheet:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part: str = values._worksheet_path
        has_formulas = _contains(package, part, b"<f")
        merged = _merged(package, part) if _contains(package, part, b"<mergeCell ") else ()
    other = formulas if has_formulas else None
    place = Place(str(path), values.title)
    return Sheet(place, lambda: _guarded(path, values, other), values.sheet_state != "visible", merged)


def _contains(package: zipfile.ZipFile, part: str, word: bytes) -> bool:
    kept = b""
    with package.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if word in kept + chunk:
                return True
            kept = chunk[-len(word) :]
    return False


def _merged(package: zipfile.ZipFile, part: str) -> tuple[Merged, ...]:
    found: list[Merged] = []
    with package.open(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == _MERGE and len(found) < MAX_MERGED:
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                found.append(Merged(int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
            if element.tag.endswith(("}row", "}mergeCell")):
                element.clear()
    return tuple(found)


def _guarded(path: Path, values: Any, formulas: Any) -> Iterator[NumberedRow]:
    rows = _rows(values, formulas)
    while True:
        try:
            with warnings.catch_warnings():  # row by row: a generator must not leave the filters changed
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except Exception:
            message = f"工作表“{values.title}”已损坏，读不下去；请用表格软件打开并另存为 .xlsx"
            raise refuse(path, message) from None
        if row is None:
            return
        yield row


def _rows(values: Any, formulas: Any) -> Iterator[NumberedRow]:
    values.reset_dimensions()  # what a file says of its own size is not to be trusted
    if formulas is None:
        for number, row in enumerate(values.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
            if cells := _trimmed(list(row)):
                yield number, cells
        return
    formulas.reset_dimensions()
    pairs = zip(values.iter_rows(max_col=MAX_COLUMNS), formulas.iter_rows(max_col=MAX_COLUMNS), strict=True)
    for number, (row, written) in enumerate(pairs, start=1):
        if cells := _trimmed([_cell(value, formula) for value, formula in zip(row, written, strict=True)]):
            yield number, cells


def _cell(value: Any, formula: Any) -> Cell:
    # A result that is an empty text is stored as such ("str"); a result that was never stored leaves no type.
    if value.value is None and formula.data_type == "f" and value.data_type == "n":
        return Formula()
    kept: Cell = value.value
    return kept


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and (cells[-1] is None or is_blank(cells[-1])):
        cells.pop()
    return cells
