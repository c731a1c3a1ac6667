"""Workbooks for an office: heads that stay and repeat, A4 across, totals, and nothing from outside that could run."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from govsite_checks.files import write_bytes
from govsite_checks.model import CHINA

from .texts import xml_text

MAX_CELL: Final = 2_000
MAX_LINES: Final = 20
_A4 = 9
_LINE_POINTS = 13
_FONT = "宋体"
# What a spreadsheet may take for the beginning of a formula, in both widths.
_RUNS = re.compile(r"[=+\-@＝＋－＠]")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\：？＊／＼［］]+")

Written = str | int | Decimal | date | bool | None


class Form(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    CODE = "code"  # a text whatever it looks like
    COUNT = "count"
    PERCENT = "percent"  # of a Decimal that is rounded already: 97.2 is shown as 97.2%
    DATE = "date"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column to be written: ``width`` in characters of half width; ``group`` stands above neighbours that share it."""

    title: str
    form: Form = Form.TEXT
    width: int = 14
    group: str = ""


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet to be written.

    ``title`` stands above the table, ``totals`` is its last row, whose figures the caller has computed, and ``notes``
    are lines below. ``frozen`` is how many of the first columns stay in sight.
    """

    name: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[Written]]
    title: str = ""
    totals: Sequence[Written] | None = None
    notes: Sequence[str] = field(default=())
    frozen: int = 1


def write_workbook(path: Path, sheets: Sequence[OutSheet], as_of: datetime) -> None:
    """Write a workbook whole or not at all; the same sheets and the same ``as_of`` give the same bytes.

    Raises:
        OSError: the file cannot be written.
        ValueError: there is no sheet, or a row has not as many cells as there are columns.
    """
    write_bytes(path, workbook_bytes(sheets, as_of))


def workbook_bytes(sheets: Sequence[OutSheet], as_of: datetime) -> bytes:
    """The bytes of a workbook."""
    if not sheets:
        raise ValueError("工作簿至少要有一个工作表")
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        created = as_of.astimezone(CHINA).replace(tzinfo=None)
        book.set_properties(
            {"created": created, "author": "", "title": plain(sheets[0].title or sheets[0].name)}
        )
        formats = _Formats(book)
        for sheet, name in zip(sheets, sheet_names([sheet.name for sheet in sheets]), strict=True):
            _Writing(book.add_worksheet(name), sheet, formats).write()
    return buffer.getvalue()


def plain(text: str) -> str:
    """A text from outside that no spreadsheet takes for a formula, now or after it was saved as CSV.

    What begins like a formula gets an apostrophe; a lone sign, such as the dash for nothing, is left alone.
    """
    shown = xml_text(text, MAX_CELL)
    return f"'{shown}" if len(shown) > 1 and _RUNS.match(shown) else shown


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that a tab may have, each once: 31 characters at most, without signs that spreadsheets refuse."""
    names: list[str] = []
    for number, name in enumerate(wanted, start=1):
        base = _FORBIDDEN_IN_NAMES.sub(" ", xml_text(name, 200)).strip(" '") or f"表{number}"
        candidate, more = _clipped(base, 31), 1
        # "History" is Excel's own; case does not tell names apart.
        while candidate.casefold() in {"history", *(known.casefold() for known in names)}:
            more += 1
            candidate = f"{_clipped(base, 25)}({more})"
        names.append(candidate)
    return names


def _lines(value: Written, width: int) -> int:
    """How many lines a text takes in a column: programs do not all work it out when they open a file."""
    if not isinstance(value, str):
        return 1
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in value[:MAX_CELL])
    return max(math.ceil(wide * 1.1 / width), 1)


def _clipped(name: str, units: int) -> str:
    """The beginning of a name; spreadsheets count the units of UTF-16."""
    return name.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").strip(" '")


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        boxed = {**base, "border": 1}
        head = {**boxed, "bold": True, "align": "center", "bg_color": "#E7ECF3"}
        self.title = book.add_format({**base, "font_size": 16, "bold": True, "align": "center"})
        self.head = book.add_format(head)
        self.note = book.add_format({**base, "text_wrap": False})
        looks = {
            Form.TEXT: {},
            Form.CODE: {"num_format": "@"},
            Form.COUNT: {"num_format": "#,##0", "align": "right"},
            Form.PERCENT: {"num_format": '0.0"%"', "align": "right"},
            Form.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
        }
        self.cells = {form: book.add_format({**boxed, **look}) for form, look in looks.items()}
        strong = {"bold": True, "bg_color": "#F4F4F4"}
        self.totals = {form: book.add_format({**boxed, **look, **strong}) for form, look in looks.items()}


