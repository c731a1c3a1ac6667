"""Files to sheets of raw cells: what kind of file it is by its bytes, never by its name, and within which bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from .cells import Cell
from .faults import Place, TableError

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_COLUMNS: Final = 256

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,200}<(?:!doctype|html|head|meta|table|body|\?xml|div|style)",
    re.I,
)

# The number of a row in the file, and its cells.
NumberedRow = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one, counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``rows()`` reads it from its beginning, blank rows left out. ``name`` is empty in a CSV file."""

    place: Place
    rows: Callable[[], Iterator[NumberedRow]]
    hidden: bool = False
    merged: tuple[Merged, ...] = field(default=())

    @property
    def name(self) -> str:
        """The name on its tab."""
        return self.place.sheet


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a table.

    Raises:
        TableError: there is none, it cannot be read, it is empty, too large or of another kind than XLSX and CSV.
    """
    data = _read(path)
    if not data.strip():
        raise refuse(path, "文件为空")
    if message := _other_kind(data):
        raise refuse(path, message)
    return data


def is_workbook(data: bytes) -> bool:
    """Whether bytes are a packed workbook; what is none is read as CSV."""
    return data.startswith(b"PK\x03\x04")


def refuse(path: Path, message: str) -> TableError:
    """The error of a file that cannot be used at all."""
    return TableError([Place(str(path)).fault(message)])


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refuse(path, "没有这个文件；请检查路径") from None
    except IsADirectoryError:
        raise refuse(path, "这是一个文件夹；请给出其中的 XLSX 或 CSV 文件") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise refuse(path, f"文件无法读取（{reason}）；请检查路径和权限") from None
    if len(data) > MAX_BYTES:
        raise refuse(path, f"文件超过 {MAX_BYTES // 1024 // 1024} MiB 的上限；请拆分后再试")
    return data


def _other_kind(data: bytes) -> str:
    """What to say of a file that is neither a workbook nor a text; empty where it may be one."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "文件设了打开密码；请取消密码后再试"
        return "是旧版 Excel 格式（.xls）；请用表格软件另存为 .xlsx 后再试"
    if _MARKUP.match(data):
        return "内容是网页或 XML，不是表格文件（有的系统把网页导出为 .xls）；请用表格软件打开并另存为 .xlsx"
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")):
        return "不是表格文件；请提供 .xlsx 或 .csv"
    return ""
