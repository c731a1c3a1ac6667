"""Single cells: what a spreadsheet hands over to the value that is meant, or what to say where it cannot be told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from govsite_checks.model import CHINA, printable

from .columns import ColumnSpec, Kind

Value = str | int | date | datetime | bool | None
# What a spreadsheet hands over; a CSV file has only texts.
Raw = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result is not stored in the file."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A cell that was merged down over several rows: its content, and over how many."""

    raw: Raw
    rows: int


Cell = Raw | Formula | Shared

MAX_TEXT: Final = 32_767  # the most that a cell of a spreadsheet holds
MAX_WORDS: Final = 15
FIRST_YEAR, LAST_YEAR = 1990, 2100
_EPOCH = date(1899, 12, 30)
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
# What stands for nothing in the cells of an office.
_NOTHING = frozenset({"", "/", "//", "\\", "-", "--", "—", "——", "－", "─", "──", "…", "……"})
_NOTHING_BUT_IN_TEXT = frozenset({"无", "暂无", "空", "未填", "不详", "n/a", "na", "null", "none"})
_YES = frozenset({"是", "有", "已", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "t"})
_NO = frozenset({"否", "无", "未", "没有", "错", "×", "✗", "✘", "x", "n", "no", "false", "0", "f"})
_DAY = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HOUR = re.compile(
    r"\s*(?:t|星期.|周.)?\s*(上午|下午|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?(?:\s*:?\s*(\d{1,2})(?:\.\d{1,6})?\s*秒?)?"
    r"(?:\s*(?:\+08:?00))?"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
_DIGITS = re.compile(r"[+-]?\d{1,15}")


class CellError(Exception):
    """A cell that cannot be read; the message goes on behind the name of its column."""


def read_cell(cell: Cell, spec: ColumnSpec) -> Value:
    """The value of a cell; None where it is empty.

    Raises:
        CellError: what stands there is not what the column asks for.
    """
    if isinstance(cell, Shared):
        if spec.kind is Kind.INT and cell.raw is not None:
            raise CellError(f"是跨 {cell.rows} 行合并的数字，分不清属于哪一行；请取消合并并逐行填写")
        cell = cell.raw
    if isinstance(cell, Formula):
        raise CellError("是公式，文件中没有它的计算结果；请用表格软件打开、保存一次，或粘贴为数值")
    if isinstance(cell, str):
        cell = _plain_text(cell)
    if _is_nothing(cell, spec):
        return None
    value = _READERS[spec.kind](cell, spec)
    return None if value == "" else value  # nothing but signs that cannot be seen


def text_of(cell: Cell) -> str:
    """What a person reads in a cell, on one line: for heads and messages."""
    if isinstance(cell, Shared):
        cell = cell.raw
    if cell is None or isinstance(cell, Formula):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return printable(str(cell), MAX_TEXT)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell, not even a sign for nothing."""
    if isinstance(cell, Shared):
        cell = cell.raw
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _plain_text(text: str) -> str:
    """A text without what spreadsheets put around it to keep it a text."""
    stripped = text.strip()
    if wrapped := re.fullmatch(r'="([^"]{0,200})"', stripped):
        stripped = wrapped[1]
    elif re.match(r"=[A-Za-z(+\-]", stripped):
        raise CellError("是公式，文件中没有它的计算结果；请粘贴为数值")
    if _ERRORS.fullmatch(stripped):
        raise CellError(f"是出错的公式（{stripped}）；请改正")
    return stripped


def _is_nothing(cell: Raw, spec: ColumnSpec) -> bool:
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    said = cell.strip().casefold()
    if spec.kind is Kind.YES_NO and said in _NO:
        return False
    if said in _NOTHING or said in spec.empty:
        return True
    return spec.kind is not Kind.TEXT and said in _NOTHING_BUT_IN_TEXT


def _quote(cell: Raw) -> str:
    return f"“{printable(str(cell), 40)}”"


def _half_width(cell: Raw) -> str:
    return unicodedata.normalize("NFKC", text_of(cell)).strip()


def _text(cell: Raw, _: ColumnSpec) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return text_of(cell)


def _int(cell: Raw, spec: ColumnSpec) -> int:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellError(f"应为整数，现为{_quote(cell)}")
    number = _whole(cell)
    if number is None:
        raise CellError(f"应为整数，现为{_quote(cell)}")
    if number < spec.least:
        raise CellError(f"不应小于 {spec.least}，现为 {number}")
    return number


def _whole(cell: str | int | float) -> int | None:
    if isinstance(cell, int):
        return cell if abs(cell) < 10**15 else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else None
    said = _half_width(cell)
    if _GROUPED.fullmatch(said):
        said = said.replace(",", "")
    said = re.sub(r"\.0{1,6}$", "", said)
    return int(said) if said.isascii() and _DIGITS.fullmatch(said) else None


def _date(cell: Raw, spec: ColumnSpec) -> date:
    return _datetime(cell, spec).date()


def _datetime(cell: Raw, _: ColumnSpec) -> datetime:
    if isinstance(cell, datetime):
        moment = (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    elif isinstance(cell, date):
        moment = datetime.combine(cell, time())
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        moment = _of_number(cell)
    elif isinstance(cell, str):
        moment = _of_words(cell)
    else:
        raise CellError(f"应为日期，现为{_quote(cell)}")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CellError(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，现为{_quote(cell)}")
    return moment.replace(tzinfo=CHINA)


def _of_number(number: int | float) -> datetime:
    """A day written as a number: eight digits, or the days since 1900 of a cell that lost its format."""
    if not 0 <= number < 10**9:
        raise CellError(f"应为日期，现为数字{_quote(number)}")
    if float(number).is_integer() and (eight := _EIGHT.fullmatch(str(int(number)))):
        return _calendar(*eight.groups(), said=str(int(number)))
    days = int(number)
    if not (date(FIRST_YEAR, 1, 1) - _EPOCH).days <= days <= (date(LAST_YEAR, 12, 31) - _EPOCH).days:
        raise CellError(f"应为日期，现为数字{_quote(number)}")
    seconds = round((number - days) * 86_400)
    return datetime.combine(_EPOCH, time()) + timedelta(days=days, seconds=seconds)


def _of_words(said: str) -> datetime:
    folded = _half_width(said)[:64].casefold()
    day = _DAY.match(folded) or _EIGHT.match(folded)
    if day is None:
        raise CellError(f"应为日期，如 2018-09-10 或 2018年9月10日，现为{_quote(said)}")
    moment = _calendar(*day.groups(), said=said)
    rest = re.sub(r"^\s*[(（]?(?:星期|周).[)）]?", "", folded[day.end() :]).strip()
    if not rest:
        return moment
    if not (hour := _HOUR.fullmatch(rest)):
        raise CellError(f"应为日期或时间，如 2018-09-10 18:00，现为{_quote(said)}")
    return moment + _time_of_day(hour, said)


def _calendar(year: str, month: str, day: str, *, said: str) -> datetime:
    try:
        return datetime(int(year), int(month), int(day))  # noqa: DTZ001 - the zone is set by the caller
    except ValueError:
        raise CellError(f"的日期在日历上不存在：{_quote(said)}") from None


def _time_of_day(found: re.Match[str], said: str) -> timedelta:
    half, hour, minute, second = found[1] or "", int(found[2]), int(found[3] or 0), int(found[4] or 0)
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59 or second > 59:
        raise CellError(f"的时间不存在：{_quote(said)}")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _yes_no(cell: Raw, _: ColumnSpec) -> bool:
    if isinstance(cell, bool):
        return cell
    said = _half_width(cell).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise CellError(f"应为“是”或“否”，现为{_quote(cell)}")


def _code(cell: Raw, spec: ColumnSpec) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _code_of_number(cell, spec)
    if not isinstance(cell, str):
        raise CellError(f"应为编码，现为{_quote(cell)}")
    said = re.sub(r"\s+", "", _half_width(cell)).lstrip("'")
    if re.fullmatch(r"\d(?:\.\d{1,20})?[eE]\+?\d{1,3}", said):
        raise CellError(f"成了科学记数法{_quote(cell)}，原来的编码已看不出；请把该列设为文本后重新填写")
    if not re.fullmatch(r"[0-9A-Za-z._\-]{1,64}", said):
        raise CellError(f"应为字母和数字组成的编码，现为{_quote(cell)}")
    return _of_length(said, spec)


def _code_of_number(number: int | float, spec: ColumnSpec) -> str:
    if isinstance(number, float) and not number.is_integer():
        raise CellError(f"应为编码，现为{_quote(number)}")
    if abs(number) >= 1e15:
        raise CellError("是超过 15 位的数字，末尾几位已被表格软件改成 0；请把该列设为文本后重新填写")
    digits = str(int(number))
    if spec.length and int(number) > 0 and len(digits) < spec.length:
        raise CellError(
            f"被存为数字“{digits}”，只有 {len(digits)} 位，应为 {spec.length} 位，"
            "可能丢了开头的 0；请把该列设为文本后按原样填写"
        )
    return _of_length(digits, spec)


def _of_length(code: str, spec: ColumnSpec) -> str:
    if spec.length and len(code) != spec.length:
        raise CellError(f"应为 {spec.length} 位，现为 {len(code)} 位：{_quote(code)}")
    return code


def _choice(cell: Raw, spec: ColumnSpec) -> str:
    words = spec.words or {}
    said = re.sub(r"\s+", "", _half_width(cell)).casefold()
    for word, meaning in words.items():
        if said == unicodedata.normalize("NFKC", word).casefold():
            return meaning
    raise CellError(f"不在可用的说法之内：{_quote(cell)}；可用：{'、'.join(list(words)[:MAX_WORDS])} 等")


_READERS: Mapping[Kind, Callable[[Raw, ColumnSpec], Value]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.INT: _int,
        Kind.DATE: _date,
        Kind.DATETIME: _datetime,
        Kind.YES_NO: _yes_no,
        Kind.CODE: _code,
        Kind.CHOICE: _choice,
    }
)