class _Writing:
    """One sheet being written."""

    def __init__(self, page: Any, sheet: OutSheet, formats: _Formats) -> None:
        self._page = page
        self._sheet = sheet
        self._formats = formats

    def write(self) -> None:
        sheet, width = self._sheet, len(self._sheet.columns)
        if any(len(row) != width for row in (*sheet.rows, *([sheet.totals] if sheet.totals else []))):
            raise ValueError(f"工作表“{sheet.name}”有的行与表头列数不同")
        head = self._head()
        at = head
        for at, row in enumerate(sheet.rows, start=head + 1):
            self._row(at, row, self._formats.cells)
        last = at
        if sheet.totals is not None:
            at += 1
            self._row(at, sheet.totals, self._formats.totals)
        for below, note in enumerate(sheet.notes, start=at + 2):
            self._page.write_string(below, 0, plain(note), self._formats.note)
        self._print(head, last)

    def _head(self) -> int:
        """Write title and head; the row of the head's last line, from 0."""
        columns, formats, row = self._sheet.columns, self._formats, 0
        if self._sheet.title:
            self._across(0, 0, len(columns) - 1, self._sheet.title, formats.title)
            self._page.set_row(0, 30)
            row = 1
        grouped = any(column.group for column in columns)
        for at, column in enumerate(columns):
            self._page.set_column(at, at, column.width)
            if grouped and not column.group:
                self._page.merge_range(row, at, row + 1, at, plain(column.title), formats.head)
            else:
                self._page.write_string(row + grouped, at, plain(column.title), formats.head)
        lines = max(_lines(column.title, column.width) for column in columns)
        self._page.set_row(row + grouped, _LINE_POINTS * min(lines, MAX_LINES) + 5)
        if grouped:
            for name, first, last in self._groups():
                self._across(row, first, last, name, formats.head)
        return row + grouped

    def _groups(self) -> Iterator[tuple[str, int, int]]:
        for name, members in groupby(enumerate(self._sheet.columns), key=lambda pair: pair[1].group):
            numbers = [number for number, _ in members]
            if name:
                yield name, numbers[0], numbers[-1]

    def _across(self, row: int, first: int, last: int, text: str, look: Any) -> None:
        if first == last:
            self._page.write_string(row, first, plain(text), look)
        else:
            self._page.merge_range(row, first, row, last, plain(text), look)

    def _row(self, at: int, row: Sequence[Written], looks: dict[Form, Any]) -> None:
        pairs = list(zip(row, self._sheet.columns, strict=True))
        lines = max((_lines(value, column.width) for value, column in pairs), default=1)
        self._page.set_row(at, _LINE_POINTS * min(lines, MAX_LINES) + 3)
        for number, (value, column) in enumerate(pairs):
            self._cell(at, number, value, column.form, looks)

    def _cell(self, at: int, number: int, value: Written, form: Form, looks: dict[Form, Any]) -> None:
        if value is None or value == "":
            self._page.write_blank(at, number, None, looks[form])
        elif isinstance(value, bool):
            self._page.write_string(at, number, "是" if value else "否", looks[Form.TEXT])
        elif isinstance(value, int | Decimal) and form is not Form.CODE:
            self._page.write_number(at, number, value, looks[form])
        elif isinstance(value, date) and form is Form.DATE:
            day = value.astimezone(CHINA).date() if isinstance(value, datetime) and value.tzinfo else value
            self._page.write_datetime(at, number, day, looks[form])
        else:
            look = looks[form if form is Form.CODE else Form.TEXT]
            self._page.write_string(at, number, plain(str(value)), look)

    def _print(self, head: int, last: int) -> None:
        page, width = self._page, len(self._sheet.columns)
        page.freeze_panes(head + 1, min(self._sheet.frozen, width - 1))
        page.autofilter(head, 0, max(last, head), width - 1)
        page.repeat_rows(0, head)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.center_horizontally()
        page.set_footer("&C第 &P 页，共 &N 页")
