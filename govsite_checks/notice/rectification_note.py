"""The note to a single website (整改通知单): one page that says what is wrong, by which clause, and what to do."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from govsite_checks.office import OfficialDocument, Run

from .material import safe, safe_name, said_day

# In points: what the page holds (225 mm), a line of a table and one of the text.
_PAGE: Final = 637
_TABLE_LINE: Final = 17
_TEXT_LINE: Final = 28
_FIXED: Final = 35 + 5 * _TEXT_LINE  # title and its blank line, addressee, signature and its blank line
_PER_LINE: Final = 26  # signs of the text that a line surely holds
_PICTURE: Final = 85  # points that a picture needs to be of any use
_PICTURE_MM: Final = 150  # its width, where there is room
_PICTURES: Final = 2
_POINT_MM: Final = 25.4 / 72
_HEADS: Final = ("序号", "问题", "依据", "整改要求")


@dataclass(frozen=True, slots=True)
class _Form:
    """How much is shown of problem, clause and remedy, in signs, and the columns in millimetres, that of the number first."""

    limits: tuple[int, int, int]
    widths: tuple[int, int, int, int]


_WHOLE: Final = _Form((120, 80, 120), (14, 46, 48, 48))
# Where not all problems have room in full: two lines each, with the number of the document for the clause.
_SHORT: Final = _Form((24, 20, 28), (14, 50, 34, 58))


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One violation: ``problem`` as it was found, ``clause`` of which document, ``remedy`` what to do, ``url`` where.

    ``number`` is that of the document (文号), which stands for the clause where room is short.
    """

    problem: str
    clause: str
    remedy: str
    url: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class NotePicture:
    """A picture (PNG or JPEG) of a problem, and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Note:
    """All that a note says of one website; ``authority``, ``due`` and ``day`` may be empty and are then left blank."""

    site: str
    code: str
    url: str
    unit: str
    quarter: str
    as_of: datetime
    items: tuple[NoteItem, ...]
    authority: str = ""
    due: str = ""
    day: str = ""
    pictures: tuple[NotePicture, ...] = ()


def note_document(note: Note) -> OfficialDocument:
    """The note as a Word document of one page: what does not fit is counted, and is in the report."""
    document = OfficialDocument(note.as_of, subject=f"{safe(note.site)}整改通知单")
    document.title("政府网站问题整改通知单")
    document.recipients(f"{safe(note.unit, 40) or safe(note.site, 40)}：")
    document.paragraph(_lead(note))
    form, shown, left = _fitting(note)
    cells = [[str(number), *row] for number, row in enumerate(shown, start=1)]
    document.table([_HEADS, *cells], form.widths)
    document.paragraph(
        *_demand(note, len(note.items) - len(shown), form), *_places(note, note.items[: len(shown)])
    )
    _add_pictures(document, note.pictures, left)
    if note.authority or note.day:
        document.signature(safe(note.authority, 40), safe(note.day, 20))
    return document


def _lead(note: Note) -> str:
    code = f"，标识码 {safe(note.code, 20)}" if note.code else ""
    return (
        f"在{note.quarter}政府网站普查中（监测时间点{said_day(note.as_of)}），"
        f"“{safe_name(note.site, 40)}”（{safe(note.url, 60)}{code}）存在以下{len(note.items)}项问题："
    )


def _demand(note: Note, more: int, form: _Form) -> list[str]:
    due = f"于{safe(note.due, 20)}前" if note.due else "尽快"
    rest = f"另有{more}项问题见检查报告。" if more else ""
    if form is _SHORT and not more:
        rest = "以上为摘要，详见检查报告。"
    return [f"{rest}请{due}完成整改并书面报送整改情况。"]


def _places(note: Note, items: Sequence[NoteItem]) -> list[Run]:
    """Where the problems were seen, each address once; that of the website itself stands above already."""
    numbers: dict[str, list[int]] = {}
    for number, item in enumerate(items, start=1):
        if item.url and item.url != note.url:
            numbers.setdefault(item.url, []).append(number)
    runs: list[Run] = []
    for url, found in list(numbers.items())[:3]:
        said = "、".join(map(str, found[:8]))
        runs += [Run(f"{'发现页面：' if not runs else '；'}问题{said}："), Run(safe(url, 70), link=url)]
    return [*runs, Run("。")] if runs else []


def _cells(item: NoteItem, form: _Form) -> list[str]:
    clause = item.number if form is _SHORT and item.number else item.clause
    texts = (item.problem, clause, item.remedy)
    return [safe(text, limit) for text, limit in zip(texts, form.limits, strict=True)]


def _fitting(note: Note) -> tuple[_Form, list[list[str]], float]:
    """The rows that fit on the page and the points that are left: all of them in short where not all fit in full."""
    rows, left = _rows(note, _WHOLE)
    return (_WHOLE, rows, left) if len(rows) == len(note.items) else (_SHORT, *_rows(note, _SHORT))


def _rows(note: Note, form: _Form) -> tuple[list[list[str]], float]:
    """The first rows that fit, one at the least, and the points that are left."""
    every = [_cells(item, form) for item in note.items]
    more = sum(_height(row, form) for row in every) > _PAGE / 2
    around = "".join(
        [*_demand(note, 99 if more else 0, form), *(run.text for run in _places(note, note.items))]
    )
    left = float(_PAGE - _FIXED - _TABLE_LINE - 5)
    left -= _TEXT_LINE * (math.ceil(_wide(_lead(note)) / _PER_LINE) + math.ceil(_wide(around) / _PER_LINE))
    shown: list[list[str]] = []
    for row in every:
        height = _height(row, form)
        if shown and height > left:
            break
        shown.append(row)
        left -= height
    return shown, left


def _wide(text: str) -> float:
    """How many Chinese signs wide a text is."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.55 for sign in text)


def _height(row: Sequence[str], form: _Form) -> int:
    """The points that a row of the table takes: a cell holds signs of 10.5 points between margins of 1.9 mm."""
    lines = 1
    for text, width in zip(row, form.widths[1:], strict=True):
        per_line = int((width - 3.8) / _POINT_MM / 10.5)
        lines = max(lines, math.ceil(_wide(text) / per_line))
    return lines * _TABLE_LINE + 2


def _add_pictures(document: OfficialDocument, pictures: Sequence[NotePicture], left: float) -> None:
    """As many pictures as the page still holds, each as large as it can be."""
    for picture in pictures[:_PICTURES]:
        room = left - 10
        if room < _PICTURE or picture.width < 1 or picture.height < 1:
            return
        tall = _PICTURE_MM / _POINT_MM * picture.height / picture.width
        try:
            document.picture(picture.data, width_mm=_PICTURE_MM, height_mm=min(room, tall) * _POINT_MM)
        except ValueError:
            document.paragraph("（页面截图无法读取，见检查报告。）")
            return
        left = room - min(room, tall)
