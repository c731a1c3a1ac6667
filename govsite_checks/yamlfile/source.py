"""Bytes of a file to text. UTF-8 with or without a byte order mark; anything else is refused with advice."""

from __future__ import annotations

import codecs
from pathlib import Path

from .faults import Fault, FileError, shown

MAX_BYTES = 64 * 1024 * 1024

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of a file.

    Raises:
        FileError: there is no such file, it cannot be read, it is empty, too large or not UTF-8.
    """
    data = _read(path, max_bytes)
    if not data.strip():
        raise _refuse(path, "文件为空")
    if data.startswith(_UTF16):
        raise _refuse(path, "文件为 UTF-16 编码；请另存为 UTF-8 后再试")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error) from None


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError:
        raise _refuse(path, "没有这个文件；请检查路径") from None
    except IsADirectoryError:
        raise _refuse(path, "这是一个文件夹；请给出其中的 YAML 文件") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _refuse(path, f"文件无法读取（{reason}）；请检查路径和权限") from None
    if len(data) > max_bytes:
        raise _refuse(path, f"文件超过 {max_bytes // 1024 // 1024} MiB 的上限；请拆分后再试")
    return data


def _not_utf8(path: Path, data: bytes, error: UnicodeDecodeError) -> FileError:
    line = data.count(b"\n", 0, error.start) + 1
    start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace")) + 1
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        advice = "文件不是 UTF-8 编码；请另存为 UTF-8 后再试"
    else:
        advice = "文件疑似 GBK 编码；请另存为 UTF-8 后再试"
    return FileError([Fault(shown(path), line, column, "", advice)])


def _refuse(path: Path, message: str) -> FileError:
    return FileError([Fault(shown(path), 0, 0, "", message)])
